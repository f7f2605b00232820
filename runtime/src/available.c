// What memory the system has.
//
// Linux promises more memory than it has, and kills a process that uses what there is not. So a
// large request is compared with what is available, and many small ones are from time to time.
#include "internal.h"

#include <fcntl.h>
#include <sys/sysinfo.h>
#include <unistd.h>

enum {
  /// So many bytes can be asked for unseen.
  STEP = 32 << 20,
  /// What /proc/meminfo may have.
  TEXT_SIZE = 8 << 10,
};

/// Reads /proc/meminfo into `text`; returns whether it could.
static bool read_information(char text[TEXT_SIZE]) {
  int file = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t length = read(file, text, TEXT_SIZE - 1);
  close(file);
  text[length > 0 ? length : 0] = 0;
  return length > 0;
}

/// Returns the number of bytes that `text`, of /proc/meminfo, has in the line `name`.
static size_t line_value(const char *text, const char *name) {
  const char *line = strstr(text, name);
  return line == NULL ? 0 : (size_t)strtoull(line + strlen(name), NULL, 10) << 10;
}

/// Returns whether the system has `size` bytes, of which it can free some first.
static bool has_memory(size_t size) {
  struct sysinfo information;
  if (sysinfo(&information) == 0 && information.freeram * information.mem_unit >= size) {
    return true;
  }
  char text[TEXT_SIZE];
  // Where it does not tell, what it promises must do.
  if (!read_information(text)) return true;
  return line_value(text, "MemAvailable:") + line_value(text, "SwapFree:") >= size;
}

void myco_require_memory(size_t size) {
  static size_t unseen;
  unseen += size;
  if (LIKELY(unseen < STEP)) return;
  unseen = 0;
  if (!has_memory(size + STEP)) myco_raise_out_of_memory(NULL);
}

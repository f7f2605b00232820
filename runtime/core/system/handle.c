#include "myco_system.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/// The open files by their numbers less 1; null where one was closed. No number is used again, so
/// that a closed file is not taken for another.
static FILE **files;
static int64_t file_count, file_capacity;

static FILE *find(int64_t handle) {
  FILE *file = handle >= 1 && handle <= file_count ? files[handle - 1] : NULL;
  if (file == NULL) errno = EBADF;
  return file;
}

int64_t myco_handle_open(const char *path, char mode) {
  if (file_count == file_capacity) {
    int64_t capacity = file_capacity * 2 + 16;
    FILE **larger = realloc(files, (size_t)capacity * sizeof(FILE *));
    if (larger == NULL) return 0;
    files = larger;
    file_capacity = capacity;
  }
  FILE *file = fopen(path, mode == 'r' ? "rbe" : mode == 'w' ? "wbe" : "abe");
  if (file == NULL) return 0;
  struct stat info;
  if (fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode)) {
    fclose(file);
    errno = EISDIR;
    return 0;
  }
  files[file_count++] = file;
  return file_count;
}

bool myco_handle_close(int64_t handle) {
  FILE *file = find(handle);
  if (file == NULL) return false;
  files[handle - 1] = NULL;
  return fclose(file) == 0;
}

/// Whether `bytes` end in the beginning of a scalar that is not all there.
static bool is_cut(const char *bytes, int64_t count) {
  for (int64_t back = 1; back <= 3 && back <= count; ++back) {
    unsigned char c = (unsigned char)bytes[count - back];
    if (c >= 0xC0) return back < (c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4);
    if (c < 0x80) return false;
  }
  return false;
}

int64_t myco_handle_read(int64_t handle, char *bytes, size_t count) {
  FILE *file = find(handle);
  if (file == NULL) return -1;
  int64_t length = (int64_t)fread(bytes, 1, count, file);
  for (int c; length >= (int64_t)count && is_cut(bytes, length) && (c = getc(file)) != EOF;) {
    bytes[length++] = (char)c;
  }
  return ferror(file) ? -1 : length;
}

int64_t myco_handle_read_line(int64_t handle, char **bytes, size_t *capacity) {
  FILE *file = find(handle);
  if (file == NULL) return -2;
  int64_t length = getline(bytes, capacity, file);
  if (length < 0) return feof(file) && !ferror(file) ? -1 : -2;
  if (length > 0 && (*bytes)[length - 1] == '\n') --length;
  if (length > 0 && (*bytes)[length - 1] == '\r') --length;
  return length;
}

bool myco_handle_write(int64_t handle, const char *bytes, size_t count) {
  FILE *file = find(handle);
  return file != NULL && fwrite(bytes, 1, count, file) == count && fflush(file) == 0;
}

bool myco_handle_seek(int64_t handle, int64_t position) {
  FILE *file = find(handle);
  return file != NULL && fseeko(file, position, SEEK_SET) == 0;
}

int64_t myco_handle_tell(int64_t handle) {
  FILE *file = find(handle);
  return file == NULL ? -1 : ftello(file);
}

int32_t myco_handle_is_at_end(int64_t handle) {
  FILE *file = find(handle);
  if (file == NULL) return -1;
  int c = getc(file);
  if (c != EOF) {
    ungetc(c, file);
    return 0;
  }
  return ferror(file) ? -1 : 1;
}

bool myco_input_has_failed(void) {
  if (!ferror(stdin)) return false;
  clearerr(stdin);
  return true;
}

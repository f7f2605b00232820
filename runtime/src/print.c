// The buffered standard output.
#include "internal.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { BUFFER_SIZE = 64 << 10 };

static char buffer[BUFFER_SIZE];
static void flush_output(Sink *sink, int64_t needed);
static Sink output = {buffer, 0, BUFFER_SIZE, flush_output};

static void flush_output(Sink *sink, int64_t needed) {
  (void)needed;
  const char *next = sink->bytes;
  size_t rest = (size_t)sink->length;
  // Emptied first, so that a report of the failure does not try to flush again.
  sink->length = 0;
  while (rest > 0) {
    ssize_t written = write(STDOUT_FILENO, next, rest);
    if (written >= 0) {
      next += written;
      rest -= (size_t)written;
    } else if (errno != EINTR) {
      dprintf(STDERR_FILENO, "IOError: cannot write to standard output: %s\n", strerror(errno));
      _exit(1);
    }
  }
}

void myco_print_flush(void) { flush_output(&output, 0); }
void myco_print_int(int64_t value) { myco_sink_int(&output, value); }
void myco_print_float(double value) { myco_sink_float(&output, value); }
void myco_print_bool(bool value) { sink_text(&output, value ? "True" : "False"); }
void myco_print_null(void) { myco_sink_write(&output, "Null", 4); }
void myco_print_space(void) { myco_sink_write(&output, " ", 1); }
void myco_print_newline(void) { myco_sink_write(&output, "\n", 1); }

void myco_print_string(const MycoString *string) {
  myco_sink_write(&output, string->bytes, string->byte_length);
}

/// Whether the method `toString` of an instance may be called for the text form of the value.
static bool may_call(int64_t tag, int64_t payload) {
  switch (tag) {
  case MYCO_ARRAY: return as_array(payload)->header.element >= MYCO_ELEMENT_POINTER;
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT:
  case MYCO_INSTANCE: return true;
  default: return false;
  }
}

void myco_print_value(int64_t tag, int64_t payload) {
  if (!may_call(tag, payload)) {
    myco_sink_value(&output, tag, payload);
    return;
  }
  // Such a method may print too, or throw; so the text is made first.
  MycoString *text = myco_value_to_string(tag, payload);
  if (is_pending()) return;
  myco_print_string(text);
  myco_release(text);
}

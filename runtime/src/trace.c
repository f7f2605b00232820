// Call traces.
#include "internal.h"

#include <stdio.h>
#include <unistd.h>

int64_t myco_trace_capture(void **addresses, int64_t limit) {
  (void)addresses;
  (void)limit;
  return 0;
}

void myco_trace_print(void *const *addresses, int64_t count, const MycoLocation *innermost) {
  (void)addresses;
  (void)count;
  for (const MycoLocation *place = innermost; place != NULL; place = place->inlined_at) {
    dprintf(STDERR_FILENO, "  at %s (%s:%d:%d)\n", place->function, place->file, place->line,
            place->column);
  }
}

#include "myco_system.h"

#include <stdlib.h>

/// The runtime's report; null in the interpreter.
__attribute__((weak)) _Noreturn void myco_raise_out_of_memory(const void *location);

void *myco_demand_memory(void *block) {
  if (block != NULL) return block;
  if (myco_raise_out_of_memory != NULL) myco_raise_out_of_memory(NULL);
  abort();
}

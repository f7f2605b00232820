// The program's start and end, and the report of an exhausted stack.
#include "unicode.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
  /// What the runtime's own functions may need below a compiled frame.
  STACK_MARGIN = 256 << 10,
  /// How far below its limit the stack's guard reaches.
  STACK_GUARD = 1 << 20,
  DEFAULT_STACK = 8 << 20,
};

char *myco_stack_limit;

static char *stack_base;
static char *stack_bottom;
static int argument_count;
static char **arguments;
static _Alignas(16) char signal_stack[64 << 10];

/// Reports a fault in the unmapped part of the stack; another one takes its default action.
static void handle_fault(int signal_number, siginfo_t *information, void *context) {
  (void)context;
  char *address = information->si_addr;
  if (address >= stack_bottom - STACK_GUARD && address < stack_base) {
    myco_report_fatal("StackOverflowError: the call stack is exhausted");
  }
  signal(signal_number, SIG_DFL);
}

/// Finds the bounds of the main stack and watches for faults in it.
__attribute__((no_sanitize("address"))) static void watch_stack(char *frame) {
  struct rlimit limit;
  rlim_t size = DEFAULT_STACK;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    size = limit.rlim_cur;
  }
  stack_base = frame;
  stack_bottom = frame - size;
  myco_stack_limit = stack_bottom + (size > 4 * STACK_MARGIN ? STACK_MARGIN : size / 4);
  stack_t alternate = {.ss_sp = signal_stack, .ss_size = sizeof signal_stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_sigaction = handle_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
}

MycoArray *myco_program_arguments(void) {
  MycoArray *array = &myco_empty_array;
  for (int i = 1; i < argument_count; ++i) {
    MycoString *argument = myco_string_from_text(arguments[i], (int64_t)strlen(arguments[i]));
    array = myco_array_push_pointer(array, argument);
  }
  return array;
}

void myco_exit(int64_t status) {
  myco_print_flush();
  myco_print_counts();
  exit((int)status);
}

int main(int count, char **texts) {
  argument_count = count;
  arguments = texts;
  watch_stack(__builtin_frame_address(0));
  myco_seed_hashes();
  myco_main();
  myco_print_flush();
  myco_exit(myco_report_leaks());
}

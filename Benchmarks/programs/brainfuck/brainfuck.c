// An interpreter: a program that prints squares, run many times.
#include <stdio.h>
#include <string.h>

static const char program[] =
  "++++[>+++++<-]>[<+++++>-]+<+[>[>+>+<<-]++>>[<<+>>-]>>>[-]++>[-]+>>>+[[-]++++++>>>]<<<[[<++++++++"
  "<++>>-]+<.<[>----<-]<]<<[>>>>>[>>>[-]+++++++++<[>-<-]+++++++++>[-[<->-]+[<<<]]<[>+<-]>]<<-]<<-]";

static long run(const long *codes, const long *targets, long length) {
  long tape[300] = {0}, at = 0, checksum = 0;
  for (long i = 0; i < length; i++) {
    switch (codes[i]) {
    case '>': at++; break;
    case '<': at--; break;
    case '+': tape[at] = (tape[at] + 1) & 255; break;
    case '-': tape[at] = (tape[at] - 1) & 255; break;
    case '.': checksum = (checksum * 31 + tape[at]) % 1000003; break;
    case '[': if (tape[at] == 0) i = targets[i]; break;
    case ']': if (tape[at] != 0) i = targets[i]; break;
    }
  }
  return checksum;
}

int main(void) {
  long length = (long)strlen(program), codes[400], targets[400] = {0}, open[100], depth = 0;
  for (long i = 0; i < length; i++) {
    codes[i] = program[i];
    if (program[i] == '[') open[depth++] = i;
    if (program[i] == ']') {
      targets[i] = open[--depth];
      targets[open[depth]] = i;
    }
  }
  long total = 0;
  for (long round = 0; round < 150; round++) total += run(codes, targets, length);
  printf("%ld\n", total);
  return 0;
}

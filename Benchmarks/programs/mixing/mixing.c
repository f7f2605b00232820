// Mixes the bits of 32-bit words, as hash functions do.
#include <stdio.h>

#define MASK 0xFFFFFFFFL

static long rotate(long x, long n) { return (x << n | x >> (32 - n)) & MASK; }

static long mix(long x) {
  x = (x ^ x >> 16) * 0x45D9F3B & MASK;
  x = (x ^ x >> 16) * 0x45D9F3B & MASK;
  return x ^ x >> 16;
}

int main(void) {
  long a = 0x67452301, b = 0xEFCDAB89, c = 0x98BADCFE, d = 0x10325476;
  for (long i = 0; i < 30000000; i++) {
    long word = mix(i & MASK);
    long f = (i & 1) == 0 ? (b & c) | (~b & d & MASK) : b ^ c ^ d;
    long t = (rotate((a + f + word + 0x5A827999) & MASK, 7) + b) & MASK;
    a = d;
    d = c;
    c = rotate(b, 30);
    b = t;
  }
  printf("%ld %ld %ld %ld\n", a, b, c, d);
  return 0;
}

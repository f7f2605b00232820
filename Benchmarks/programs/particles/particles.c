// Particles that fall, bounce, die and are replaced, and are sorted from time to time.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 1000, STEPS = 200000 };

typedef struct {
  double x, y, vx, vy;
  long life;
} Particle;

typedef struct {
  Particle *items;
  long length, capacity;
} Particles;

static long seed = 42;

static double uniform(void) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return (double)seed / 2147483648;
}

static Particle particle(void) {
  Particle p;
  p.x = uniform();
  p.y = 1.0 + uniform();
  p.vx = uniform() - 0.5;
  p.vy = uniform();
  p.life = 100 + seed % 900;
  return p;
}

static void push(Particles *a, Particle p) {
  if (a->length == a->capacity) {
    a->capacity = a->capacity == 0 ? 4 : a->capacity * 2;
    a->items = realloc(a->items, (size_t)a->capacity * sizeof(Particle));
    if (a->items == NULL) abort();
  }
  a->items[a->length++] = p;
}

static void move(Particles *a, double dt) {
  for (long i = 0; i < a->length; i++) {
    Particle *p = &a->items[i];
    p->vy -= 9.81 * dt;
    p->x += p->vx * dt;
    p->y += p->vy * dt;
    if (p->y < 0.0) {
      p->y = -p->y;
      p->vy *= -0.9;
    }
    p->life -= 1;
  }
}

// Sorts by x (comb sort).
static void sort(Particles *a) {
  long gap = a->length;
  bool is_sorted = false;
  while (gap > 1 || !is_sorted) {
    double next = (double)(gap * 10) / 13;
    gap = next < 1.0 ? 1 : (long)next;
    is_sorted = true;
    for (long i = 0; i < a->length - gap; i++) {
      if (a->items[i].x > a->items[i + gap].x) {
        Particle held = a->items[i];
        a->items[i] = a->items[i + gap];
        a->items[i + gap] = held;
        is_sorted = false;
      }
    }
  }
}

int main(void) {
  Particles particles = {NULL, 0, 0};
  for (long i = 0; i < COUNT; i++) push(&particles, particle());
  long dead = 0;
  for (long step = 0; step < STEPS; step++) {
    move(&particles, 0.001);
    long i = 0, gone = 0;
    while (i < particles.length) {
      if (particles.items[i].life <= 0) {
        particles.items[i] = particles.items[--particles.length];
        gone++;
      } else {
        i++;
      }
    }
    for (long k = 0; k < gone; k++) push(&particles, particle());
    dead += gone;
    if (step % 100 == 0) sort(&particles);
  }
  double x = 0.0, y = 0.0;
  long life = 0;
  for (long i = 0; i < particles.length; i++) {
    x += particles.items[i].x;
    y += particles.items[i].y;
    life += particles.items[i].life;
  }
  printf("%ld %ld %ld %ld\n", dead, (long)(x * 1000000), (long)(y * 1000000), life);
  free(particles.items);
  return 0;
}

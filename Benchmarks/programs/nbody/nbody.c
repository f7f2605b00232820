// The orbits of the sun and four planets, step by step.
#include <math.h>
#include <stdio.h>

#define STEPS 1500000
#define COUNT 5
#define PI 3.141592653589793
#define SOLAR_MASS (4 * PI * PI)
#define DAYS 365.24

typedef struct {
  double x, y, z;
  double vx, vy, vz;
  double mass;
} Body;

static Body planet(
    double x, double y, double z, double vx, double vy, double vz, double mass) {
  return (Body){x, y, z, vx * DAYS, vy * DAYS, vz * DAYS, mass * SOLAR_MASS};
}

// Lets the sun move so that the whole system stays in its place.
static void offset_momentum(Body *bodies) {
  double px = 0.0, py = 0.0, pz = 0.0;
  for (long i = 0; i < COUNT; i++) {
    Body *b = &bodies[i];
    px += b->vx * b->mass;
    py += b->vy * b->mass;
    pz += b->vz * b->mass;
  }
  bodies[0].vx = -px / SOLAR_MASS;
  bodies[0].vy = -py / SOLAR_MASS;
  bodies[0].vz = -pz / SOLAR_MASS;
}

static double energy(const Body *bodies) {
  double sum = 0.0;
  for (long i = 0; i < COUNT; i++) {
    const Body *a = &bodies[i];
    sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
    for (long j = i + 1; j < COUNT; j++) {
      const Body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      sum -= a->mass * b->mass / pow(dx * dx + dy * dy + dz * dz, 0.5);
    }
  }
  return sum;
}

static void advance(Body *bodies, double dt) {
  for (long i = 0; i < COUNT; i++) {
    Body *a = &bodies[i];
    for (long j = i + 1; j < COUNT; j++) {
      Body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double distance = dx * dx + dy * dy + dz * dz;
      double magnitude = dt / (distance * pow(distance, 0.5));
      a->vx -= dx * b->mass * magnitude;
      a->vy -= dy * b->mass * magnitude;
      a->vz -= dz * b->mass * magnitude;
      b->vx += dx * a->mass * magnitude;
      b->vy += dy * a->mass * magnitude;
      b->vz += dz * a->mass * magnitude;
    }
  }
  for (long i = 0; i < COUNT; i++) {
    Body *b = &bodies[i];
    b->x += dt * b->vx;
    b->y += dt * b->vy;
    b->z += dt * b->vz;
  }
}

int main(void) {
  Body bodies[COUNT] = {
      {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS},
      planet(
          4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
          0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023,
          0.000954791938424326609),
      planet(
          8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
          -0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929,
          0.000285885980666130812),
      planet(
          12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
          0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556,
          0.0000436624404335156298),
      planet(
          15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
          0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870,
          0.0000515138902046611451),
  };
  offset_momentum(bodies);
  printf("%ld\n", (long)(energy(bodies) * 1e9));
  for (long step = 0; step < STEPS; step++) advance(bodies, 0.01);
  printf("%ld\n", (long)(energy(bodies) * 1e9));
  return 0;
}

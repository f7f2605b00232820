// Virtual calls: the areas of shapes of four classes, in no order, which grow and shrink.
#include <cstdio>
#include <memory>
#include <vector>

constexpr long rounds = 50000;
constexpr long count = 1000;

struct Shape {
  double size;

  explicit Shape(double size) : size(size) {}
  virtual ~Shape() = default;
  virtual double area() const { return 0.0; }
  virtual void scale(double factor) { size *= factor; }
};

struct Square : Shape {
  using Shape::Shape;
  double area() const override { return size * size; }
};

struct Circle : Shape {
  using Shape::Shape;
  double area() const override { return 3.141592653589793 * size * size; }
};

struct Rectangle : Shape {
  double ratio;

  Rectangle(double size, double ratio) : Shape(size), ratio(ratio) {}
  double area() const override { return size * size * ratio; }
};

struct Ring : Circle {
  double inner;

  Ring(double size, double inner) : Circle(size), inner(inner) {}
  double area() const override { return Circle::area() - 3.141592653589793 * inner * inner; }
};

using Shapes = std::vector<std::unique_ptr<Shape>>;

static Shapes make_shapes(long count) {
  Shapes shapes;
  long seed = 42;
  for (long i = 0; i < count; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    double size = 1.0 + seed % 100 / 10.0;
    switch ((seed >> 16) % 4) {
    case 0: shapes.push_back(std::make_unique<Square>(size)); break;
    case 1: shapes.push_back(std::make_unique<Circle>(size)); break;
    case 2: shapes.push_back(std::make_unique<Rectangle>(size, 1.5)); break;
    default: shapes.push_back(std::make_unique<Ring>(size, 0.5));
    }
  }
  return shapes;
}

static double total_area(const Shapes &shapes) {
  double sum = 0.0;
  for (const auto &shape : shapes) sum += shape->area();
  return sum;
}

int main() {
  Shapes shapes = make_shapes(count);
  double total = 0.0;
  for (long round = 0; round < rounds; round++) {
    shapes[round % count]->scale(round % (2 * count) < count ? 1.25 : 0.8);
    total += total_area(shapes);
  }
  std::printf("%ld\n", static_cast<long>(total / rounds * 1000));
}

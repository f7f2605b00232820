extension LibraryTable {

  /// `docs/library/math.md`
  static let mathRows = """
    library math with capitals

    math.Pi: Float = 3.141592653589793
      the circumference of a circle of diameter 1
    math.E: Float = 2.718281828459045
      the base of natural logarithms
    math.Tau: Float = 6.283185307179586
      two Pi
    math.Phi: Float = 1.618033988749895
      the golden ratio
    math.Sqrt2: Float = 1.4142135623730951
      the square root of 2
    math.Sqrt3: Float = 1.7320508075688772
      the square root of 3
    math.Infinity: Float = infinity
      more than any number
    math.NaN: Float = nan
      no number
    math.MaxInt: Int = 9223372036854775807
      the largest Int
    math.MinInt: Int = -9223372036854775808
      the smallest Int

    math.abs(x: Number) -> Number throws OverflowError {math.abs}
      without sign; Int stays Int
    math.min(values: Array<T>) -> T? throws TypeError
      the least element; Null when empty
    math.min(a: T, others: T...) -> T throws TypeError
      the least argument
    math.max(values: Array<T>) -> T? throws TypeError
      the greatest element; Null when empty
    math.max(a: T, others: T...) -> T throws TypeError
      the greatest argument
    math.floor(x: Number) -> Int throws OverflowError, ValueError {math.floor}
      rounded down; OverflowError if it does not fit, ValueError of NaN
    math.ceil(x: Number) -> Int throws OverflowError, ValueError {math.ceil}
      rounded up
    math.round(x: Number) -> Int throws OverflowError, ValueError {math.round}
      rounded, halves away from zero
    math.trunc(x: Number) -> Int throws OverflowError, ValueError
      rounded toward zero
    math.div(a: Int, b: Int) -> Int throws DivisionError, OverflowError {math.div}
      the quotient rounded down
    math.mod(a: Int, b: Int) -> Int throws DivisionError
      the remainder of that, with the sign of b
    math.sqrt(x: Number) -> Float {math.sqrt}
      the square root; NaN of a negative number
    math.cbrt(x: Number) -> Float {math.cbrt}
      the cube root
    math.pow(a: Number, b: Number) -> Number throws OverflowError, ValueError
      as a ** b
    math.exp(x: Number) -> Float {math.exp}
      e to the power of x
    math.log(x: Number) -> Float {math.log}
      the natural logarithm
    math.log(x: Number, base: Number) -> Float {math.log}
      the logarithm to this base
    math.log2(x: Number) -> Float {math.log2}
      the logarithm to base 2
    math.log10(x: Number) -> Float {math.log10}
      the logarithm to base 10
    math.sin(x: Number) -> Float {math.sin}
      the sine of an angle in radians
    math.cos(x: Number) -> Float {math.cos}
      the cosine
    math.tan(x: Number) -> Float {math.tan}
      the tangent
    math.asin(x: Number) -> Float {math.asin}
      the angle with this sine
    math.acos(x: Number) -> Float {math.acos}
      the angle with this cosine
    math.atan(x: Number) -> Float {math.atan}
      the angle with this tangent
    math.atan2(y: Number, x: Number) -> Float {math.atan2}
      the angle of the point (x, y)
    math.sinh(x: Number) -> Float {math.sinh}
      the hyperbolic sine
    math.cosh(x: Number) -> Float {math.cosh}
      the hyperbolic cosine
    math.tanh(x: Number) -> Float {math.tanh}
      the hyperbolic tangent
    math.hypot(a: Number, b: Number) -> Float {math.hypot}
      the square root of a * a + b * b
    math.gcd(a: Int, b: Int) -> Int throws OverflowError {math.gcd}
      the greatest common divisor
    math.lcm(a: Int, b: Int) -> Int throws OverflowError {math.lcm}
      the least common multiple
    math.factorial(n: Int) -> Int throws OverflowError, ValueError
      the product of 1 to n; ValueError of a negative number
    math.isPrime(n: Int) -> Bool
      whether n is a prime number
    math.sign(x: Number) -> Int
      -1, 0 or 1
    math.clamp(x: Number, low: Number, high: Number) -> Number
      the nearest number from low to high
    math.lerp(a: Number, b: Number, t: Number) -> Float
      a + (b - a) * t
    math.degrees(x: Number) -> Float
      radians in degrees
    math.radians(x: Number) -> Float
      degrees in radians
    math.isNaN(x: Number) -> Bool
      whether x is no number
    math.isFinite(x: Number) -> Bool
      whether x is neither NaN nor infinite
    math.random() -> Float acts {math.random}
      a random number from 0 to 1 without 1 (xoshiro256**), seeded from the system if not by seed
    math.randomInt(a: Int, b: Int) -> Int acts throws ValueError {math.random_int}
      a random number from a to b without b; ValueError unless a < b
    math.seed(n: Int) -> Null acts {math.seed}
      begins a sequence of random numbers that depends on n alone
    """

}

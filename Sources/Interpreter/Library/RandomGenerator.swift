/// The generator xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64.
struct RandomGenerator {

  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates a generator that is seeded from the system.
  init() { self.init(seed: .random(in: .min ... .max)) }

  init(seed: UInt64) {
    var mixed = seed
    func next() -> UInt64 {
      mixed &+= 0x9E37_79B9_7F4A_7C15
      var z = mixed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// Returns the next 64 random bits.
  mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// Returns a Float in [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Returns an Int of `range`, which is not empty, each with the same chance.
  mutating func integer(in range: Range<Int>) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    let limit = UInt64.max - UInt64.max % width
    var bits = next()
    while bits >= limit { bits = next() }
    return range.lowerBound &+ Int(truncatingIfNeeded: bits % width)
  }

}

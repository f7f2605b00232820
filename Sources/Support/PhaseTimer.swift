/// Measures how long the named phases of a compilation take.
public struct PhaseTimer {

  /// The phases measured so far, in order, with their durations.
  public private(set) var phases: [(name: String, duration: Duration)] = []

  /// Creates a timer that has measured nothing.
  public init() {}

  /// Returns the result of `body`, whose duration is added to the phase `name`.
  public mutating func measure<R, E: Error>(_ name: String, _ body: () throws(E) -> R) throws(E)
    -> R
  {
    let clock = ContinuousClock()
    let start = clock.now
    defer { add(clock.now - start, to: name) }
    return try body()
  }

  private mutating func add(_ duration: Duration, to name: String) {
    if let i = phases.firstIndex(where: { $0.name == name }) {
      phases[i].duration += duration
    } else {
      phases.append((name, duration))
    }
  }

}

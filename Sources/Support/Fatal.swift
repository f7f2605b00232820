/// Stops the process because the compiler's own invariants do not hold.
///
/// The driver installs a handler for the trap this causes: it names the phase, asks for a report
/// and ends with status 70.
public func unreachable(
  _ message: @autoclosure () -> String = "unreachable", file: StaticString = #fileID,
  line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}

/// Stops the process unless `condition` holds, in release builds too.
public func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

import Foundation
import Source

/// What the machine has, in bytes.
private let physicalMemory = Double(ProcessInfo.processInfo.physicalMemory)

/// Throws if `count` elements like those of `part`, times the length of that, are more than the
/// machine can hold. Where the system refuses memory below that, Swift ends the process.
func requireMemory<Element>(for count: Int, of part: [Element], at span: SourceSpan) throws {
  let size = Double(part.count * MemoryLayout<Element>.stride)
  if Double(count) * size > physicalMemory { throw Fault.outOfMemory(at: span) }
}

/// Returns `count` copies of `part` in a row; none if `count` is negative.
func repeated<Element>(_ part: [Element], _ count: Int, at span: SourceSpan) throws -> [Element] {
  try requireMemory(for: count, of: part, at: span)
  var result: [Element] = []
  for _ in 0..<max(count, 0) { result += part }
  return result
}

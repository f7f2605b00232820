import CSystem
import Glibc
import Source
import Support

// The library time.
extension Evaluator {

  /// Returns the part of a time that the function `name` gives.
  private static func part(_ name: String, of parts: MycoTimeParts) -> Int64 {
    switch name {
    case "year": parts.year
    case "month": parts.month
    case "day": parts.day
    case "hour": parts.hour
    case "minute": parts.minute
    case "second": parts.second
    case "weekday": parts.weekday
    default: parts.year_day
    }
  }

  mutating func callTime(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "time.clock":
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      return .float(Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9)
    case "time.sleep":
      let seconds = try arguments.float(0)
      flush()
      if seconds > 0 { usleep(UInt32(Swift.min(seconds, 4000) * 1e6)) }
      return .null
    case "time.now":
      return time(myco_clock_now())
    case "time.create": return try createTime(arguments)
    case "time.parse": return try parseTime(arguments)
    default: return try askTime(String(function.dropFirst("time.".count)), arguments)
    }
  }

  private func time(_ seconds: Double) -> Value {
    .object(OrderedMap(["timestamp": .float(seconds)]))
  }

  private func createTime(_ arguments: Arguments) throws -> Value {
    let n = try (0..<6).map { Int64(try arguments.int($0)) }
    var parts = MycoTimeParts(
      year: n[0], month: n[1], day: n[2], hour: n[3], minute: n[4], second: n[5], weekday: 0,
      year_day: 0)
    var seconds = 0.0
    guard myco_clock_make(&parts, &seconds) else {
      throw Fault.value(
        "there is no time \(n[0])-\(n[1])-\(n[2]) \(n[3]):\(n[4]):\(n[5])", at: arguments.span)
    }
    return time(seconds)
  }

  private func parseTime(_ arguments: Arguments) throws -> Value {
    let (text, format) = (try arguments.text(0).string, try arguments.text(1).string)
    var seconds = 0.0
    let fits = myco_clock_parse(text, text.utf8.count, format, &seconds)
    return fits ? time(seconds) : .null
  }

  /// The functions of one time.
  private func askTime(_ name: String, _ arguments: Arguments) throws -> Value {
    let map = try arguments.map(0)
    switch name {
    case "format":
      let format = try arguments.text(1).string
      return try formatted(try timestamp(map, arguments), format, arguments)
    case "add":
      let added = try arguments.float(1)
      return time(try timestamp(map, arguments) + added)
    case "subtract":
      let subtracted = try arguments.float(1)
      return time(try timestamp(map, arguments) - subtracted)
    case "difference":
      let other = try arguments.map(1)
      let seconds = try timestamp(map, arguments) - timestamp(other, arguments)
      let isWhole = seconds.rounded() == seconds && abs(seconds) < 9e18
      return isWhole ? .int(Int(seconds)) : .float(seconds)
    case "isoString":
      return try formatted(try timestamp(map, arguments), "%04Y-%m-%dT%H:%M:%S", arguments)
    case "unixTimestamp":
      let seconds = try timestamp(map, arguments).rounded(.down)
      return .int(try program.truncated(seconds, at: arguments.span))
    default:
      var parts = MycoTimeParts()
      let seconds = try timestamp(map, arguments)
      guard myco_clock_parts(seconds, &parts) else { throw distance(arguments) }
      return .int(Int(Self.part(name, of: parts)))
    }
  }

  private func timestamp(_ time: OrderedMap, _ arguments: Arguments) throws -> Double {
    if let seconds = time[.string("timestamp")]?.asFloat { return seconds }
    throw Fault.type("a time has a number as its timestamp", at: arguments.span)
  }

  private func formatted(
    _ seconds: Double, _ format: String, _ arguments: Arguments
  ) throws -> Value {
    var length = 0
    guard let bytes = myco_clock_format(seconds, format, &length) else {
      throw distance(arguments)
    }
    defer { free(bytes) }
    return .text(
      UnsafeBufferPointer(start: bytes, count: length).withMemoryRebound(to: UInt8.self) {
        String(decoding: $0, as: UTF8.self)
      })
  }

  private func distance(_ arguments: Arguments) -> Fault {
    Fault.value("the time is too far away", at: arguments.span)
  }

}

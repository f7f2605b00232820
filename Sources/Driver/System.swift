@preconcurrency import Glibc

/// Returns what the system calls the error `code`, e.g. "No such file or directory".
func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

/// Returns what the system calls the signal `number`, e.g. "Segmentation fault".
func signalMessage(_ number: Int32) -> String {
  strsignal(number).map { String(cString: $0) } ?? "signal \(number)"
}

/// Returns the value of the environment variable `name`, or `nil` if it is not set or empty.
func environmentVariable(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}

/// Writes `bytes` to the open file `descriptor`; returns 0, or the code of the error.
func writeAll(_ bytes: some ContiguousBytes, to descriptor: Int32) -> Int32 {
  bytes.withBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        return count == 0 ? EIO : errno
      }
    }
    return 0
  }
}

/// Returns all that can be read from the open file `descriptor`; throws the code of an error.
func readAll(from descriptor: Int32) throws(SystemError) -> [UInt8] {
  var result: [UInt8] = []
  var status = stat()
  if fstat(descriptor, &status) == 0, status.st_size > 0 {
    result.reserveCapacity(Int(status.st_size) + 1)
  }
  let size = 64 << 10
  return try withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) {
    buffer throws(SystemError) in
    while true {
      let count = read(descriptor, buffer.baseAddress, size)
      if count == 0 { return result }
      if count > 0 {
        result.append(contentsOf: buffer[..<count])
      } else if errno != EINTR {
        throw SystemError(code: errno)
      }
    }
  }
}

/// The failure of a system call.
struct SystemError: Error {

  /// The value of `errno`.
  let code: Int32

}

/// What can be written to a file.
protocol ContiguousBytes {

  /// Returns the result of `body` on the bytes.
  func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R

}

extension [UInt8]: ContiguousBytes {

  func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { withUnsafeBytes(body) }

}

/// Writes `text` to standard error.
public func writeToStandardError(_ text: String) {
  // Where standard error cannot be written there is no place to say so.
  _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
}

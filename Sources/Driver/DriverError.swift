/// Why a compilation came to no result.
public enum DriverError: Error {

  /// The program has errors, which the compilation's diagnostics describe.
  case invalidProgram

  /// What was asked for does not exist; the message is one sentence without a final period.
  case usage(String)

  /// Something else went wrong; the message is one sentence without a final period.
  case failure(String)

}

extension DriverError {

  /// The exit status.
  var status: Int32 {
    switch self {
    case .invalidProgram, .failure: 1
    case .usage: 2
    }
  }

  /// What there is to say beyond the diagnostics.
  var message: String? {
    switch self {
    case .invalidProgram: nil
    case .usage(let message), .failure(let message): message
    }
  }

  /// The failure of an operation on the file `path`, with the reason that `code` of `errno` gives.
  static func file(_ action: String, _ path: String, _ code: Int32) -> DriverError {
    .failure("cannot \(action) '\(path)': \(systemMessage(code))")
  }

}

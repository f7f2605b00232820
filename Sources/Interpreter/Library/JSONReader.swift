import CJSON

/// Reads JSON texts as compiled programs do, by YAJL.
final class JSONReader {

  /// What is wrong with a text, and where, from 1.
  struct Failure: Error {
    let message: String
    let row: Int
    let column: Int
  }

  /// The values that are read, those of arrays and objects around before those in them.
  private var values: [Value] = []

  /// Where the values of the arrays and objects around begin.
  private var starts: [Int] = []

  private init() {}

  /// Returns the value of `text`.
  static func value(of text: Text) throws(Failure) -> Value {
    let reader = JSONReader()
    var problem = MycoJSONProblem()
    var events = Self.events
    let context = Unmanaged.passUnretained(reader).toOpaque()
    let bytes = text.utf8 + [0]
    let isValid = bytes.withUnsafeBytes { bytes in
      myco_json_read(bytes.baseAddress, bytes.count - 1, &events, context, &problem)
    }
    if isValid { return reader.values[0] }
    let message = withUnsafeBytes(of: &problem.message) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    throw Failure(message: message, row: Int(problem.row), column: Int(problem.column))
  }

  static func isValid(_ text: Text) -> Bool {
    let bytes = text.utf8 + [0]
    return bytes.withUnsafeBytes { myco_json_is_valid($0.baseAddress, $0.count - 1) }
  }

  // MARK: Events

  private static var events: yajl_callbacks {
    yajl_callbacks(
      yajl_null: { JSONReader.at($0).push(.null) },
      yajl_boolean: { JSONReader.at($0).push(.bool($1 != 0)) },
      yajl_integer: nil, yajl_double: nil,
      yajl_number: { context, text, length in
        let number = myco_json_number(text, length)
        if number.kind == Int64(MYCO_JSON_TOO_LARGE.rawValue) { return 0 }
        let isInt = number.kind == Int64(MYCO_JSON_INT.rawValue)
        return JSONReader.at(context).push(
          isInt ? .int(Int(number.integer)) : .float(number.number))
      },
      yajl_string: { JSONReader.at($0).pushText($1, $2) },
      yajl_start_map: { JSONReader.at($0).begin() },
      yajl_map_key: { JSONReader.at($0).pushText($1, $2) },
      yajl_end_map: { JSONReader.at($0).endObject() },
      yajl_start_array: { JSONReader.at($0).begin() },
      yajl_end_array: { JSONReader.at($0).endArray() })
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> JSONReader {
    Unmanaged<JSONReader>.fromOpaque(context!).takeUnretainedValue()
  }

  /// Adds a value; gives what tells YAJL to go on, as the following do.
  private func push(_ value: Value) -> Int32 {
    values.append(value)
    return 1
  }

  private func pushText(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Int32 {
    let bytes = UnsafeBufferPointer(start: bytes, count: length)
    return push(.string(Text(String(decoding: bytes, as: UTF8.self))))
  }

  private func begin() -> Int32 {
    if starts.count == MYCO_JSON_DEPTH { return 0 }
    starts.append(values.count)
    return 1
  }

  /// Takes off the values of the innermost array or object.
  private func takeValues() -> [Value] {
    let start = starts.removeLast()
    defer { values.removeLast(values.count - start) }
    return Array(values[start...])
  }

  private func endArray() -> Int32 { push(.array(takeValues())) }

  private func endObject() -> Int32 {
    let parts = takeValues()
    var object = OrderedMap()
    for i in stride(from: 0, to: parts.count, by: 2) {
      object.set(Key(parts[i])!, parts[i], to: parts[i + 1])
    }
    return push(.object(object))
  }

}

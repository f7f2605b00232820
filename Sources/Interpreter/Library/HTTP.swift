import CHTTP
import Glibc
import Source
import Support

// The library http. libcurl is called as compiled programs call it.
extension Evaluator {

  /// The functions of a URL and headers, and those of a body as well.
  private static let plainMethods = ["get", "head", "options", "delete"]
  private static let bodyMethods = ["post", "put", "patch"]

  mutating func callHTTP(_ function: String, _ arguments: Arguments) throws -> Value? {
    let name = String(function.dropFirst("http.".count))
    if Self.plainMethods.contains(name) {
      let url = try arguments.text(0)
      let headers = arguments.count == 2 ? try arguments.map(1) : OrderedMap()
      return try send(name.uppercased(), url, .null, headers, 30, arguments)
    }
    if Self.bodyMethods.contains(name) {
      let url = try arguments.text(0)
      let headers = arguments.count == 3 ? try arguments.map(2) : OrderedMap()
      return try send(name.uppercased(), url, arguments[1], headers, 30, arguments)
    }
    switch name {
    case "request":
      return try request(try arguments.map(0), arguments)
    case "statusOk":
      if case .bool(true)? = try arguments.map(0)[.string("success")] { return .bool(true) }
      return .bool(false)
    case "getHeader":
      let (response, name) = (try arguments.map(0), try arguments.text(1))
      switch response[.string("headers")] {
      case .map(let headers), .object(let headers):
        return headers[.string(Text(name.string.lowercased()))] ?? .null
      default: return .null
      }
    case "getJson":
      guard case .string(let body)? = try arguments.map(0)[.string("body")] else { return .null }
      return (try? JSONReader.value(of: body)) ?? .null
    default: return nil
    }
  }

  private mutating func request(_ request: OrderedMap, _ arguments: Arguments) throws -> Value {
    let method = request[.string("method")] ?? .null
    let url = try text(of: request[.string("url")] ?? .null, at: arguments.span)
    var name = "GET"
    if !method.isNull { name = try text(of: method, at: arguments.span).string.uppercased() }
    var headers = OrderedMap()
    switch request[.string("headers")] {
    case .map(let map), .object(let map): headers = map
    default: break
    }
    let timeout = request[.string("timeout")]?.asFloat ?? 30
    return try send(
      name, url, request[.string("body")] ?? .null, headers, timeout, arguments)
  }

  private mutating func send(
    _ method: String, _ url: Text, _ body: Value, _ headers: OrderedMap, _ timeout: Double,
    _ arguments: Arguments
  ) throws -> Value {
    let span = arguments.span
    var (lines, hasType): ([Text], Bool) = ([], false)
    for entry in headers.entries {
      let name = try text(of: entry.key, at: span)
      lines.append(name + ": " + (try text(of: entry.value, at: span)))
      if name.string.lowercased() == "content-type" { hasType = true }
    }
    var content: [UInt8]?
    switch body {
    case .null: break
    case .map, .object, .array:
      content = try JSONWriter.text(of: body, indent: 0, arguments).utf8
      if !hasType { lines.append("Content-Type: application/json") }
    default:
      content = try text(of: body, at: span).utf8
      if !hasType { lines.append("Content-Type: text/plain; charset=utf-8") }
    }
    let isInvalid = [url, Text(method)].contains { $0.scalars.contains("\0") }
      || lines.contains { $0.scalars.contains { ["\r", "\n", "\0"].contains($0) } }
    if isInvalid {
      throw Fault("HTTPError", "a header, method or URL holds a control character", at: span)
    }
    flush()
    var response = MycoResponse()
    transfer(method, url.string, lines.map(\.string), content, timeout, &response)
    defer { myco_response_free(&response) }
    return answer(response)
  }

  private func transfer(
    _ method: String, _ url: String, _ lines: [String], _ content: [UInt8]?, _ timeout: Double,
    _ response: inout MycoResponse
  ) {
    let texts = [method, url] + lines
    let pointers = texts.map { strdup($0)! }
    defer { for pointer in pointers { free(pointer) } }
    let headers: [UnsafePointer<CChar>?] = pointers.dropFirst(2).map { UnsafePointer($0) } + [nil]
    headers.withUnsafeBufferPointer { headers in
      ((content ?? []) + [0]).withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bytes in
          var request = MycoRequest(
            method: pointers[0], url: pointers[1], headers: headers.baseAddress,
            header_count: lines.count, body: content == nil ? nil : bytes.baseAddress,
            body_length: content?.count ?? 0, timeout: timeout)
          myco_http_send(&request, &response)
        }
      }
    }
  }

  /// Returns the Object of an answer.
  private func answer(_ response: MycoResponse) -> Value {
    let body = text(response.body, response.body_length)
    var (headers, statusText): (OrderedMap, Text) = (OrderedMap(), "")
    let head = text(response.head, response.head_length)
    for (i, line) in lines(of: head).enumerated() {
      if i == 0 {
        let words = line.scalars.split(separator: " ", omittingEmptySubsequences: false)
        statusText = Text(Array(words.dropFirst(2).joined(separator: [" "])))
      } else if let colon = line.index(of: ":"), colon > 0 {
        let name = Text(Text(line.scalars[..<colon]).string.lowercased())
        var value = Text(line.scalars[(colon + 1)...]).trimmed
        if case .string(let first)? = headers[.string(name)] { value = first + ", " + value }
        headers.set(.string(name), .string(name), to: .string(value))
      }
    }
    var response = response
    let problem = withUnsafeBytes(of: &response.error) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    return .object(
      OrderedMap([
        "status_code": .int(Int(response.status)), "status_text": .string(statusText),
        "body": .string(body), "success": .bool((200..<300).contains(response.status)),
        "headers": .map(headers), "content_type": headers[.string("content-type")] ?? .string(""),
        "content_length": .int(body.utf8.count),
        "error": problem.isEmpty ? .null : .text(problem),
      ]))
  }

  /// The text of bytes; what is no UTF-8 becomes U+FFFD.
  private func text(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Text {
    guard let bytes else { return Text() }
    return Text(
      UnsafeBufferPointer(start: bytes, count: count).withMemoryRebound(to: UInt8.self) {
        String(decoding: $0, as: UTF8.self)
      })
  }

}

extension Text {

  /// The text without blanks at its ends.
  fileprivate var trimmed: Text {
    let blanks: Set<Unicode.Scalar> = [" ", "\t"]
    let start = scalars.drop { blanks.contains($0) }
    let last = start.lastIndex { !blanks.contains($0) }
    return Text(start[..<(last.map { $0 + 1 } ?? start.startIndex)])
  }

}

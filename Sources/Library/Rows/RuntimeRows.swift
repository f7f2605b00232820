extension LibraryTable {

  /// The functions of the runtime in C by which the library is implemented: `myco_` and the name
  /// with `_` for `.`. Declared in `runtime/include/myco_library.h`.
  static let runtimeRows = """
    runtime string.upper(text: String) -> String
    runtime string.lower(text: String) -> String
    runtime string.trim(text: String, left: Bool, right: Bool) -> String
    runtime string.lines(text: String) -> Array<String>
    runtime string.split(text: String, separator: String) -> Array<String>
    runtime string.replace(text: String, old: String, new: String) -> String
    runtime string.starts_with(text: String, part: String) -> Bool
    runtime string.ends_with(text: String, part: String) -> Bool
    runtime string.index_of(text: String, part: String, start: Int) -> Int
    runtime string.last_index_of(text: String, part: String) -> Int
    runtime string.count(text: String, part: String) -> Int
    runtime string.slice(text: String, start: Int, end: Int) -> String
    runtime string.code(text: String) -> Int
    runtime string.reverse(text: String) -> String
    runtime string.bytes(text: String) -> Array<Int>
    runtime string.is_kind(text: String, kind: Int) -> Bool
    runtime string.from_code(code: Int) -> String
    runtime string.from_array(bytes: Any) -> String throws ValueError
    runtime string.line_end(text: String, start: Int) -> Int
    runtime string.line(text: String, start: Int, end: Int) -> String
    runtime string.piece_end(text: String, separator: String, start: Int) -> Int
    runtime string.part(text: String, start: Int, end: Int) -> String
    runtime number.to_fixed(number: Float, digits: Int) -> String
    runtime number.to_hex(number: Int) -> String

    runtime math.abs(x: Float) -> Float
    runtime math.sqrt(x: Float) -> Float
    runtime math.cbrt(x: Float) -> Float
    runtime math.exp(x: Float) -> Float
    runtime math.log(x: Float) -> Float
    runtime math.log2(x: Float) -> Float
    runtime math.log10(x: Float) -> Float
    runtime math.sin(x: Float) -> Float
    runtime math.cos(x: Float) -> Float
    runtime math.tan(x: Float) -> Float
    runtime math.asin(x: Float) -> Float
    runtime math.acos(x: Float) -> Float
    runtime math.atan(x: Float) -> Float
    runtime math.atan2(y: Float, x: Float) -> Float
    runtime math.sinh(x: Float) -> Float
    runtime math.cosh(x: Float) -> Float
    runtime math.tanh(x: Float) -> Float
    runtime math.hypot(a: Float, b: Float) -> Float
    runtime math.floor(x: Float) -> Int throws OverflowError, ValueError
    runtime math.ceil(x: Float) -> Int throws OverflowError, ValueError
    runtime math.round(x: Float) -> Int throws OverflowError, ValueError
    runtime math.div(a: Int, b: Int) -> Int throws DivisionError, OverflowError
    runtime math.gcd(a: Int, b: Int) -> Int throws OverflowError
    runtime math.lcm(a: Int, b: Int) -> Int throws OverflowError
    runtime math.random() -> Float acts
    runtime math.random_int(a: Int, b: Int) -> Int acts
    runtime math.seed(n: Int) -> Null acts

    runtime output.write(text: String) -> Null acts
    runtime error_output.write(text: String) -> Null acts
    runtime input.line() -> String? acts
    runtime process.exit(status: Int) -> Null acts
    runtime program.arguments() -> Array<String>
    runtime env.get(name: String) -> String? acts
    runtime env.set(name: String, value: String) -> Null acts throws ValueError
    runtime env.entries() -> Array<String> acts
    runtime process.pid() -> Int acts
    runtime process.run(words: Array<String>) -> Any acts throws IOError

    runtime time.clock() -> Float acts
    runtime time.sleep(seconds: Float) -> Null acts
    runtime time.now() -> Float acts
    runtime time.make(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) \
    -> Float acts throws ValueError
    runtime time.part(time: Float, part: Int) -> Int acts throws ValueError
    runtime time.format(time: Float, format: String) -> String acts throws ValueError
    runtime time.parse(text: String, format: String) -> Any acts

    runtime file.read(path: String) -> String acts throws IOError, ValueError
    runtime file.write(path: String, text: String) -> Null acts throws IOError
    runtime file.append(path: String, text: String) -> Null acts throws IOError
    runtime file.exists(path: String) -> Bool acts
    runtime file.size(path: String) -> Int acts throws IOError
    runtime file.delete(path: String) -> Null acts throws IOError
    runtime file.read_bytes(path: String) -> Array<Int> acts throws IOError
    runtime file.write_bytes(path: String, bytes: Any) -> Null acts throws IOError, ValueError
    runtime file.copy(path: String, to: String) -> Null acts throws IOError
    runtime file.move(path: String, to: String) -> Null acts throws IOError
    runtime file.status(path: String, follow: Bool) -> Array<Int> acts throws IOError
    runtime file.open(path: String, mode: String) -> Int acts throws IOError, ValueError
    runtime file.close(file: Int) -> Null acts throws IOError
    runtime file.read_chunk(file: Int, count: Int) -> String acts throws IOError, ValueError
    runtime file.write_chunk(file: Int, text: String) -> Null acts throws IOError
    runtime file.seek(file: Int, position: Int) -> Null acts throws IOError
    runtime file.tell(file: Int) -> Int acts throws IOError
    runtime file.is_at_end(file: Int) -> Bool acts throws IOError
    runtime file.open_lines(path: String) -> Int acts throws IOError
    runtime file.read_line(file: Int) -> Bool acts throws IOError, ValueError
    runtime file.line() -> String acts
    runtime dir.exists(path: String) -> Bool acts
    runtime dir.list(path: String) -> Array<String> acts throws IOError
    runtime dir.create(path: String) -> Null acts throws IOError
    runtime dir.remove(path: String) -> Null acts throws IOError
    runtime dir.remove_all(path: String) -> Null acts throws IOError
    runtime dir.current() -> String acts throws IOError
    runtime dir.change(path: String) -> Null acts throws IOError

    runtime json.parse(text: String) -> Any throws JSONError {objects}
    runtime json.validate(text: String) -> Bool
    runtime json.stringify(value: Any, indent: Int) -> String throws JSONError
    runtime object.make(fields: Any) -> Object {objects}

    runtime regex.check(pattern: String, flags: Int) -> Null throws RegexError
    runtime regex.test(pattern: String, text: String, flags: Int) -> Bool throws RegexError
    runtime regex.matches(pattern: String, text: String, flags: Int, most: Int) -> Array<Object> \
    throws RegexError {objects}
    runtime regex.split(pattern: String, text: String, flags: Int, at_ends: Bool) \
    -> Array<String> throws RegexError
    runtime regex.replace(pattern: String, text: String, by: String, flags: Int) -> String \
    throws RegexError
    runtime regex.escape(text: String) -> String
    runtime regex.is_kind(text: String, kind: Int) -> Bool

    runtime http.request(method: String, url: String, headers: Array<String>, has_body: Bool, \
    body: String, timeout: Float) -> Any acts
    """

}

extension LibraryTable {

  /// `docs/library/functions.md`
  static let functionRows = """
    print(values: Any...) -> Null acts {compiler}
      writes the text forms with blanks between and a newline
    printError(values: Any...) -> Null acts {compiler error_output.write}
      the same, to standard error
    input(prompt: Any = "") -> String? acts {compiler output.write, input.line}
      writes the prompt; the next line of standard input without its end, Null at the end
    len(value: String | Array | Map | Set | Range) -> Int {compiler}
      the length of a string or range, the size of a collection
    range(end: Number) -> Range {compiler}
      the numbers from 0 to end, without end
    range(start: Number, end: Number, step: Number = 1) -> Range throws ValueError {compiler}
      the numbers from start to end, without end; ValueError for a step of 0
    str(value: Any) -> String {compiler}
      as toString
    int(value: String | Number | Bool) -> Int throws ValueError, OverflowError {compiler}
      as toInt
    float(value: String | Number | Bool) -> Float throws ValueError {compiler}
      as toFloat
    bool(value: Any) -> Bool {compiler}
      as toBool, and False for Null
    type(value: Any) -> String {compiler}
      the name of the type
    typeof(value: Any) -> String {compiler string.lower}
      the same in lower case
    isString(value: Any) -> Bool {compiler}
      whether the value is a String
    isInt(value: Any) -> Bool {compiler}
      whether it is an Int
    isFloat(value: Any) -> Bool {compiler}
      whether it is a Float
    isNumber(value: Any) -> Bool {compiler}
      whether it is an Int or a Float
    isBool(value: Any) -> Bool {compiler}
      whether it is a Bool
    isBoolean = isBool
    isNull(value: Any) -> Bool {compiler}
      whether it is Null
    isArray(value: Any) -> Bool {compiler}
      whether it is an Array
    isMap(value: Any) -> Bool {compiler}
      whether it is a Map or an Object
    isSet(value: Any) -> Bool {compiler}
      whether it is a Set
    isObject(value: Any) -> Bool {compiler}
      whether it is an Object
    isFunction(value: Any) -> Bool {compiler}
      whether it can be called
    assert(condition: Any, message: Any = "") -> Null throws AssertionError {compiler}
      AssertionError with the message, or with the text of the condition, unless that is true
    exit(status: Int = 0) -> Null acts {compiler process.exit}
      ends the program; finally blocks do not run, output is written
    args: Array<String> {compiler program.arguments}
      the arguments of the program

    Any.type: String {instruction type}
      the name of the type
    Any.toString() -> String
      the text form
    Any.isString() -> Bool
      whether it is a String
    Any.isInt() -> Bool
      whether it is an Int
    Any.isFloat() -> Bool
      whether it is a Float
    Any.isNumber() -> Bool
      whether it is an Int or a Float
    Any.isBool() -> Bool
      whether it is a Bool
    Any.isBoolean = isBool
    Any.isNull() -> Bool
      whether it is Null
    Any.isArray() -> Bool
      whether it is an Array
    Any.isMap() -> Bool
      whether it is a Map or an Object
    Any.isSet() -> Bool
      whether it is a Set
    Any.isObject() -> Bool
      whether it is an Object
    Any.isFunction() -> Bool
      whether it can be called
    Some.toBool() -> Bool
      its truth; of the texts "true" and "false", in any case, their meaning
    Scalar.toInt() -> Int throws ValueError, OverflowError
      a Float truncated toward zero, the number that a String is, 0 or 1 for a Bool
    Scalar.toFloat() -> Float throws ValueError
      likewise as a Float

    Number.abs() -> Number throws OverflowError {math.abs}
      without sign
    Number.min(other: Number) -> Number
      the smaller
    Number.max(other: Number) -> Number
      the larger
    Number.floor() -> Int throws OverflowError, ValueError {math.floor}
      rounded down
    Number.ceil() -> Int throws OverflowError, ValueError {math.ceil}
      rounded up
    Number.round() -> Int throws OverflowError, ValueError {math.round}
      rounded, halves away from zero
    Number.sqrt() -> Float {math.sqrt}
      the square root; NaN of a negative number
    Number.pow(exponent: Number) -> Number throws OverflowError, ValueError
      as **
    Number.sign() -> Int
      -1, 0 or 1
    Number.clamp(low: Number, high: Number) -> Number
      the nearest number from low to high
    Number.toFixed(digits: Int) -> String {number.to_fixed}
      with so many digits behind the point, as C's printf
    Number.toHex() -> String throws OverflowError, ValueError {number.to_hex}
      in hexadecimal, in lower case, without prefix

    Error(message: Any, kind: String = "Error") -> Error {compiler}
      an error to be thrown; its message is the text form
    Error.message: String {instruction errorPart}
      what went wrong
    Error.kind: String {instruction errorPart}
      the kind of error
    Error.file: String? {instruction errorPart}
      where it was thrown; Null before
    Error.line: Int? {instruction errorPart}
      the line there
    Error.row: Int? {instruction errorPart}
      of a JSONError, the line in the text
    Error.column: Int? {instruction errorPart}
      and the column
    """

}

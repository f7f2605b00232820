extension LibraryTable {

  /// `docs/library/string.md`
  static let stringRows = """
    library string of text: String

    String.length: Int {instruction length}
      the number of scalars
    String.isEmpty() -> Bool
      whether there is no scalar
    String.upper() -> String {string.upper}
      in upper case, by Unicode
    String.lower() -> String {string.lower}
      in lower case, by Unicode
    String.toUpperCase = upper
    String.toLowerCase = lower
    String.trim() -> String {string.trim}
      without white space at the ends
    String.trimLeft() -> String {string.trim}
      without white space at the start
    String.trimRight() -> String {string.trim}
      without white space at the end
    String.split(separator: String) -> Array<String> \
    {string.split, string.piece_end, string.part}
      the parts between separators; an empty separator gives the scalars
    String.lines() -> Array<String> {string.lines, string.line_end, string.line}
      the lines, which end at LF or CRLF; there is no last empty line
    String.replace(old: String, new: String) -> String {string.replace}
      with all occurrences of old replaced
    String.contains(part: String) -> Bool
      whether part occurs
    String.startsWith(part: String) -> Bool {string.starts_with}
      whether it begins with part
    String.endsWith(part: String) -> Bool {string.ends_with}
      whether it ends with part
    String.indexOf(part: String, from: Int = 0) -> Int {string.index_of}
      the position of the first part at or behind from, or -1
    String.lastIndexOf(part: String) -> Int {string.last_index_of}
      the position of the last part, or -1
    String.substring(start: Int, end: Int = length) -> String {string.slice}
      from start to end without end, both clamped
    String.slice(start: Int, end: Int = length) -> String {string.slice}
      the same, where negative positions count from the end
    String.charAt(index: Int) -> String
      the scalar at index, "" outside
    String.charCodeAt(index: Int) -> Int throws IndexError {string.code}
      the number of the scalar at index
    String.repeat(times: Int) -> String
      so many copies; none for a negative number
    String.padLeft(width: Int, filler: String = " ") -> String throws ValueError
      filled up to width scalars at the start; the filler is one scalar
    String.padRight(width: Int, filler: String = " ") -> String throws ValueError
      the same at the end
    String.reverse() -> String {string.reverse}
      the scalars backwards
    String.count(part: String) -> Int {string.count}
      how often part occurs
    String.chars() -> Array<String> {string.split}
      the scalars
    String.isDigit() -> Bool {string.is_kind}
      whether it is not empty and all scalars are decimal digits
    String.isLetter() -> Bool {string.is_kind}
      likewise letters
    String.isSpace() -> Bool {string.is_kind}
      likewise white space
    String.isUpper() -> Bool {string.is_kind}
      likewise in upper case
    String.isLower() -> Bool {string.is_kind}
      likewise in lower case
    String.isAlphanumeric() -> Bool {string.is_kind}
      likewise letters or digits
    String.bytes() -> Array<Int> {string.bytes}
      the bytes of the UTF-8
    String.join(values: Array<Any>) -> String
      the text forms of the values with the string between
    static String.fromCode(code: Int) -> String throws ValueError {string.from_code}
      the scalar with this number
    static String.fromBytes(bytes: Array<Int>) -> String throws ValueError {string.from_array}
      the text with these bytes as its UTF-8
    """

}

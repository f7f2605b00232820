extension LibraryTable {

  /// `docs/library/regex.md`
  static let regexRows = """
    regex.test(pattern: String, text: String, flags: Int = 0) -> Bool throws RegexError \
    {regex.test}
      whether the pattern matches somewhere in the text; False for an invalid pattern
    regex.match(pattern: String, text: String, flags: Int = 0) -> Match? throws RegexError \
    {regex.matches}
      the first match; Null if there is none
    regex.matchAll(pattern: String, text: String, flags: Int = 0) -> Array<Match> \
    throws RegexError {regex.matches}
      all matches
    regex.replace(pattern: String, text: String, by: String | (Match) -> Any, flags: Int = 0) \
    -> String throws RegexError {regex.replace, regex.matches, regex.split}
      the text with each match replaced
    regex.split(pattern: String, text: String, flags: Int = 0) -> Array<String> \
    throws RegexError {regex.split}
      the texts between matches
    regex.escape(text: String) -> String {regex.escape}
      the pattern that matches this text
    regex.compile(pattern: String, flags: Int = 0) -> Regex throws RegexError \
    {regex.check, object.make}
      the pattern with its flags, to be used by methods
    regex.isEmail(text: String) -> Bool {regex.is_kind}
      whether the text is an address for mail
    regex.isUrl(text: String) -> Bool {regex.is_kind}
      whether the text is an address of http, https or ftp
    regex.isIp(text: String) -> Bool {regex.is_kind}
      whether the text is an address of IPv4 or IPv6

    regex.CASE_INSENSITIVE: Int = 1
      letters match in either case
    regex.GLOBAL: Int = 2
      changes nothing
    regex.MULTILINE: Int = 4
      ^ and $ match at lines
    regex.DOTALL: Int = 8
      . matches ends of lines

    object Regex
    field Regex.pattern: String
      the pattern as given
    field Regex.flags: Int
      the flags as given
    Regex.test(text: String) -> Bool throws RegexError {regex.test}
      as regex.test
    Regex.match(text: String) -> Match? throws RegexError {regex.matches}
      as regex.match
    Regex.matchAll(text: String) -> Array<Match> throws RegexError {regex.matches}
      as regex.matchAll
    Regex.replace(text: String, by: String | (Match) -> Any) -> String throws RegexError \
    {regex.replace, regex.matches, regex.split}
      as regex.replace
    Regex.split(text: String) -> Array<String> throws RegexError {regex.split}
      as regex.split

    object Match
    field Match.match: String
      the text that matches
    field Match.start: Int
      its position in scalars
    field Match.end: Int
      that of the scalar behind
    field Match.groups: Array<String?>
      the captures; Null for those that took no part
    field Match.named: Map<String, String?>
      the captures by name
    field Match.success: Bool
      True
    """

  /// `docs/library/json.md`
  static let jsonRows = """
    json.parse(text: String) -> Any throws JSONError {json.parse}
      the value; a JSON object is an Object
    json.stringify(value: Any, indent: Int = 0) -> String throws JSONError {json.stringify}
      the text, on one line, or indented by so many blanks a level
    json.pretty(value: Any) -> String throws JSONError {json.stringify}
      as json.stringify(value, 2)
    json.validate(text: String) -> Bool {json.validate}
      whether the text is JSON
    json.size(value: Array | Map | Set) -> Int
      the number of elements or entries
    json.isEmpty(value: Array | Map | Set) -> Bool
      whether that is 0
    json.get(value: Any, path: String, default: Any = Null) -> Any throws ValueError
      what a path such as a.b[0] leads to; default where that is missing
    """

  /// `docs/library/http.md`
  static let httpRows = """
    http.get(url: String, headers: Map = {}) -> Response acts throws HTTPError, JSONError \
    {json.stringify, http.request, object.make}
      the answer to a GET request
    http.head(url: String, headers: Map = {}) -> Response acts throws HTTPError, JSONError \
    {json.stringify, http.request, object.make}
      likewise HEAD
    http.options(url: String, headers: Map = {}) -> Response acts throws HTTPError, JSONError \
    {json.stringify, http.request, object.make}
      likewise OPTIONS
    http.delete(url: String, headers: Map = {}) -> Response acts throws HTTPError, JSONError \
    {json.stringify, http.request, object.make}
      likewise DELETE
    http.post(url: String, body: Any, headers: Map = {}) -> Response acts \
    throws HTTPError, JSONError {json.stringify, http.request, object.make}
      likewise POST; a Map, an Object or an array is sent as JSON, other values as their text
    http.put(url: String, body: Any, headers: Map = {}) -> Response acts \
    throws HTTPError, JSONError {json.stringify, http.request, object.make}
      likewise PUT
    http.patch(url: String, body: Any, headers: Map = {}) -> Response acts \
    throws HTTPError, JSONError {json.stringify, http.request, object.make}
      likewise PATCH
    http.request(request: Map) -> Response acts throws HTTPError, JSONError \
    {json.stringify, http.request, object.make}
      the answer to {method, url, headers, body, timeout}; all but url may be left out
    http.statusOk(response: Response) -> Bool
      whether the status is from 200 to 299
    http.getHeader(response: Response, name: String) -> String?
      its text in any spelling of the name, or Null
    http.getJson(response: Response) -> Any throws JSONError {json.validate, json.parse}
      the body as JSON; Null if it is none

    object Response
    field Response.status_code: Int
      the status; 0 if no answer came
    field Response.status_text: String
      such as Not Found
    field Response.body: String
      the text; bytes that are no UTF-8 are replaced
    field Response.success: Bool
      whether the status is from 200 to 299
    field Response.headers: Map<String, String>
      the headers, names in lower case, repeated ones joined by commas
    field Response.content_type: String
      what the header says; empty if there is none
    field Response.content_length: Int
      the length of the body in bytes
    field Response.error: String?
      what went wrong, or Null
    """

}

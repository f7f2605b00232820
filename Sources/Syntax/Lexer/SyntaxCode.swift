/// The codes of lexical errors (E00xx) and syntax errors (E01xx).
enum SyntaxCode: String {

  case invalidUTF8 = "E0001"
  case unexpectedCharacter = "E0002"
  case malformedNumber = "E0003"
  case integerTooLarge = "E0004"
  case unterminatedString = "E0005"
  case unknownEscape = "E0006"
  case malformedEscape = "E0007"
  case unterminatedComment = "E0008"
  case fileTooLarge = "E0009"

  /// Another token was expected.
  case unexpectedToken = "E0101"
  case missingEnd = "E0102"

  /// `end`, `else`, `case`, `catch` or `finally` that belongs to nothing.
  case strayWord = "E0103"
  case missingSemicolon = "E0104"
  case chainedComparison = "E0105"
  case assignmentAsExpression = "E0106"
  case braceBlock = "E0107"
  case incrementInExpression = "E0108"
  case invalidTarget = "E0109"
  case missingColon = "E0110"

  /// A word of another language: `elif`, `def`, `var`.
  case foreignWord = "E0111"
  case reservedForLater = "E0112"
  case misplacedVisibility = "E0113"
  case constantWithoutValue = "E0114"
  case tryWithoutHandler = "E0115"
  case nestingTooDeep = "E0116"
  case invalidPattern = "E0117"
  case invalidImport = "E0118"
  case reservedName = "E0119"
  case unionNeedsParentheses = "E0120"
  case mixedEntries = "E0121"
  case invalidMember = "E0122"

}

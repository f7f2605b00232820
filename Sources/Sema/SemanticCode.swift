/// The codes of messages about names (E02xx), types and classes (E03xx), modules (E04xx), and of
/// the warnings of name resolution (W05xx).
enum SemanticCode: String {

  case unknownName = "E0201"
  case usedBeforeDeclaration = "E0202"

  /// An assignment to a name that is not declared.
  case undeclaredTarget = "E0203"

  /// Two parameters, or two names of one pattern, that are the same.
  case duplicateParameter = "E0204"

  /// An assignment to a constant, or a change of its value.
  case changedConstant = "E0205"

  /// An assignment to a function, a class or a predeclared name.
  case notAssignable = "E0206"

  /// `break` or `continue` outside a loop.
  case misplacedJump = "E0207"

  /// `self` or `super` outside a class.
  case misplacedSelf = "E0208"
  case misplacedReturn = "E0209"
  case duplicateSignature = "E0210"

  /// Two classes, or a class and a function, of one name.
  case duplicateDeclaration = "E0211"

  /// A name bound in one of several alternatives, or after `!`.
  case uncertainBinding = "E0212"

  case unknownType = "E0301"
  case notType = "E0302"
  case typeArgumentCount = "E0303"
  case extendsItself = "E0304"
  case extendsNonClass = "E0305"

  /// A field and a method of one name.
  case fieldAndMethod = "E0306"

  /// A field or method named `type`.
  case reservedMember = "E0307"
  case duplicateField = "E0308"
  case argumentCount = "E0309"

  /// `super.m` where no base class has `m`.
  case unknownBaseMethod = "E0310"

  /// A field or method that no class the value can have has.
  case unknownMember = "E0311"

  /// A literal that an annotation does not admit.
  case brokenPromise = "E0312"

  case unknownLibrary = "E0401"
  case missingModule = "E0402"

  /// A name that a library or module does not have.
  case unknownImport = "E0403"
  case privateName = "E0404"

  /// A change of what belongs to another module.
  case changedImport = "E0405"

  case unusedVariable = "W0501"
  case unreachableCode = "W0502"
  case unusedImport = "W0503"

  /// A nested function or class that nothing uses.
  case unusedDeclaration = "W0504"

  /// A `match` without `else` that forgets a case.
  case forgottenCase = "W0505"

  /// An operation that throws whenever it is run.
  case knownFailure = "W0506"

  /// A change of a value that nothing can see afterwards.
  case lostChange = "W0507"

}

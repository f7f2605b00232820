import IR
import Library
import Sema
import Source
import Support
import Syntax

// Predeclared and library functions.
extension FunctionLowering {

  /// Lowers a call of the predeclared function `name`, in either spelling.
  mutating func lowerBuiltin(
    _ name: String, _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    let values = arguments.map { lower($0) }
    if name.hasPrefix("__") {
      return callInternal(String(name.dropFirst(2)), values, arguments, at: span)
    }
    let documented = Spelling.camelCase(name)
    if documented == "assert" {
      let condition = shared.sources.text(of: ast.exprs[arguments[0]].span)
      return lowerAssert(values, condition: condition, at: location(span))
    }
    return callBuiltin(documented, values, at: location(span))
  }

  /// Calls the predeclared function `name`, given as documented.
  mutating func callBuiltin(
    _ name: String, _ values: [ValueID], at place: LocationID
  ) -> ValueID {
    switch (name, values.count) {
    case ("print", _): return emit(.print, values, place: place)
    case ("printError", _): return lowerPrintError(values, at: place)
    case ("range", 1):
      let zero = emit(.constInt, [], immediate: 0)
      return emit(.genericRange, [zero, values[0]], place: place)
    case ("range", 2): return emit(.genericRange, values, place: place)
    case ("range", _): return emit(.genericSteppedRange, values, place: place)
    case ("input", _):
      if let prompt = values.first {
        let text = emit(.genericToString, [prompt], place: place)
        call(.outputWrite, [text], at: place)
      }
      return call(.inputLine, [], at: place)
    case ("exit", _): return lowerExit(values.first, at: place)
    case ("assert", _): return lowerAssert(values, condition: "assertion failed", at: place)
    case ("Error", _): return lowerError(values, at: place)
    case ("typeof", _):
      return call(.stringLower, [emit(.genericTypeName, [values[0]])], at: place)
    default: return callConversion(name, values[0], at: place)
    }
  }

  private mutating func callConversion(
    _ name: String, _ value: ValueID, at place: LocationID
  ) -> ValueID {
    if let tags = Self.guards[name] {
      return emit(.testTags, [value], immediate: Int64(tags.rawValue))
    }
    switch name {
    case "len": return emit(.genericLength, [value], place: place)
    case "str": return emit(.genericToString, [value], place: place)
    case "int": return emit(.genericToInt, [value], place: place)
    case "float": return emit(.genericToFloat, [value], place: place)
    case "bool": return emit(.genericToBool, [value], place: place)
    case "type": return emit(.genericTypeName, [value])
    default: unreachable("the predeclared function '\(name)'")
    }
  }

  /// Calls a function of the runtime.
  @discardableResult
  mutating func call(
    _ intrinsic: Intrinsic, _ operands: [ValueID], at place: LocationID
  ) -> ValueID {
    let value = emit(
      Opcode.call(of: intrinsic), operands, immediate: intrinsic.rawValue, place: place)
    function[value].type = intrinsic.info.result
    if intrinsic.info.makesObjects { shared.module.makesObjects = true }
    return value
  }

  private mutating func lowerPrintError(_ values: [ValueID], at place: LocationID) -> ValueID {
    let texts = values.map { emit(.genericToString, [$0], place: place) }
    var line = texts.first ?? emit(.constString, [], immediate: symbol(""))
    for text in texts.dropFirst() {
      line = join(join(line, emit(.constString, [], immediate: symbol(" "))), text)
    }
    let end = emit(.constString, [], immediate: symbol("\n"))
    return call(.errorOutputWrite, [join(line, end)], at: place)
  }

  private mutating func join(_ a: ValueID, _ b: ValueID) -> ValueID { emit(.stringConcat, [a, b]) }

  private mutating func symbol(_ text: String) -> Int64 { Int64(shared.module.symbol(text).raw) }

  private mutating func lowerExit(_ status: ValueID?, at place: LocationID) -> ValueID {
    let number = status.map { emit(.genericToInt, [$0], place: place) }
    return call(.processExit, [number ?? emit(.constInt, [], immediate: 0)], at: place)
  }

  /// `Error(message[, kind])`.
  private mutating func lowerError(_ values: [ValueID], at place: LocationID) -> ValueID {
    let kind = values.count > 1 ? values[1] : emit(.constString, [], immediate: symbol("Error"))
    return emit(.errorMake, [values[0], kind], place: place)
  }

  /// Raises an AssertionError, with `condition` as its message unless there is one, if the first
  /// of `values` is false.
  private mutating func lowerAssert(
    _ values: [ValueID], condition: String, at place: LocationID
  ) -> ValueID {
    let depth = environment.count
    let (holds, fails) = split(on: truth(of: values[0]))
    join([fails], depth: depth)
    let message = values.count > 1
      ? emit(.genericToString, [values[1]], place: place)
      : emit(.constString, [], immediate: symbol(condition))
    let kind = emit(.constString, [], immediate: symbol("AssertionError"))
    let error = emit(.errorMake, [message, kind], place: place)
    emit(.throwValue, [error], place: place)
    join([holds], depth: depth)
    return emit(.constNull, [])
  }

  // MARK: Libraries

  /// Lowers a call of the library function `library.name`.
  mutating func lowerLibraryCall(
    _ library: String, _ name: String, _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    if shared.constant(library, name) != nil {
      let callee = libraryMember(library, name)
      return emit(.genericCall, [callee] + arguments.map { lower($0) }, at: span)
    }
    let values = arguments.map { lower($0) }
    if shared.isMirrored(library, name, arity: values.count) {
      return callMember(name, of: values, at: span)
    }
    return callLibrary(library, name, values, at: span)
  }

  mutating func callLibrary(
    _ library: String, _ name: String, _ values: [ValueID], at span: SourceSpan
  ) -> ValueID {
    if shared.isVariadic(library, name), values.count > 2 {
      return values.dropFirst().reduce(values[0]) {
        callLibrary(library, name, [$0, $1], at: span)
      }
    }
    let target = shared.libraryFunction(library, name, arity: values.count)
    return emit(.call, values, immediate: Int64(target.raw), at: span)
  }

  /// Returns the member `library.name` as a value.
  mutating func libraryMember(_ library: String, _ name: String) -> ValueID {
    switch shared.constant(library, name) {
    case .int(let value): return emit(.constInt, [], immediate: value)
    case .float(let value):
      return emit(.constFloat, [], immediate: Int64(bitPattern: value.bitPattern))
    case nil:
      let closure = shared.demandWrapper(of: library, name)
      return emit(.closureMake, [], immediate: Int64(closure.raw))
    }
  }

  /// Returns the predeclared function `name`, in either spelling, as a value.
  mutating func builtinValue(_ name: String, at span: SourceSpan) -> ValueID {
    if name == "args" { return call(.programArguments, [], at: location(span)) }
    let closure = shared.demandWrapper(of: Spelling.camelCase(name))
    return emit(.closureMake, [], immediate: Int64(closure.raw))
  }

  /// Returns the predeclared type `name` as a value.
  mutating func typeValue(_ name: String) -> ValueID {
    let closure = name == "Error" ? shared.demandWrapper(of: name) : shared.demandClass(of: name)
    return emit(.closureMake, [], immediate: Int64(closure.raw))
  }

  // MARK: Wrappers

  /// Lowers the function that calls the predeclared function `name`.
  mutating func lowerWrapper(of name: String, arity: Int) {
    let values = (0..<arity).map { _ in appendParameter() }
    let result = callBuiltin(name, values, at: hiddenLocation(shared.programStart))
    terminate(.returnValue(result))
  }

  /// Lowers the function that calls the library function `library.name`.
  mutating func lowerWrapper(of library: String, _ name: String, arity: Int) {
    let values = (0..<arity).map { _ in appendParameter() }
    let span = shared.programStart
    let result = shared.isMirrored(library, name, arity: arity)
      ? callMember(name, of: values, at: span)
      : callLibrary(library, name, values, at: span)
    terminate(.returnValue(result))
  }

}

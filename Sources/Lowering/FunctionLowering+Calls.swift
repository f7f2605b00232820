import IR
import Library
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// Lowers a call.
  mutating func lowerCall(_ id: ExprID, _ callee: ExprID, _ arguments: [ExprID]) -> ValueID {
    let result = lowerUncheckedCall(id, callee, arguments)
    guard case .type(let type, let subject)? = model.resultPromises[id] else { return result }
    let promise = makePromise(type, subject: subject)
    return emit(.checkPromise, [result], immediate: Int64(promise), at: ast.exprs[id].anchor)
  }

  private mutating func lowerUncheckedCall(
    _ id: ExprID, _ callee: ExprID, _ arguments: [ExprID]
  ) -> ValueID {
    if let test = lowerTagTest(id) { return test }
    let anchor = ast.exprs[id].anchor
    switch (ast.exprs[callee].kind, model.references[callee]) {
    case (_, .functions(let decls)): return lowerCall(of: decls, arguments, at: anchor)
    case (_, .builtinFunction(let name)) where text(name) != "args":
      return lowerBuiltin(text(name), arguments, at: anchor)
    case (_, .builtinType(let name)) where text(name) == "Error":
      let values = arguments.map { lower($0) }
      return callBuiltin("Error", values, at: location(anchor))
    case (_, .classType(let decl)): return lowerConstruction(decl, arguments, at: anchor)
    case (_, .libraryMember(let library, let member)):
      return lowerLibraryCall(text(library), text(member), arguments, at: anchor)
    case (.member(let receiver, let name), nil):
      let isPromised = model.resultPromises[id] == .field
      return lowerMethod(receiver, name, arguments, isPromised: isPromised, at: anchor)
    default:
      let function = lower(callee)
      return emit(.genericCall, [function] + arguments.map { lower($0) }, at: anchor)
    }
  }

  private mutating func lowerCall(
    of decls: [DeclID], _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    let group = shared.functions(of: decls)
    guard let (function, captures) = shared.callable(group, arity: arguments.count) else {
      let callee = functionValue(decls)
      return emit(.genericCall, [callee] + arguments.map { lower($0) }, at: span)
    }
    let values = arguments.map { lower($0) }
    return emit(
      .call, self.values(of: captures) + values, immediate: Int64(function.raw), at: span)
  }

  // MARK: Members and methods

  mutating func lowerMember(_ id: ExprID, _ object: ExprID, _ name: Symbol) -> ValueID {
    let span = ast.exprs[id].anchor
    if let reference = model.references[id] { return lower(reference, at: span) }
    if case .superReference = ast.exprs[object].kind { return baseMethod(name, at: span) }
    if let function = staticFunction(object, name) {
      return libraryMember("string", function)
    }
    return getMember(name, of: lower(object), at: span)
  }

  /// Returns the member `name` of `value`.
  mutating func getMember(_ name: Symbol, of value: ValueID, at span: SourceSpan) -> ValueID {
    if text(name) == "type" { return emit(.genericTypeName, [value]) }
    let canonical = shared.canonicalName(name)
    return emit(.genericGetMember, [value], immediate: Int64(canonical.raw), at: span)
  }

  /// If `object.name` is a function of the type String, returns its name in the library `string`.
  private func staticFunction(_ object: ExprID, _ name: Symbol) -> String? {
    guard case .builtinType(let type)? = model.references[object], text(type) == "String" else {
      return nil
    }
    let entry = LibraryTable.standard.entry(text(name), of: .type("String"))
    return entry?.kind == .function ? entry?.name : nil
  }

  /// Lowers a call of a method or of what a member holds; if `isPromised`, the result must be what
  /// the annotation of the field says, if it is one.
  private mutating func lowerMethod(
    _ receiver: ExprID, _ name: Symbol, _ arguments: [ExprID], isPromised: Bool,
    at span: SourceSpan
  ) -> ValueID {
    if case .superReference = ast.exprs[receiver].kind {
      return lowerBaseCall(name, arguments, at: span)
    }
    if let function = staticFunction(receiver, name) {
      return lowerLibraryCall("string", function, arguments, at: span)
    }
    let documented = shared.documentedName(name)
    if Mutator.all[documented] != nil || shared.collectionMutators[documented] != nil {
      return lowerMutation(receiver, name, arguments, isPromised: isPromised, at: span)
    }
    let value = lower(receiver)
    if arguments.isEmpty, documented == "toString", !shared.members.names.contains(name) {
      return emit(.genericToString, [value], at: span)
    }
    let values = arguments.map { lower($0) }
    return callMethod(name, of: value, values, isPromised: isPromised, at: span)
  }

  /// Calls the method `name` of `receiver`, or what that member of it holds.
  mutating func callMethod(
    _ name: Symbol, of receiver: ValueID, _ arguments: [ValueID], isPromised: Bool,
    at span: SourceSpan
  ) -> ValueID {
    let canonical = shared.canonicalName(name)
    let result = emit(
      .genericCallMethod, [receiver] + arguments, immediate: Int64(canonical.raw), at: span)
    if !isPromised { return result }
    let part = MemberPart(resultOf: canonical)
    return emit(
      .genericCheckMemberPromise, [receiver, result], immediate: part.immediate, at: span)
  }

}

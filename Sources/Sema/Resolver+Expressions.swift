import Library
import Source
import Support
import Syntax

extension Resolver {

  mutating func resolve(_ id: ExprID) {
    switch ast.exprs[id].kind {
    case .int, .float, .bool, .null, .string, .invalid: break
    case .name(let symbol): resolveName(id, symbol)
    case .selfReference: resolveSelf(id, "self")
    case .superReference: resolveSelf(id, "super")
    case .array(let elements), .set(let elements): for element in elements { resolve(element) }
    case .map(let entries):
      for entry in entries {
        resolve(entry.key)
        resolve(entry.value)
      }
    case .unary(_, let operand): resolve(operand)
    case .binary(_, let left, let right), .logical(_, let left, let right),
      .index(let left, let right):
      resolve(left)
      resolve(right)
    case .conditional(let condition, let first, let second):
      resolve(condition)
      resolve(first)
      resolve(second)
    case .range(let start, let end, let step):
      resolve(start)
      resolve(end)
      if let step { resolve(step) }
    case .isType(let value, let type):
      resolve(value)
      resolve(type)
    case .call(let callee, let arguments): resolveCall(id, callee, arguments)
    case .member(let object, let name): resolveMember(id, object, name, argumentCount: nil)
    case .function(let function): resolve(function, selfClass: context.selfClass)
    }
  }

  /// Resolves a name that stands as a value.
  private mutating func resolveName(_ id: ExprID, _ symbol: Symbol) {
    let meaning = resolveName(symbol, at: ast.exprs[id].span)
    model.references[id] = meaning
    if case .module(let index) = meaning { noteEscape(ofModule: index) }
  }

  private mutating func resolveSelf(_ id: ExprID, _ word: String) {
    guard let type = context.selfClass else {
      return report(
        .misplacedSelf, "'\(word)' stands outside a class", at: ast.exprs[id].span)
    }
    selfClasses[id] = type
    var next = context.function
    while let function = next, model.funcs[function].selfClass == type {
      if model.funcs[function].usesSelf { break }
      model.funcs[function].usesSelf = true
      next = model.funcs[function].parent
    }
  }

  /// Resolves `object.name`; `argumentCount` is given where it is called.
  private mutating func resolveMember(
    _ id: ExprID, _ object: ExprID, _ name: Symbol, argumentCount: Int?
  ) {
    let anchor = ast.exprs[id].anchor
    if let meaning = qualifiedName(object, name, at: anchor) {
      model.references[id] = meaning
      return
    }
    resolve(object)
    if case .superReference = ast.exprs[object].kind, let type = context.selfClass {
      deferredChecks.append(
        .baseMethod(name, of: type, argumentCount: argumentCount, anchor))
    } else if mayHaveKnownClass(object) {
      deferredChecks.append(.member(id, argumentCount: argumentCount))
    }
  }

  // MARK: Calls

  private mutating func resolveCall(_ id: ExprID, _ callee: ExprID, _ arguments: [ExprID]) {
    if case .member(let object, let name) = ast.exprs[callee].kind {
      resolveMember(callee, object, name, argumentCount: arguments.count)
      let isMethod = model.references[callee] == nil
      if isMethod, Predeclared.isMutating(ast.text(name)) {
        noteMutation(of: object, by: name, at: ast.exprs[callee].anchor)
      }
    } else {
      resolve(callee)
    }
    for argument in arguments { resolve(argument) }
    deferredChecks.append(.call(callee, argumentCount: arguments.count))
  }

  /// Checks the number of arguments of a call of `callee`, where it is known what that is: also
  /// a variable that keeps the function or class with which it was initialised.
  mutating func checkCount(_ callee: ExprID, _ count: Int) {
    let (span, value) = (ast.exprs[callee].anchor, fixedValue(of: callee))
    if case .function(let function) = ast.exprs[value].kind {
      return require([function], count, calledName(callee), at: span)
    }
    switch model.references[value] {
    case .functions(let decls)?:
      let functions = decls.compactMap { model.functionOfDecl[$0] }
      require(functions, count, self.name(of: decls[0]), at: span)
    case .classType(let decl)?:
      guard let type = model.classOfDecl[decl] else { return }
      checkConstruction(type, count, at: span)
    case .builtinFunction(let name)?, .builtinType(let name)?:
      let text = ast.text(name)
      if let arity = Predeclared.arity(of: text) { require(arity, count, text, at: span) }
    case .libraryMember(let library, let member)?:
      let text = ast.text(member)
      if let arity = LibraryTable.standard.entry(text, ofLibrary: ast.text(library))?.arity {
        require(arity, count, text, at: span)
      }
    case .variable?, .library?, .module?, .unresolved?, nil: break
    }
  }

  private func calledName(_ callee: ExprID) -> String {
    if case .name(let name) = ast.exprs[callee].kind { ast.text(name) } else { "the function" }
  }

  private mutating func require(_ arity: Arity, _ count: Int, _ name: String, at span: SourceSpan) {
    if arity.contains(count) { return }
    report(.argumentCount, arity.refusal(of: name, givenCount: count), at: span)
  }

  /// Reports that none of `functions` takes `count` arguments, if so.
  mutating func require(
    _ functions: [FuncID], _ count: Int, _ name: String, at span: SourceSpan
  ) {
    let arities = functions.map(arity)
    if arities.contains(where: { $0.contains(count) }) { return }
    let notes = functions.prefix(5).compactMap { ast.funcs[$0].decl.map(declared) }
    report(
      .argumentCount, "\(name) expects \(Arity.text(of: arities)), not \(count)", at: span,
      notes: notes)
  }

  func arity(of function: FuncID) -> Arity {
    let node = ast.funcs[function]
    return Arity(least: node.requiredCount, most: node.parameters.count)
  }

}

import Library
import Source
import Support
import Syntax

extension Resolver {

  /// Resolves a class that stands here.
  mutating func resolve(_ id: ClassID) {
    let node = ast.classes[id]
    resolveBase(of: id)
    var known: [Symbol: DeclID] = [:]
    for field in node.fields {
      let decl = ast.decls[field.decl]
      locateMember(field.decl)
      if let annotation = decl.annotation { resolve(annotation) }
      if let value = field.defaultValue { resolveDefault(value, of: id) }
      if decl.name == typeName { reportReservedMember("field", at: decl.span) }
      if let other = known[decl.name] {
        report(
          .duplicateField, "the field '\(ast.text(decl.name))' is declared twice", at: decl.span,
          notes: [declared(other)])
      }
      known[decl.name] = field.decl
    }
    resolveMethods(of: id)
  }

  private mutating func locateMember(_ decl: DeclID) {
    locate(decl)
    model.decls[decl].isTopLevel = false
  }

  private mutating func resolveDefault(_ value: ExprID, of id: ClassID) {
    let outer = context
    context = Context(function: outer.function, selfClass: id, isFieldDefault: true)
    resolve(value)
    context = outer
  }

  private mutating func resolveMethods(of id: ClassID) {
    var names: [Symbol] = []
    for method in ast.classes[id].methods {
      model.funcs[method].owningClass = id
      guard let decl = ast.funcs[method].decl else { unreachable("a method without a name") }
      locateMember(decl)
      let name = ast.decls[decl].name
      if name == typeName { reportReservedMember("method", at: ast.decls[decl].span) }
      if model.classes[id].methods[name] == nil { names.append(name) }
      model.classes[id].methods[name, default: []].append(method)
    }
    for name in names { checkSignatures(model.classes[id].methods[name] ?? []) }
    for method in ast.classes[id].methods { resolve(method, selfClass: id) }
  }

  mutating func reportReservedMember(_ kind: String, at span: SourceSpan) {
    report(
      .reservedMember, "a \(kind) cannot be called 'type'", at: span,
      help: "'.type' of any value is the name of its type")
  }

  // MARK: Base classes

  private mutating func resolveBase(of id: ClassID) {
    guard let base = ast.classes[id].base else { return }
    resolve(base)
    let span = ast.typeExprs[base].span
    switch model.typeReferences[base] {
    case .classType(let decl)?:
      model.classes[id].base = model.classOfDecl[decl]
      noteBaseUse(base)
    case .builtinType(let name)?:
      report(.extendsNonClass, "'\(ast.text(name))' is no class and cannot be extended", at: span)
    default: break
    }
  }

  /// The code of the base class must be at hand where the class is declared.
  private mutating func noteBaseUse(_ base: TypeExprID) {
    if let meaning = model.typeReferences[base] { noteRead(meaning) }
  }

  /// Breaks cycles of base classes, determines all fields and checks the members.
  mutating func finishClasses() {
    var isFinished = Table<ClassID, Bool>(repeating: false, count: ast.classes.count)
    for id in ast.classes.ids where !isFinished[id] {
      var chain: [ClassID] = []
      var position: [ClassID: Int] = [:]
      var next: ClassID? = id
      while let current = next, !isFinished[current] {
        if let start = position[current] {
          reportCycle(Array(chain[start...]))
          break
        }
        position[current] = chain.count
        chain.append(current)
        next = model.classes[current].base
      }
      for current in chain.reversed() {
        finish(current)
        isFinished[current] = true
      }
    }
  }

  private mutating func reportCycle(_ classes: [ClassID]) {
    for id in classes { model.classes[id].base = nil }
    guard let first = classes.min(), let base = ast.classes[first].base else { return }
    let name = name(of: ast.classes[first].decl)
    let others = classes.filter { $0 != first }
    let message = others.isEmpty
      ? "the class '\(name)' extends itself"
      : "the class '\(name)' extends itself through "
        + others.map { "'\(self.name(of: ast.classes[$0].decl))'" }.joined(separator: " and ")
    report(
      .extendsItself, message, at: ast.typeExprs[base].span,
      notes: others.map { declared(ast.classes[$0].decl) })
  }

  // MARK: Fields and methods

  /// Determines the fields of a class whose base class is finished.
  ///
  /// A field that the base class has as well takes its place.
  private mutating func finish(_ id: ClassID) {
    let base = model.classes[id].base
    var fields = base.map { model.classes[$0].fields } ?? []
    var positions: [Symbol: Int] = [:]
    for (index, field) in fields.enumerated() { positions[field.name] = index }
    for field in ast.classes[id].fields {
      let name = ast.decls[field.decl].name
      let info = FieldInfo(name: name, decl: field.decl, owner: id)
      requireNoMethod(name, above: base, at: ast.decls[field.decl].span)
      if let position = positions[name] {
        fields[position] = info
      } else {
        positions[name] = fields.count
        fields.append(info)
      }
    }
    for (name, span) in assignedFields[id] ?? [] where positions[name] == nil {
      requireNoMethod(name, above: base, at: span)
      positions[name] = fields.count
      fields.append(FieldInfo(name: name, decl: nil, owner: id))
    }
    requireMethodsAreNoFields(id, fields, positions)
    model.classes[id].fields = fields
  }

  private mutating func requireNoMethod(_ name: Symbol, above base: ClassID?, at span: SourceSpan) {
    guard let method = model.methods(name, of: base).first, let decl = ast.funcs[method].decl else {
      return
    }
    reportFieldAndMethod(name, at: span, declared(decl))
  }

  private mutating func requireMethodsAreNoFields(
    _ id: ClassID, _ fields: [FieldInfo], _ positions: [Symbol: Int]
  ) {
    for method in ast.classes[id].methods {
      guard let decl = ast.funcs[method].decl else { continue }
      let node = ast.decls[decl]
      guard let position = positions[node.name] else { continue }
      let field = fields[position]
      let assignment = assignedFields[field.owner]?.first { $0.name == node.name }?.span
      let note = field.decl.map(declared)
        ?? assignment.map { Diagnostic.Note("the field is assigned here", at: $0) }
      reportFieldAndMethod(node.name, at: node.span, note)
    }
  }

  private mutating func reportFieldAndMethod(
    _ name: Symbol, at span: SourceSpan, _ note: Diagnostic.Note?
  ) {
    report(
      .fieldAndMethod, "'\(ast.text(name))' is both a field and a method", at: span,
      notes: note.map { [$0] } ?? [])
  }

  // MARK: Checks of calls

  mutating func perform(_ check: DeferredCheck) {
    switch check {
    case .call(let callee, let count): checkCount(callee, count)
    case .baseMethod(let name, let type, let count, let span):
      checkBaseMethod(name, type, count, at: span)
    case .match(let statement): checkMatch(statement)
    case .member(let member, let count): checkMember(member, argumentCount: count)
    case .result(let value, let function): checkResult(value, of: function)
    case .emptyReturn(let function, let span): checkEmptyReturn(of: function, at: span)
    }
  }

  mutating func checkConstruction(_ type: ClassID, _ count: Int, at span: SourceSpan) {
    if hasUnknownBase(type) { return }
    let decl = ast.classes[type].decl
    let initializers = model.methods(initName, of: type)
    if !initializers.isEmpty { return require(initializers, count, name(of: decl), at: span) }
    let positional = model.classes[type].fields.compactMap(\.decl)
    let required = (positional.lastIndex { !canBeLeftOut($0) } ?? -1) + 1
    let arity = Arity(least: required, most: positional.count)
    if arity.contains(count) { return }
    let names = positional.map { "'\(name(of: $0))'" }.joined(separator: ", ")
    let help = positional.isEmpty
      ? "it has neither a method 'init' nor declared fields" : "its fields are \(names)"
    report(
      .argumentCount,
      arity.refusal(of: name(of: decl), givenCount: count), at: span,
      notes: [declared(decl)], help: help)
  }

  /// `true` iff a field may stay without an argument: it has a default or may be Null.
  private func canBeLeftOut(_ field: DeclID) -> Bool {
    guard let annotation = ast.decls[field].annotation, !admitsNull(annotation) else { return true }
    return fieldsWithDefault.contains(field)
  }

  func admitsNull(_ type: TypeExprID) -> Bool {
    switch ast.typeExprs[type].kind {
    case .name(let name, _):
      switch model.typeReferences[type] {
      case .builtinType?: return ["Null", "Void", "Any"].contains(ast.text(name))
      case .classType?: return false
      default: return true
      }
    case .member: return model.typeReferences[type] == .unresolved
    case .optional, .invalid: return true
    case .union(let parts): return parts.contains(where: admitsNull)
    case .function: return false
    }
  }

  /// `true` iff `type` or a class it extends has a base class that was not found.
  func hasUnknownBase(_ type: ClassID) -> Bool {
    var next: ClassID? = type
    while let current = next {
      let base = model.classes[current].base
      if base == nil && ast.classes[current].base != nil { return true }
      next = base
    }
    return false
  }

  private mutating func checkBaseMethod(
    _ name: Symbol, _ type: ClassID, _ count: Int?, at span: SourceSpan
  ) {
    if hasUnknownBase(type) { return }
    let (text, className) = (ast.text(name), self.name(of: ast.classes[type].decl))
    guard let base = model.classes[type].base else {
      return report(
        .unknownBaseMethod, "'super' needs a base class, and '\(className)' extends none", at: span)
    }
    let functions = model.methods(name, of: base)
    if functions.isEmpty {
      let isField = model.classes[base].fields.contains { $0.name == name }
      report(
        .unknownBaseMethod, "no class that '\(className)' extends has a method '\(text)'",
        at: span, help: isField ? "a field belongs to 'self': 'self.\(text)'" : nil)
    } else if let count {
      require(functions, count, text, at: span)
    }
  }

}

import Source
import Support
import Syntax

extension Resolver {

  // MARK: Visible in the whole scope

  /// Declares the functions and classes of a scope, which are visible in all of it.
  mutating func hoist(_ statements: [StmtID]) {
    var groups: [Symbol: [DeclID]] = [:]
    var classes: [Symbol: DeclID] = [:]
    var names: [Symbol] = []
    for id in statements {
      switch ast.stmts[id].kind {
      case .function(let function, _):
        guard let decl = ast.funcs[function].decl else { continue }
        locate(decl)
        let name = ast.decls[decl].name
        if groups[name] == nil { names.append(name) }
        groups[name, default: []].append(decl)
      case .classDecl(let type, _):
        let decl = ast.classes[type].decl
        locate(decl)
        let name = ast.decls[decl].name
        if let other = classes[name] {
          reportDuplicate(decl, other)
          continue
        }
        classes[name] = decl
        scopes.declare(name, .classType(decl), decl: decl)
      default: continue
      }
    }
    for name in names {
      guard let group = groups[name] else { continue }
      if let type = classes[name] {
        reportDuplicate(max(type, group[0]), min(type, group[0]))
      }
      scopes.declare(name, .functions(group), decl: group[0])
    }
    for name in names { if let group = groups[name] { checkSignatures(group) } }
  }

  private mutating func reportDuplicate(_ decl: DeclID, _ other: DeclID) {
    report(
      .duplicateDeclaration, "'\(name(of: decl))' is declared twice in this scope",
      at: ast.decls[decl].span, notes: [declared(other)])
  }

  /// A function or class means itself below its declaration, even if a variable had its name.
  private mutating func redeclare(_ decl: DeclID) {
    let name = ast.decls[decl].name
    guard let top = scopes.innermost(name), case .variable = scopes.entries[top].meaning else {
      return
    }
    var index: Int? = top
    while let i = index, i >= scopes.innermostStart {
      let meaning = scopes.entries[i].meaning
      if case .variable = meaning {
        index = scopes.hidden(by: i)
      } else {
        scopes.declare(name, meaning, decl: decl)
        return
      }
    }
  }

  // MARK: Functions

  mutating func resolveDeclaration(_ function: FuncID) {
    if let decl = ast.funcs[function].decl { redeclare(decl) }
    resolve(function, selfClass: context.selfClass)
  }

  mutating func resolveDeclaration(_ type: ClassID) {
    redeclare(ast.classes[type].decl)
    resolve(type)
  }

  /// Resolves a function that stands here.
  mutating func resolve(_ id: FuncID, selfClass: ClassID?) {
    model.funcs[id].parent = context.function
    model.funcs[id].module = module
    model.funcs[id].selfClass = selfClass
    let outer = context
    context = Context(function: id, selfClass: selfClass)
    scopes.push()
    resolveParameters(of: id)
    if let result = ast.funcs[id].result { resolve(result) }
    switch ast.funcs[id].body {
    case .block(let body): resolve(body)
    case .expression(let value): resolve(value)
    }
    closeScope()
    context = outer
  }

  /// A default sees the parameters before it.
  private mutating func resolveParameters(of id: FuncID) {
    let start = scopes.innermostStart
    for parameter in ast.funcs[id].parameters {
      let decl = ast.decls[parameter.decl]
      if let annotation = decl.annotation { resolve(annotation) }
      if let value = parameter.defaultValue { resolve(value) }
      if let other = scopes.innermost(decl.name), other >= start {
        report(
          .duplicateParameter, "two parameters are called '\(ast.text(decl.name))'", at: decl.span,
          notes: [declared(scopes.entries[other].decl)])
      }
      declareVariable(parameter.decl)
    }
  }

  // MARK: Signatures

  /// Reports functions of one name, given by their declarations, that cannot be told apart.
  mutating func checkSignatures(_ decls: [DeclID]) {
    if decls.count < 2 { return }
    checkSignatures(decls.compactMap { model.functionOfDecl[$0] })
  }

  /// Reports functions of one name that cannot be told apart by their parameters.
  mutating func checkSignatures(_ functions: [FuncID]) {
    if functions.count < 2 { return }
    var known: [String: DeclID] = [:]
    for function in functions {
      guard let decl = ast.funcs[function].decl else { continue }
      let types = ast.funcs[function].parameters.map { parameter in
        ast.decls[parameter.decl].annotation.map(signature) ?? "Any"
      }
      let key = types.joined(separator: ",")
      if let other = known[key] {
        report(
          .duplicateSignature, "'\(name(of: decl))' is declared twice with the same parameters",
          at: ast.decls[decl].span, notes: [declared(other)],
          help: "overloads differ in the number or the types of their parameters")
      } else {
        known[key] = decl
      }
    }
  }

  /// Returns a text that is the same for types that mean the same.
  private func signature(of type: TypeExprID) -> String {
    switch ast.typeExprs[type].kind {
    case .name(let name, let arguments):
      let base = signature(ofName: name)
      return arguments.isEmpty ? base : "\(base)<\(joined(arguments))>"
    case .member(let module, let name): return "\(module.raw).\(name.raw)"
    case .optional, .union:
      let parts = Set(parts(of: type).map { $0.map(signature) ?? "Null" })
      return "(\(parts.sorted().joined(separator: "|")))"
    case .function(let parameters, let result):
      return "(\(joined(parameters)))->\(signature(of: result))"
    case .invalid: return "?\(type.raw)"
    }
  }

  /// Returns the types that a union or optional type is made of; `nil` stands for Null.
  private func parts(of type: TypeExprID) -> [TypeExprID?] {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): parts(of: inner) + [nil]
    case .union(let types): types.flatMap(parts)
    default: [type]
    }
  }

  private func joined(_ types: [TypeExprID]) -> String {
    types.map(signature).joined(separator: ",")
  }

  private func signature(ofName name: Symbol) -> String {
    switch find(name)?.meaning {
    case .classType(let decl)?: return "class \(decl.raw)"
    case .builtinType?:
      switch ast.text(name) {
      case "Boolean": return "Bool"
      case "Void": return "Null"
      case let text: return text
      }
    default: return "?\(name.raw)"
    }
  }

}

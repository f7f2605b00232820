import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  // MARK: What this function takes along

  /// Adds the parameters for what the function `id` takes along: for a method, the receiver.
  mutating func declareCaptures(of id: FuncID) {
    if let type = model.funcs[id].owningClass {
      receivers[type] = appendReceiver(of: type)
    } else {
      declareCaptures(shared.captures.captures(of: id))
    }
  }

  /// Adds parameters for `captures`.
  mutating func declareCaptures(_ captures: [Captured]) {
    for captured in captures {
      switch captured {
      case .receiver(let type): bind(captured, appendReceiver(of: type))
      case .variable(let decl):
        let value = appendParameter()
        if let cell = shared.cells[decl] {
          function[value].type = shared.module.types.intern(.cell(cell))
        }
        bind(captured, value)
      case .token: bind(captured, appendParameter())
      }
    }
  }

  /// Adds the parameter for `self` in the methods of `type`.
  mutating func appendReceiver(of type: ClassID) -> ValueID {
    let value = appendParameter()
    let kind = TypeKind.extending(shared.classType(type))
    function[value].type = shared.module.types.intern(kind)
    return value
  }

  /// Reads what the method `id` takes along from the hidden fields of the receiver.
  mutating func loadCapturesOfMethod(_ id: FuncID) {
    guard let type = model.funcs[id].owningClass, let receiver = receivers[type] else { return }
    for captured in shared.captures.captures(of: id) {
      let name = shared.hiddenField(captured)
      let value = emit(
        .genericGetMember, [receiver], immediate: Int64(name.raw), hiddenAt: ast.funcs[id].span)
      bind(captured, value)
    }
  }

  mutating func bind(_ captured: Captured, _ value: ValueID) {
    switch captured {
    case .variable(let decl): bind(decl, value)
    case .receiver(let type): receivers[type] = value
    case .token(let decl): tokens[decl] = value
    }
  }

  // MARK: What other functions take along

  /// Returns what a call of the function `id` passes before the arguments, within `id`.
  mutating func leadingArguments(of id: FuncID) -> [ValueID] {
    if let type = model.funcs[id].owningClass { return [receivers[type]!] }
    return values(of: shared.captures.captures(of: id))
  }

  /// Returns the variables and receivers, or the cells, that `captures` names.
  mutating func values(of captures: [Captured]) -> [ValueID] { captures.map { value(of: $0) } }

  private mutating func value(of captured: Captured) -> ValueID {
    switch captured {
    case .receiver(let type):
      guard let receiver = receivers[type] else { unreachable("self of no class around") }
      return receiver
    case .variable(let decl):
      guard let slot = slots[decl] else { unreachable("a captured variable that is not in scope") }
      return environment[slot]
    case .token(let decl):
      guard let token = tokens[decl] else { unreachable("the token of what is not in scope") }
      return token
    }
  }

  // MARK: Functions as values

  /// Returns the functions that `decls` declare as a value: the same one each time in the scope of
  /// their declaration.
  mutating func functionValue(_ decls: [DeclID]) -> ValueID {
    if let slot = slots[decls[0]] { return environment[slot] }
    return makeClosure(shared.functions(of: decls))
  }

  /// Makes a function value of functions of one name and scope, or of a lambda.
  mutating func makeClosure(_ group: [FuncID]) -> ValueID {
    let closure = shared.demandClosure(of: group)
    let captured = values(of: shared.captures(of: group))
    return emit(
      .closureMake, captured, immediate: Int64(closure.raw), at: ast.funcs[group[0]].span)
  }

  /// Returns the class that `decl` declares as a value.
  mutating func classValue(_ decl: DeclID) -> ValueID {
    if let slot = slots[decl] { return environment[slot] }
    return makeClassValue(shared.model.classOfDecl[decl]!)
  }

  private mutating func makeClassValue(_ type: ClassID) -> ValueID {
    let captured = values(of: shared.captures.captures(of: type))
    let closure = shared.module.classes[shared.classType(type)].constructor
    let span = ast.decls[ast.classes[type].decl].span
    return emit(.closureMake, captured, immediate: Int64(closure.raw), at: span)
  }

  // MARK: Scopes with functions

  /// A nested function or class that is used as a value.
  struct ScopedValue {
    let decl: DeclID

    /// The functions of the name; `nil` for a class.
    let group: [FuncID]?

    /// The place before which nothing mentions it.
    let place: UInt32
  }

  /// Returns the functions and classes of a scope of which values are made in it, by the index of
  /// the statement before which that happens: the first one that mentions them.
  func scopedValues(_ statements: [StmtID]) -> [Int: [ScopedValue]] {
    var groups: [Symbol: [DeclID]] = [:]
    var found: [ScopedValue] = []
    for id in statements {
      switch ast.stmts[id].kind {
      case .function(let function, _):
        guard let decl = ast.funcs[function].decl, isScopedValue(decl) else { continue }
        groups[ast.decls[decl].name, default: []].append(decl)
      case .classDecl(let type, _):
        let decl = ast.classes[type].decl
        guard isScopedValue(decl) else { continue }
        found.append(
          ScopedValue(decl: decl, group: nil, place: shared.captures.firstMention(of: decl)))
      default: continue
      }
    }
    for (_, decls) in groups.sorted(by: { $0.key < $1.key }) {
      let group = shared.functions(of: decls)
      let place = decls.map { shared.captures.firstMention(of: $0) }.max()!
      found.append(ScopedValue(decl: decls[0], group: group, place: place))
    }
    return Dictionary(grouping: found) { index(of: $0.place, in: statements) }
  }

  private func isScopedValue(_ decl: DeclID) -> Bool {
    !model.decls[decl].isTopLevel && shared.captures.usedAsValues.contains(decl)
  }

  private func index(of place: UInt32, in statements: [StmtID]) -> Int {
    statements.lastIndex { ast.stmts[$0].span.start <= place } ?? 0
  }

  mutating func make(_ value: ScopedValue) {
    if let group = value.group {
      bind(value.decl, makeClosure(group))
    } else {
      bind(value.decl, makeClassValue(model.classOfDecl[value.decl]!))
    }
  }

  /// Makes the tokens of the functions and classes of a scope.
  mutating func makeTokens(_ statements: [StmtID]) {
    for id in statements {
      let decl: DeclID?
      switch ast.stmts[id].kind {
      case .function(let function, _): decl = ast.funcs[function].decl
      case .classDecl(let type, _): decl = ast.classes[type].decl
      default: continue
      }
      guard let decl, shared.captures.tokens.contains(decl) else { continue }
      tokens[decl] = emit(.tokenMake, [])
    }
  }

  /// Makes the cells of the variables of a scope that functions may use before their declaration.
  mutating func declareEarlyCells(_ statements: [StmtID]) {
    for id in statements {
      guard case .binding(let binding) = ast.stmts[id].kind,
        shared.captures.earlyCells.contains(binding.decl)
      else { continue }
      declareEarlyCell(binding.decl)
    }
  }

}

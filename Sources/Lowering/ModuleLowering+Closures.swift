import IR
import Sema
import Support
import Syntax

// Functions of one name, and functions as values.
extension ModuleLowering {

  /// Returns the code of the functions that `decls` declare.
  func functions(of decls: [DeclID]) -> [FuncID] { decls.compactMap { model.functionOfDecl[$0] } }

  /// Returns what the functions `group` take along together, in order.
  func captures(of group: [FuncID]) -> [Captured] {
    if group.count == 1 { return captures.captures(of: group[0]) }
    return Set(group.flatMap { captures.captures(of: $0) }).sorted()
  }

  /// `true` iff the functions, of one name and scope, are methods.
  func areMethods(_ group: [FuncID]) -> Bool {
    group.first.map { model.funcs[$0].owningClass != nil } ?? false
  }

  /// Returns the numbers of arguments that some of `group` take, in order.
  func arities(of group: [FuncID]) -> [Int] { Set(group.flatMap { arities(of: $0) }).sorted() }

  /// Returns the function that a call of `group` with `arity` arguments calls, and what it takes
  /// along; `nil` if none takes that many.
  ///
  /// If `isUniform`, that is what the whole group takes along.
  mutating func callable(
    _ group: [FuncID], arity: Int, isUniform: Bool = false
  ) -> (function: FunctionID, captures: [Captured])? {
    let candidates = group.filter { arities(of: $0).contains(arity) }
    guard let first = candidates.first else { return nil }
    let all = captures(of: group)
    if candidates.count == 1, group.count == 1 || !isAnnotated(first, arity) {
      let own = captures.captures(of: first)
      if !isUniform || own == all || areMethods(group) {
        return (function(FunctionKey(function: first, arity: arity)), own)
      }
    }
    return (demandDispatcher(DispatcherKey(functions: group, arity: arity)), all)
  }

  /// `true` iff one of the first `count` parameters is annotated.
  private func isAnnotated(_ id: FuncID, _ count: Int) -> Bool {
    ast.funcs[id].parameters.prefix(count).contains { ast.decls[$0.decl].annotation != nil }
  }

  private mutating func demandDispatcher(_ key: DispatcherKey) -> FunctionID {
    if let known = dispatchers[key] { return known }
    let name = displayName(of: key.functions[0])
    let new = declare("\(name).overloads", displayName: name)
    module.functions[new].isLibrary = isLibrary(key.functions[0])
    dispatchers[key] = new
    pending.append(.dispatcher(key, new))
    return new
  }

  /// Returns the closure of functions of one name and scope, of a lambda, or of methods that are
  /// bound to their receiver.
  mutating func demandClosure(of group: [FuncID]) -> ClosureID {
    if let known = closures[group] { return known }
    let decl = ast.funcs[group[0]].decl
    let isMethod = areMethods(group)
    let kind: ClosureDefinition.Kind = isMethod ? .method : decl == nil ? .lambda : .function
    let id = isMethod
      ? module.closures.append(
        ClosureDefinition(kind: kind, name: ast.decls[decl!].name, captureCount: 1))
      : addClosure(kind, of: decl, taking: captures(of: group))
    closures[group] = id
    for arity in arities(of: group) {
      let function = callable(group, arity: arity, isUniform: true)!.function
      module.closures[id].functions[arity] = function
    }
    return id
  }

  /// Adds the closure of what `decl` declares (the first one of overloads), or of a lambda.
  mutating func addClosure(
    _ kind: ClosureDefinition.Kind, of decl: DeclID?, taking captures: [Captured]
  ) -> ClosureID {
    let name = decl.map { ast.decls[$0].name } ?? .none
    var closure = ClosureDefinition(kind: kind, name: name, captureCount: captures.count)
    closure.isNested = decl.map { !model.decls[$0].isTopLevel } ?? false
    closure.token = decl.flatMap { captures.firstIndex(of: .token($0)) }
    return module.closures.append(closure)
  }

}

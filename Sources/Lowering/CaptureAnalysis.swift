import Sema
import Source
import Support
import Syntax

/// What a nested function or class takes along from the code around it.
enum Captured: Hashable, Comparable {

  /// What `self` means in the methods of a class around.
  case receiver(ClassID)

  /// A local variable of the code around.
  case variable(DeclID)

  /// What all values have in common that are made of a nested function or class in one run of its
  /// block: its declaration, or the first one of overloads.
  case token(DeclID)

}

/// Finds out what nested functions and classes take along, and how captured variables live.
///
/// A function that calls a nested function passes that one's captures, so it needs them, too: what
/// functions take along is closed over the functions and classes that they mention.
///
/// A captured variable that never changes once it can be seen is captured by value, any other in a
/// cell. A cell is *early* if code that uses it may run before the variable's declaration.
struct CaptureAnalysis {

  private enum Node: Hashable {
    case function(FuncID)
    case type(ClassID)
  }

  private let ast: AST
  private let model: SemanticModel

  /// What each node takes along, and the nodes whose needs are its own, too.
  private var needs: [Node: Set<Captured>] = [:]
  private var edges: [Node: Set<Node>] = [:]

  /// Where each nested function or class is mentioned first, by any code that may run.
  private var firstMentions: [DeclID: UInt32] = [:]

  /// The nested functions and classes that are mentioned other than to be called.
  private(set) var usedAsValues: Set<DeclID> = []

  /// The first declarations of the nested functions and classes that functions in their scope use
  /// as values: these make values of their own, which need a token.
  private(set) var tokens: Set<DeclID> = []

  /// The captured variables that live in cells, and those of them that are early.
  private(set) var cells: Set<DeclID> = []
  private(set) var earlyCells: Set<DeclID> = []

  init(ast: AST, model: SemanticModel) {
    self.ast = ast
    self.model = model
    collectNodes()
    collectMentions()
    closeNeeds()
    closeMentions()
    chooseCells()
  }

  /// Returns what the function `id` takes along, in order; a method finds it in its receiver.
  func captures(of id: FuncID) -> [Captured] { (needs[.function(id)] ?? []).sorted() }

  /// Returns what the class `id` takes along, in order.
  func captures(of id: ClassID) -> [Captured] { (needs[.type(id)] ?? []).sorted() }

  /// Returns the place before which nothing mentions the nested function or class `decl`.
  func firstMention(of decl: DeclID) -> UInt32 { firstMentions[decl] ?? .max }

  // MARK: Needs

  private mutating func collectNodes() {
    for id in ast.funcs.ids {
      let info = model.funcs[id]
      var own: Set<Captured> = []
      if info.usesSelf, info.owningClass == nil, let type = info.selfClass {
        own.insert(.receiver(type))
      }
      add(.function(id), own, info.captures)
    }
    for id in ast.classes.ids {
      add(.type(id), [], model.classes[id].captures)
      if let base = model.classes[id].base { edges[.type(id), default: []].insert(.type(base)) }
      for method in ast.classes[id].methods {
        edges[.type(id), default: []].insert(.function(method))
      }
    }
  }

  private mutating func add(_ node: Node, _ own: Set<Captured>, _ decls: [DeclID]) {
    var own = own
    for decl in decls {
      if let next = self.node(of: decl) {
        edges[node, default: []].insert(next)
      } else if !model.decls[decl].isTopLevel {
        own.insert(.variable(decl))
      }
    }
    if !own.isEmpty { needs[node] = own }
  }

  private func node(of decl: DeclID) -> Node? {
    if let function = model.functionOfDecl[decl] { return .function(function) }
    return model.classOfDecl[decl].map { .type($0) }
  }

  private mutating func closeNeeds() {
    var changed = true
    while changed {
      changed = false
      for (node, targets) in edges {
        let old = needs[node] ?? []
        var new = targets.reduce(into: old) { $0.formUnion(needs[$1] ?? []) }
        if case .type(let id) = node { new.remove(.receiver(id)) }
        if new.count == old.count { continue }
        needs[node] = new
        changed = true
      }
    }
  }

  // MARK: Mentions

  private mutating func collectMentions() {
    for id in ast.funcs.ids {
      if let decl = ast.funcs[id].decl, isNested(decl) {
        firstMentions[decl] = ast.funcs[id].span.start
      }
    }
    for id in ast.classes.ids where isNested(ast.classes[id].decl) {
      firstMentions[ast.classes[id].decl] = ast.classes[id].span.start
      for method in ast.classes[id].methods {
        if let decl = ast.funcs[method].decl { firstMentions[decl] = ast.funcs[method].span.start }
      }
    }
    var callees: Set<ExprID> = []
    for id in ast.exprs.ids {
      if case .call(let callee, _) = ast.exprs[id].kind { callees.insert(callee) }
    }
    for id in ast.exprs.ids { noteMention(id, isCallee: callees.contains(id)) }
  }

  private func isNested(_ decl: DeclID) -> Bool {
    !model.decls[decl].isTopLevel && [.function, .class].contains(ast.decls[decl].kind)
  }

  private mutating func noteMention(_ id: ExprID, isCallee: Bool) {
    let decls: [DeclID]
    switch model.references[id] {
    case .functions(let functions): decls = functions
    case .classType(let type): decls = [type]
    default: return
    }
    if !isCallee { noteValue(of: decls) }
    for decl in decls where isNested(decl) {
      firstMentions[decl] = min(firstMention(of: decl), ast.exprs[id].span.start)
    }
  }

  private mutating func noteValue(of decls: [DeclID]) {
    usedAsValues.formUnion(decls)
    guard isNested(decls[0]), decls.contains(where: { model.decls[$0].isCaptured }) else { return }
    tokens.insert(decls[0])
    for case let node? in decls.map(node) { needs[node, default: []].insert(.token(decls[0])) }
  }

  /// What a function mentions may be used as soon as the function is.
  private mutating func closeMentions() {
    var changed = true
    while changed {
      changed = false
      for (user, targets) in edges {
        guard let place = firstMention(of: user) else { continue }
        for case let decl? in targets.map(decl) {
          guard let known = firstMentions[decl], place < known else { continue }
          firstMentions[decl] = place
          changed = true
        }
      }
    }
  }

  private func decl(of node: Node) -> DeclID? {
    switch node {
    case .function(let id): ast.funcs[id].decl
    case .type(let id): ast.classes[id].decl
    }
  }

  private func firstMention(of node: Node) -> UInt32? {
    if case .function(let id) = node, ast.funcs[id].decl == nil { return ast.funcs[id].span.start }
    return decl(of: node).flatMap { firstMentions[$0] }
  }

  // MARK: Cells

  private mutating func chooseCells() {
    let initialized = initializationPlaces()
    for (node, captured) in needs {
      let place = firstMention(of: node) ?? .max
      for case .variable(let decl) in captured {
        let info = model.decls[decl]
        let isEarly = place < initialized[decl] ?? ast.decls[decl].span.start
        if isEarly { earlyCells.insert(decl) }
        if isEarly || info.changes > 0 || info.isChangedByInnerFunction { cells.insert(decl) }
      }
    }
  }

  /// Returns where the initialisers of variables end.
  private func initializationPlaces() -> [DeclID: UInt32] {
    var result: [DeclID: UInt32] = [:]
    for id in ast.stmts.ids {
      guard case .binding(let binding) = ast.stmts[id].kind else { continue }
      let end = binding.value.map { ast.exprs[$0].span.end }
      result[binding.decl] = end ?? ast.decls[binding.decl].span.end
    }
    return result
  }

}

import Sema
import Support
import Syntax

/// Finds the fields that are surely set before anything can see the instance.
///
/// The statements of `init` are walked in order up to the first one that lets `self` be seen other
/// than by reading fields that are set: such fields need no first value.
struct InitializerAnalysis {

  private let ast: AST
  private let model: SemanticModel

  /// The class whose `init` is walked: where `super.init` begins to look.
  private var type: ClassID
  private var assigned: Set<Symbol>

  /// What was set at each `return` so far; `nil` if there was none.
  private var atReturns: Set<Symbol>?

  /// `true` iff nothing more counts: `self` was seen, or what follows is not reached.
  private var isOver = false

  /// `true` iff the way so far ended in an error, so that nobody sees the instance.
  private var isLost = false

  private init(_ lowering: ModuleLowering, _ type: ClassID, assigned: Set<Symbol>) {
    ast = lowering.ast
    model = lowering.model
    self.type = type
    self.assigned = assigned
  }

  /// Returns the names of the fields that are set when making an instance of `id` before anything
  /// can see it: those with defaults and those that `init` sets.
  static func fieldsSet(byMakingOf id: ClassID, in lowering: ModuleLowering) -> Set<Symbol> {
    let fields = lowering.model.classes[id].fields
    let defaults = fields.filter { field in
      field.decl.map { lowering.defaultValue(of: $0) != nil } ?? false
    }
    var result = Set(defaults.map(\.name))
    if mentionsSelf(defaults.compactMap { lowering.defaultValue(of: $0.decl!) }, lowering) {
      return result
    }
    let groups = lowering.initializers(of: id).map { function in
      var analysis = InitializerAnalysis(
        lowering, lowering.model.funcs[function].owningClass!, assigned: result)
      return analysis.walk(function)
    }
    if let first = groups.first {
      result = groups.dropFirst().reduce(first) { $0.intersection($1) }
    }
    return result
  }

  /// `true` iff one of the defaults can see the instance.
  static func mentionsSelf(_ defaults: [ExprID], _ lowering: ModuleLowering) -> Bool {
    defaults.contains { mentionsSelf($0, lowering.ast, lowering.model) }
  }

  private static func mentionsSelf(_ id: ExprID, _ ast: AST, _ model: SemanticModel) -> Bool {
    switch ast.exprs[id].kind {
    case .selfReference, .superReference: true
    case .function(let function): model.funcs[function].usesSelf
    default: ast.parts(of: id).contains { mentionsSelf($0, ast, model) }
    }
  }

  private mutating func walk(_ function: FuncID) -> Set<Symbol> {
    for parameter in ast.funcs[function].parameters {
      if let value = parameter.defaultValue { read(value) }
    }
    if case .block(let body) = ast.funcs[function].body { walk(body) }
    return atReturns.map { isLost ? $0 : $0.intersection(assigned) } ?? assigned
  }

  // MARK: Statements

  private mutating func walk(_ block: Block) {
    for statement in block.statements where !isOver { walk(statement) }
  }

  private mutating func walk(_ id: StmtID) {
    switch ast.stmts[id].kind {
    case .binding(let binding): if let value = binding.value { read(value) }
    case .assign(let target, let operation, let value): assign(target, operation != nil, value)
    case .expression(let value): if !walkBaseInitializer(value) { read(value) }
    case .ifElse(let branches, let otherwise): walk(branches[...], otherwise)
    case .throwValue(let value):
      read(value)
      if !isOver { (isOver, isLost) = (true, true) }
    case .returnValue(let value):
      if let value { read(value) }
      if isOver { return }
      atReturns = atReturns.map { $0.intersection(assigned) } ?? assigned
      (isOver, isLost) = (true, true)
    case .function(let function, _): if model.funcs[function].usesSelf { isOver = true }
    case .whileLoop, .forIn, .forLoop, .match, .tryCatch, .breakLoop, .continueLoop:
      walkLoosely(id)
    case .classDecl, .use, .invalid: break
    }
  }

  private mutating func assign(_ target: ExprID, _ isCompound: Bool, _ value: ExprID) {
    guard case .member(let object, let name) = ast.exprs[target].kind,
      case .selfReference = ast.exprs[object].kind
    else {
      read(target)
      return read(value)
    }
    if isCompound { read(target) }
    read(value)
    if !isOver { assigned.insert(name) }
  }

  private mutating func walk(_ branches: ArraySlice<ConditionalBlock>, _ otherwise: Block?) {
    guard let branch = branches.first else {
      if let otherwise { walk(otherwise) }
      return
    }
    read(branch.condition)
    if isOver { return }
    var other = self
    walk(branch.body)
    other.atReturns = atReturns
    other.walk(branches.dropFirst(), otherwise)
    atReturns = other.atReturns
    if other.isLost { return }
    if isLost {
      self = other
    } else {
      assigned.formIntersection(other.assigned)
      isOver = isOver || other.isOver
    }
  }

  /// Walks what may run any number of times: what it sets does not count.
  private mutating func walkLoosely(_ id: StmtID) {
    let before = assigned
    let (expressions, statements) = ast.parts(of: id)
    for expression in expressions where !isOver { read(expression) }
    for statement in statements where !isOver {
      walk(statement)
      if isLost { (isOver, isLost) = (false, false) }
      assigned = before
    }
  }

  /// If `id` is `super.init(…)`, walks the base class's `init`.
  private mutating func walkBaseInitializer(_ id: ExprID) -> Bool {
    guard case .call(let callee, let arguments) = ast.exprs[id].kind,
      case .member(let object, let name) = ast.exprs[callee].kind,
      case .superReference = ast.exprs[object].kind, ast.text(name) == "init"
    else { return false }
    for argument in arguments { read(argument) }
    let fitting = baseInitializers(name).filter {
      ast.funcs[$0].parameters.count >= arguments.count
    }
    guard !isOver, fitting.count == 1, let function = fitting.first else {
      isOver = true
      return true
    }
    var inner = self
    inner.type = model.funcs[function].owningClass ?? type
    (inner.atReturns, inner.isLost) = (nil, false)
    assigned.formUnion(inner.walk(function))
    isOver = inner.isOver && !inner.isLost
    return true
  }

  private func baseInitializers(_ name: Symbol) -> [FuncID] {
    var next = model.classes[type].base
    while let current = next {
      if let own = model.classes[current].methods[name] { return own }
      next = model.classes[current].base
    }
    return []
  }

  // MARK: Expressions

  /// Notes whether `id` lets `self` be seen.
  private mutating func read(_ id: ExprID) {
    if isOver { return }
    switch ast.exprs[id].kind {
    case .selfReference, .superReference: isOver = true
    case .function(let function): if model.funcs[function].usesSelf { isOver = true }
    case .member(let object, let name):
      guard case .selfReference = ast.exprs[object].kind else { return read(object) }
      if !assigned.contains(name) { isOver = true }
    default: for part in ast.parts(of: id) { read(part) }
    }
  }

}

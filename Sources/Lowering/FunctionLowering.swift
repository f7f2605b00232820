import IR
import Sema
import Source
import Support
import Syntax

/// The lowering of one function.
struct FunctionLowering {

  let id: FunctionID
  var shared: ModuleLowering
  var function: Function

  /// The function of the source that this is the code of; `nil` for main.
  let owner: FuncID?

  /// The block that instructions are added to; `nil` where nothing can be reached.
  var block: BlockID?

  /// The values of the variables in scope, by slot.
  var environment: [ValueID] = []

  /// The slot of each variable that was declared.
  var slots: [DeclID: Int] = [:]

  /// The loops around, the innermost last.
  var loops: [LoopContext] = []

  /// The promise that results keep, if there is one.
  var resultPromise: Int?

  /// A way that leads to a block that does not exist yet.
  struct Jump {
    var block: BlockID
    var environment: [ValueID]
    var values: [ValueID] = []
  }

  /// What `break` and `continue` need to know of a loop.
  struct LoopContext {
    /// The number of variables in scope around the loop.
    let depth: Int
    var breaks: [Jump] = []
    var continues: [Jump] = []
  }

  /// Prepares the lowering of `id`, which borrows `module`'s contents so that nothing is copied.
  init(_ id: FunctionID, taking module: inout ModuleLowering, owner: FuncID?) {
    self.id = id
    self.owner = owner
    function = module.module.functions[id]
    shared = ModuleLowering(ast: module.ast, model: module.model, sources: module.sources)
    swap(&shared, &module)
    block = function.appendBlock()
  }

  var ast: AST { shared.ast }
  var model: SemanticModel { shared.model }

  // MARK: Function bodies

  mutating func lowerBody(_ body: Block) {
    lowerStatements(body.statements)
    returnNull()
  }

  mutating func lowerFunction(_ node: FunctionNode) {
    resultPromise = node.result.map { type in
      makePromise(type, subject: "the result of \(ast.text(ast.decls[node.decl!].name))")
    }
    for parameter in node.parameters { declareParameter(parameter.decl) }
    for parameter in node.parameters { checkParameter(parameter.decl) }
    switch node.body {
    case .block(let body): lowerBody(body)
    case .expression(let value): finish(with: lower(value))
    }
  }

  /// Computes the defaults of the parameters from `given` on and calls the function with all.
  mutating func lowerDefaults(of id: FuncID, _ node: FunctionNode, given: Int) {
    for parameter in node.parameters.prefix(given) { declareParameter(parameter.decl) }
    for parameter in node.parameters.dropFirst(given) {
      declare(parameter.decl, lower(parameter.defaultValue!))
    }
    let key = ModuleLowering.FunctionKey(function: id, arity: node.parameters.count)
    let arguments = node.parameters.map { environment[slots[$0.decl]!] }
    let result = emit(
      .call, arguments, immediate: Int64(shared.functions[key]!.raw),
      at: ast.decls[node.decl!].span)
    terminate(.returnValue(result))
  }

  private mutating func declareParameter(_ decl: DeclID) {
    let value = function.appendParameter(
      to: function.entry, type: .unknown, location: location(ast.decls[decl].span))
    declare(decl, value)
  }

  private mutating func checkParameter(_ decl: DeclID) {
    let slot = slots[decl]!
    environment[slot] = keepPromise(of: decl, environment[slot], at: ast.decls[decl].span)
  }

  /// Returns `value`, if the annotation of the result admits it.
  mutating func finish(with value: ValueID, at span: SourceSpan? = nil) {
    guard block != nil else { return }
    var result = value
    if let resultPromise {
      result = emit(.checkPromise, [value], immediate: Int64(resultPromise), at: span ?? .none)
    }
    terminate(.returnValue(result))
  }

  private mutating func returnNull() {
    guard block != nil else { return }
    let end = owner.map { ast.funcs[$0].span.endPoint }
    finish(with: emit(.constNull, []), at: end)
  }

  // MARK: Variables

  /// Starts the variable `decl` with `value`.
  mutating func declare(_ decl: DeclID, _ value: ValueID) {
    slots[decl] = environment.count
    environment.append(value)
  }

  /// Runs `body` in a scope of its own.
  mutating func inScope(_ body: (inout FunctionLowering) -> Void) {
    let depth = environment.count
    body(&self)
    if block != nil { environment.removeSubrange(depth...) }
  }

  // MARK: Instructions

  /// Adds an instruction to the current block; in unreachable code it stands nowhere.
  @discardableResult
  mutating func emit(
    _ opcode: Opcode, _ operands: [ValueID], immediate: Int64 = 0, at span: SourceSpan = .none
  ) -> ValueID {
    let place = opcode.info.effects.contains(.raises) ? location(span) : .none
    var type = TypeID.unknown
    if case .fixed(let fixed) = opcode.info.result { type = fixed }
    let value = function.makeInstruction(
      opcode, type: type, operands, immediate: immediate, location: place)
    if let block { function.place(value, atEndOf: block) }
    return value
  }

  /// Ends the current block.
  mutating func terminate(_ terminator: Terminator) {
    guard let current = block else { return }
    function[current].terminator = terminator
    block = nil
  }

  /// Returns the identity of the start of `span`, in this function.
  mutating func location(_ span: SourceSpan) -> LocationID {
    guard !span.file.isNone else { return .none }
    let position = shared.sources.position(of: span)
    let file = shared.module.symbol(shared.sources[span.file].name)
    let id = shared.module.intern(
      Location(
        file: file, line: Int32(position.line), column: Int32(position.column),
        function: function.displayName))
    if id == shared.spans.nextID { shared.spans.append(span) }
    return id
  }

  /// Reports that `construct` has no lowering yet; the value returned stands for its result.
  mutating func notCompiledYet(_ construct: String, at span: SourceSpan) -> ValueID {
    shared.diagnostics.insert(
      Diagnostic(
        .error, "E0901", "\(construct) not compiled yet", at: span,
        help: "run the program with --engine=interpreter"))
    return emit(.constNull, [])
  }

}

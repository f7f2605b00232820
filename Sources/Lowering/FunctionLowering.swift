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

  /// The function of the source that this is the code of; `nil` for top levels and for functions
  /// that the source does not have.
  let owner: FuncID?

  /// The module whose code this is.
  let module: Int

  /// The block that instructions are added to; `nil` where nothing can be reached.
  var block: BlockID?

  /// The values of the variables in scope, by slot; of a variable in a cell, the cell.
  var environment: [ValueID] = []

  /// The slot of each variable that was declared, and of nested functions and classes that are used
  /// as values.
  var slots: [DeclID: Int] = [:]

  /// The loops and `try` statements around, the innermost last.
  var controls: [Control] = []

  /// The index in `controls` of the innermost one that errors go to.
  var errorTarget: Int?

  /// The class whose `self` can be used, and the instances that `self` means, by class.
  var selfClass: ClassID?
  var receivers: [ClassID: ValueID] = [:]

  /// The tokens of the functions and classes in scope.
  var tokens: [DeclID: ValueID] = [:]

  /// `true` iff this makes instances.
  var isConstructor = false

  /// The promise that results keep, if there is one.
  var resultPromise: Int?

  /// A block that is never reached: where what always raises would go on.
  private var deadBlock: BlockID?

  /// A way that leads to a block that does not exist yet.
  struct Jump {
    var block: BlockID
    var environment: [ValueID]
    var values: [ValueID] = []

    /// Where the block goes on unless its last instruction raises, which makes it go this way.
    var raisingThen: BlockID?
  }

  /// Prepares the lowering of `id`, which borrows `module`'s contents so that nothing is copied.
  init(_ id: FunctionID, taking lowering: inout ModuleLowering, owner: FuncID?, module: Int) {
    self.id = id
    self.owner = owner
    self.module = owner.map { lowering.model.funcs[$0].module } ?? module
    selfClass = owner.flatMap { lowering.model.funcs[$0].selfClass }
    function = lowering.module.functions[id]
    shared = ModuleLowering(
      ast: lowering.ast, model: lowering.model, sources: lowering.sources,
      captures: lowering.captures)
    swap(&shared, &lowering)
    block = function.appendBlock()
  }

  var ast: AST { shared.ast }
  var model: SemanticModel { shared.model }

  func text(_ symbol: Symbol) -> String { shared.ast.text(symbol) }

  // MARK: Function bodies

  mutating func lowerBody(_ body: Block) {
    lowerStatements(body.statements)
    returnNull()
  }

  /// Lowers the function `id` called with `given` of its `count` arguments.
  mutating func lowerFunction(_ id: FuncID, given: Int, of count: Int) {
    let node = ast.funcs[id]
    declareCaptures(of: id)
    let values = node.parameters.prefix(given).map { appendParameter($0.decl) }
    loadCapturesOfMethod(id)
    if given < count && !sharesCells(id) { return lowerDefaults(of: id, node, values) }
    resultPromise = node.result.map { type in
      makePromise(type, subject: "the result of \(shared.displayName(of: id))")
    }
    for (parameter, value) in zip(node.parameters, values) { declareParameter(parameter, value) }
    for parameter in node.parameters.dropFirst(given) {
      declareParameter(parameter, lower(parameter.defaultValue!))
    }
    switch node.body {
    case .block(let body): lowerBody(body)
    case .expression(let value): finish(with: lower(value), at: ast.exprs[value].span)
    }
  }

  /// Computes the defaults of the parameters that are not given and calls the function with all.
  private mutating func lowerDefaults(
    of id: FuncID, _ node: FunctionNode, _ given: [ValueID]
  ) {
    for (parameter, value) in zip(node.parameters, given) { declareParameter(parameter, value) }
    for parameter in node.parameters.dropFirst(given.count) {
      declareParameter(parameter, lower(parameter.defaultValue!))
    }
    let key = ModuleLowering.FunctionKey(function: id, arity: node.parameters.count)
    let span = node.decl.map { ast.decls[$0].span } ?? node.span
    let arguments = leadingArguments(of: id) + node.parameters.map { read($0.decl, at: span) }
    let function = shared.function(key)
    let result = emit(.call, arguments, immediate: Int64(function.raw), hiddenAt: span)
    terminate(.returnValue(result))
  }

  /// `true` iff a function in a default changes or sees changes of a parameter, so that the default
  /// and the body must share the parameters.
  private func sharesCells(_ id: FuncID) -> Bool {
    let parameters = ast.funcs[id].parameters
    return parameters.contains { shared.cells[$0.decl] != nil }
      && parameters.contains { $0.defaultValue.map { !isSimple($0) } ?? false }
  }

  private func isSimple(_ id: ExprID) -> Bool {
    if case .function = ast.exprs[id].kind { return false }
    return ast.parts(of: id).allSatisfy(isSimple)
  }

  mutating func appendParameter(_ decl: DeclID) -> ValueID {
    appendParameter(at: ast.decls[decl].span)
  }

  mutating func appendParameter(at span: SourceSpan = .none) -> ValueID {
    function.appendParameter(to: function.entry, type: .unknown, location: location(span))
  }

  private mutating func declareParameter(_ parameter: ParameterNode, _ value: ValueID) {
    declare(
      parameter.decl, keepPromise(of: parameter.decl, value, at: ast.decls[parameter.decl].span))
  }

  /// Returns `value`, if the annotation of the result admits it.
  mutating func finish(with value: ValueID, at span: SourceSpan) {
    guard block != nil else { return }
    var result = value
    if let resultPromise {
      result = emit(.checkPromise, [value], immediate: Int64(resultPromise), at: span)
    }
    leave(with: result)
  }

  private mutating func returnNull() {
    guard block != nil else { return }
    let end = owner.map { ast.funcs[$0].span.endPoint }
    finish(with: emit(.constNull, []), at: end ?? .none)
  }

  // MARK: Variables

  /// Starts the variable `decl` with `value`.
  mutating func declare(_ decl: DeclID, _ value: ValueID) {
    guard let cell = shared.cells[decl] else { return bind(decl, value) }
    if let slot = slots[decl], slot < environment.count, shared.captures.earlyCells.contains(decl) {
      emit(.cellSet, [environment[slot], value])
    } else {
      bind(decl, emit(.cellMake, [value], immediate: Int64(cell.raw), at: ast.decls[decl].span))
    }
  }

  /// Makes the cell of `decl`, whose declaration comes later.
  mutating func declareEarlyCell(_ decl: DeclID) {
    let cell = Int64(shared.cells[decl]!.raw)
    bind(decl, emit(.cellMake, [], immediate: cell, at: ast.decls[decl].span))
  }

  /// Lets the slot of `decl` hold `value`: what it is, or its cell.
  mutating func bind(_ decl: DeclID, _ value: ValueID) {
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
    let place = opcode.hasPlace ? location(span) : .none
    return emit(opcode, operands, immediate: immediate, place: place)
  }

  /// Adds an instruction that the source does not have: traces do not show it.
  @discardableResult
  mutating func emit(
    _ opcode: Opcode, _ operands: [ValueID], immediate: Int64 = 0, hiddenAt span: SourceSpan
  ) -> ValueID {
    emit(opcode, operands, immediate: immediate, place: hiddenLocation(span))
  }

  @discardableResult
  mutating func emit(
    _ opcode: Opcode, _ operands: [ValueID], immediate: Int64 = 0, place: LocationID
  ) -> ValueID {
    var type = TypeID.unknown
    if case .fixed(let fixed) = opcode.info.result { type = fixed }
    let value = function.makeInstruction(
      opcode, type: type, operands, immediate: immediate, location: place)
    guard let block else { return value }
    function.place(value, atEndOf: block)
    if opcode.info.effects.contains(.raises) { endRaising(opcode) }
    return value
  }

  /// Ends the block after an instruction that may raise, where errors go to a handler.
  private mutating func endRaising(_ opcode: Opcode) {
    guard let errorTarget, let current = block else {
      if opcode.alwaysRaises { terminate(.unreachable) }
      return
    }
    let next = opcode.alwaysRaises ? demandDeadBlock() : function.appendBlock()
    controls[errorTarget].errors.append(
      Jump(block: current, environment: environment, raisingThen: next))
    block = opcode.alwaysRaises ? nil : next
  }

  private mutating func demandDeadBlock() -> BlockID {
    if let deadBlock { return deadBlock }
    let new = function.appendBlock()
    function[new].terminator = .unreachable
    deadBlock = new
    return new
  }

  /// Ends the current block.
  mutating func terminate(_ terminator: Terminator) {
    guard let current = block else { return }
    function[current].terminator = terminator
    block = nil
  }

  // MARK: Locations

  /// Returns the identity of the start of `span`, in this function.
  mutating func location(_ span: SourceSpan) -> LocationID {
    guard !span.file.isNone else { return .none }
    // Errors in the library are its caller's.
    if ast.modules[module].isLibrary { return hiddenLocation(span) }
    let position = shared.sources.position(of: span)
    return location(span, line: Int32(position.line), column: Int32(position.column))
  }

  /// Returns a location at line 0, which traces leave out; `span` is for messages.
  mutating func hiddenLocation(_ span: SourceSpan) -> LocationID {
    location(span, line: 0, column: 0)
  }

  private mutating func location(_ span: SourceSpan, line: Int32, column: Int32) -> LocationID {
    let file = shared.module.symbol(shared.sources[span.file].name)
    let id = shared.module.intern(
      Location(file: file, line: line, column: column, function: function.displayName))
    if id == shared.spans.nextID { shared.spans.append(span) }
    return id
  }

}

import IR
import Support

/// Computes the types of all values of a program, as the least fixpoint over the instances that
/// main reaches (the Cartesian product algorithm of Agesen, 1995, on SSA with reachability as in
/// sparse conditional constant propagation, Wegman and Zadeck, 1991).
///
/// Types only grow. A branch that types decide makes one way unreachable; what can never return
/// makes the code behind it unreachable.
struct TypeAnalysis: Sendable {

  /// How many argument tuples a function is specialised for; the rest share one instance.
  static let budget = 12

  let module: Module
  var selection: Selection
  private(set) var instances = Table<InstanceID, Instance>()
  private var known: [InstanceKey: InstanceID] = [:]
  private var general: [FunctionID: InstanceID] = [:]
  private var counts: [FunctionID: Int] = [:]

  /// What is known of the memory that functions share.
  var memory: Memory

  /// The classes of which instances are made, in the order in which that was found.
  private(set) var instantiated: [ClassTypeID] = []

  /// The closures that are made, likewise.
  private(set) var madeClosures: [ClosureID] = []
  private var hasInstances: Table<ClassTypeID, Bool>
  private var isMade: Table<ClosureID, Bool>

  /// The numbers of arguments with which functions are called of which nothing is known: each may
  /// be any that was made.
  private(set) var unknownArities: Set<Int> = []

  /// What is known of reads of maps, in functions that read some.
  private(set) var presentKeys: [FunctionID: PresentKeys] = [:]

  /// The instances of the methods that the runtime calls.
  private(set) var hookInstances: Set<InstanceID> = []

  private var isRunning: [Bool] = []
  private var isDirty: [Bool] = []
  private var worklist = Worklist<InstanceID>()

  init(_ module: Module) {
    self.module = module
    selection = Selection(module)
    memory = Memory()
    hasInstances = Table(repeating: false, count: module.classes.count)
    isMade = Table(repeating: false, count: module.closures.count)
  }

  /// Analyses `function` with arguments of types `arguments` and all that it calls.
  mutating func run(_ function: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    let root = instance(function, arguments)
    while let next = worklist.pop() { analyse(next) }
    return root
  }

  /// Reads a cell of the shared memory for `id`, which is analysed again when that grows.
  mutating func read(_ cell: Memory.Cell, for id: InstanceID) -> TypeID {
    memory.read(cell, for: id)
  }

  /// Joins `type` to a cell of the shared memory.
  mutating func store(_ type: TypeID, in cell: Memory.Cell) {
    let joined = selection.join(memory.types[cell] ?? .bottom, type)
    for reader in memory.grow(cell, to: joined) { invalidate(reader) }
  }

  /// Notes that instances of `type` are made.
  mutating func instantiate(_ type: ClassTypeID) {
    guard !hasInstances[type] else { return }
    hasInstances[type] = true
    instantiated.append(type)
    for reader in memory.readers(of: .classes) { invalidate(reader) }
    let receiver = selection.types.intern(.exact(type))
    for hook in hooks(of: type) {
      hookInstances.insert(instance(hook.function, [receiver] + hook.arguments))
    }
  }

  /// Notes that values which call `closure` are made, with captured values of the types in memory.
  mutating func make(_ closure: ClosureID) {
    if !isMade[closure] {
      isMade[closure] = true
      madeClosures.append(closure)
    }
    for arity in unknownArities.sorted() { analyseEntry(of: closure, arity) }
  }

  /// Notes that `id` calls a function of which nothing is known with arguments of types
  /// `arguments`; returns the type of the result.
  mutating func callUnknown(_ arguments: [TypeID], from id: InstanceID) -> TypeID {
    let arity = arguments.count
    _ = read(.entries, for: id)
    var isNews = unknownArities.insert(arity).inserted
    for (i, type) in arguments.enumerated() {
      let place = Memory.Cell.unknownArgument(arity, i)
      let old = memory.types[place] ?? .bottom
      store(type, in: place)
      isNews = isNews || memory.types[place] != old
    }
    if isNews { for closure in madeClosures { analyseEntry(of: closure, arity) } }
    var result = TypeID.bottom
    for closure in madeClosures {
      guard let entry = entry(of: closure, arity) else { continue }
      addCaller(id, of: entry)
      result = selection.join(result, instances[entry].result)
    }
    return result
  }

  /// Analyses the function of `closure` that takes `arity` arguments with what unknown callers
  /// pass.
  private mutating func analyseEntry(of closure: ClosureID, _ arity: Int) {
    guard let function = module.closures[closure].functions[arity] else { return }
    let arguments = entryArguments(closure, arity)
    if arguments.contains(.bottom) { return }
    if entry(of: closure, arity) == nil {
      for reader in memory.readers(of: .entries) { invalidate(reader) }
    }
    _ = generalInstance(function, arguments, isEntry: true)
  }

  /// The types of the parameters of `closure`'s functions for unknown callers: the captured values,
  /// then what all these callers pass.
  private func entryArguments(_ closure: ClosureID, _ arity: Int) -> [TypeID] {
    let captures = (0..<module.closures[closure].captureCount).map {
      memory.types[.capture(closure, $0)] ?? .bottom
    }
    return captures
      + (0..<arity).map { memory.types[.unknownArgument(arity, $0)] ?? .bottom }
  }

  /// Returns the instance that unknown callers of `closure` with `arity` arguments get to, if any.
  func entry(of closure: ClosureID, _ arity: Int) -> InstanceID? {
    guard let function = module.closures[closure].functions[arity],
      let instance = general[function], instances[instance].isEntry
    else { return nil }
    return instance
  }

  /// The methods of `type` that the runtime calls, and the types of their arguments.
  func hooks(of type: ClassTypeID) -> [Hook] {
    var result: [Hook] = []
    for (name, arguments) in [("toString", []), ("to_string", []), ("equals", [TypeID.any])] {
      guard let symbol = module.symbols.symbol(of: name),
        let function = module.methods(of: type, symbol)?[arguments.count]
      else { continue }
      let isEquality = name == "equals"
      if !isEquality && result.contains(where: { !$0.isEquality }) { continue }
      result.append(Hook(function: function, arguments: arguments, isEquality: isEquality))
    }
    return result
  }

  /// A method that the runtime calls: `equals`, or the one that makes text forms.
  struct Hook {
    let function: FunctionID
    let arguments: [TypeID]
    let isEquality: Bool
  }

  /// Returns the instance that calls of `function` with such arguments go to, if it exists.
  func target(_ function: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    existingTarget(function, arguments)!
  }

  /// Returns that instance; `nil` if no such call was found.
  func existingTarget(_ function: FunctionID, _ arguments: [TypeID]) -> InstanceID? {
    known[InstanceKey(function: function, arguments: arguments)] ?? general[function]
  }

  /// Finds out which reads of maps in `function` find an entry, if that is not known yet.
  mutating func findPresentKeys(_ function: FunctionID) {
    if presentKeys[function] != nil { return }
    presentKeys[function] = PresentKeys(module.functions[function], module.symbols)
  }

  // MARK: Instances

  /// Returns the instance for `arguments`; a new one is analysed at once.
  mutating func instance(_ id: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    let key = InstanceKey(function: id, arguments: arguments)
    if let instance = known[key] { return instance }
    guard counts[id, default: 0] < Self.budget else { return generalInstance(id, arguments) }
    counts[id, default: 0] += 1
    let instance = add(Instance(id, module.functions[id], arguments, isGeneral: false))
    known[key] = instance
    analyse(instance)
    return instance
  }

  private mutating func generalInstance(
    _ id: FunctionID, _ arguments: [TypeID], isEntry: Bool = false
  ) -> InstanceID {
    guard let instance = general[id] else {
      let new = add(Instance(id, module.functions[id], arguments, isGeneral: true))
      general[id] = new
      instances[new].isEntry = isEntry
      analyse(new)
      return new
    }
    if isEntry { instances[instance].isEntry = true }
    let old = instances[instance].parameters
    let joined = zip(old, arguments).map { selection.join($0, $1) }
    if joined != old {
      instances[instance].parameters = joined
      analyse(instance)
    }
    return instance
  }

  /// Notes that `caller` calls `callee`, whose result it depends on.
  mutating func addCaller(_ caller: InstanceID, of callee: InstanceID) {
    instances[callee].callers.insert(caller)
    if instances[caller].isInTry { instances[callee].isCalledInTry = true }
  }

  private mutating func add(_ instance: Instance) -> InstanceID {
    isRunning.append(false)
    isDirty.append(false)
    return instances.append(instance)
  }

  // MARK: The fixpoint

  /// Runs over `id` until nothing changes; if it is being analysed already, it will run again.
  private mutating func analyse(_ id: InstanceID) {
    guard !isRunning[id.index] else {
      isDirty[id.index] = true
      return
    }
    isRunning[id.index] = true
    repeat { isDirty[id.index] = false } while pass(id) || isDirty[id.index]
    isRunning[id.index] = false
  }

  /// Has `id` analysed again.
  private mutating func invalidate(_ id: InstanceID) {
    isDirty[id.index] = true
    if !isRunning[id.index] { worklist.push(id) }
  }

  /// Computes all types of `id` once, in layout order, in which definitions precede uses.
  private mutating func pass(_ id: InstanceID) -> Bool {
    let function = module.functions[instances[id].function]
    var hasChanged = false
    for (parameter, type) in zip(function.parameters, instances[id].parameters) {
      hasChanged = grow(id, parameter, type) || hasChanged
    }
    for block in function.layout where instances[id].isReachable[block.index] {
      let (changed, end) = visitInstructions(id, function, block)
      hasChanged = changed || hasChanged
      hasChanged = visitTerminator(id, function, block, end) || hasChanged
    }
    return hasChanged
  }

  /// Joins `type` to the type of `value`; returns `true` iff that changed it.
  private mutating func grow(_ id: InstanceID, _ value: ValueID, _ type: TypeID) -> Bool {
    let old = instances[id].values[value.index]
    if old == type { return false }
    let new = selection.join(old, type)
    if old == new { return false }
    instances[id].values[value.index] = new
    return true
  }

  /// Where the visit of a block's instructions came to.
  private enum BlockEnd {

    case terminator

    /// An instruction that never has a result: nothing behind it is reached.
    case inside

    /// The last instruction, which never has a result but may raise.
    case raised
  }

  private mutating func visitInstructions(
    _ id: InstanceID, _ function: Function, _ block: BlockID
  ) -> (hasChanged: Bool, end: BlockEnd) {
    var hasChanged = false
    let instructions = function[block].instructions
    // The last instruction is the one that may raise.
    let isInTry = function[block].terminator.isRaising
    for value in instructions {
      instances[id].isInTry = isInTry && value == instructions.last
      let type = transfer(id, function, value)
      hasChanged = grow(id, value, type) || hasChanged
      if instances[id].values[value.index] == .bottom, function[value].opcode != .undefined {
        return (hasChanged, value == instructions.last ? .raised : .inside)
      }
    }
    return (hasChanged, .terminator)
  }

  private mutating func visitTerminator(
    _ id: InstanceID, _ function: Function, _ block: BlockID, _ end: BlockEnd
  ) -> Bool {
    if case .raising(let then, let error) = function[block].terminator {
      if end == .inside { return false }
      let hasChanged = flow(id, function, error)
      return end == .terminator && flow(id, function, then) || hasChanged
    }
    guard end == .terminator else { return false }
    switch function[block].terminator {
    case .missing, .unreachable, .propagate, .raising: return false
    case .branch(let edge): return flow(id, function, edge)
    case .conditional(let condition, let then, let otherwise):
      let constant = constant(id, function, condition)
      var hasChanged = false
      if constant != false { hasChanged = flow(id, function, then) }
      if constant != true { hasChanged = flow(id, function, otherwise) || hasChanged }
      return hasChanged
    case .returnValue(let value):
      return growResult(id, instances[id].values[value.index])
    }
  }

  private mutating func flow(_ id: InstanceID, _ function: Function, _ edge: Edge) -> Bool {
    var hasChanged = !instances[id].isReachable[edge.target.index]
    instances[id].isReachable[edge.target.index] = true
    for (parameter, argument) in zip(function[edge.target].parameters, edge.arguments) {
      let type = instances[id].values[argument.index]
      hasChanged = grow(id, parameter, type) || hasChanged
    }
    return hasChanged
  }

  private mutating func growResult(_ id: InstanceID, _ type: TypeID) -> Bool {
    let joined = selection.join(instances[id].result, type)
    if joined == instances[id].result { return false }
    instances[id].result = joined
    for caller in instances[id].callers { invalidate(caller) }
    return true
  }

  /// Returns the truth value that types give the Bool `value`, if they do.
  func constant(_ id: InstanceID, _ function: Function, _ value: ValueID) -> Bool? {
    let instruction = function[value]
    switch instruction.opcode {
    case .constBool: return instruction.immediate != 0
    case .boolNot: return constant(id, function, function.operand(value, 0)).map { !$0 }
    case .testTags, .genericTruth, .genericCompare, .testClass, .testPromise:
      let types = function.operands(value).map { instances[id].values[$0.index] }
      var selection = selection
      let plan = selection.plan(instruction.opcode, instruction.immediate, types)
      if case .constantBool(let truth) = plan { return truth }
      return nil
    default: return nil
    }
  }

}

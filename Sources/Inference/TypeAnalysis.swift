import IR
import Support

/// Computes the types of all values of a program, as the least fixpoint over the instances that
/// main reaches (the Cartesian product algorithm of Agesen, 1995, on SSA with reachability as in
/// sparse conditional constant propagation, Wegman and Zadeck, 1991).
///
/// Types only grow. A branch that types decide makes one way unreachable; what can never return
/// makes the code behind it unreachable.
struct TypeAnalysis {

  /// How many argument tuples a function is specialised for; the rest share one instance.
  static let budget = 12

  let module: Module
  var selection: Selection
  private(set) var instances = Table<InstanceID, Instance>()
  private var known: [InstanceKey: InstanceID] = [:]
  private var general: [FunctionID: InstanceID] = [:]
  private var counts: [FunctionID: Int] = [:]

  /// The join of what is stored in each global, and who reads it.
  private(set) var globals: [TypeID]
  private var readers: [Set<InstanceID>]

  private var isRunning: [Bool] = []
  private var isDirty: [Bool] = []
  private var worklist = Worklist<InstanceID>()

  init(_ module: Module) {
    self.module = module
    selection = Selection(types: module.types)
    globals = Array(repeating: .bottom, count: module.globals.count)
    readers = Array(repeating: [], count: module.globals.count)
  }

  /// Analyses `function` with arguments of types `arguments` and all that it calls.
  mutating func run(_ function: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    let root = instance(function, arguments)
    while let next = worklist.pop() { analyse(next) }
    return root
  }

  /// Returns the instance that calls of `function` with such arguments go to, if it exists.
  func target(_ function: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    known[InstanceKey(function: function, arguments: arguments)] ?? general[function]!
  }

  // MARK: Instances

  /// Returns the instance for `arguments`; a new one is analysed at once.
  private mutating func instance(_ id: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    let key = InstanceKey(function: id, arguments: arguments)
    if let instance = known[key] { return instance }
    guard counts[id, default: 0] < Self.budget else { return generalInstance(id, arguments) }
    counts[id, default: 0] += 1
    let instance = add(Instance(id, module.functions[id], arguments, isGeneral: false))
    known[key] = instance
    analyse(instance)
    return instance
  }

  private mutating func generalInstance(_ id: FunctionID, _ arguments: [TypeID]) -> InstanceID {
    guard let instance = general[id] else {
      let new = add(Instance(id, module.functions[id], arguments, isGeneral: true))
      general[id] = new
      analyse(new)
      return new
    }
    let old = instances[instance].parameters
    let joined = zip(old, arguments).map { selection.types.join($0, $1) }
    if joined != old {
      instances[instance].parameters = joined
      analyse(instance)
    }
    return instance
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
      let (changed, isEnded) = visitInstructions(id, function, block)
      hasChanged = changed || hasChanged
      if !isEnded { hasChanged = visitTerminator(id, function, block) || hasChanged }
    }
    return hasChanged
  }

  /// Joins `type` to the type of `value`; returns `true` iff that changed it.
  private mutating func grow(_ id: InstanceID, _ value: ValueID, _ type: TypeID) -> Bool {
    let old = instances[id].values[value.index]
    if old == type { return false }
    let new = selection.types.join(old, type)
    if old == new { return false }
    instances[id].values[value.index] = new
    return true
  }

  private mutating func visitInstructions(
    _ id: InstanceID, _ function: Function, _ block: BlockID
  ) -> (hasChanged: Bool, isEnded: Bool) {
    var hasChanged = false
    for value in function[block].instructions {
      let type = transfer(id, function, value)
      hasChanged = grow(id, value, type) || hasChanged
      if instances[id].values[value.index] == .bottom { return (hasChanged, true) }
    }
    return (hasChanged, false)
  }

  private mutating func visitTerminator(
    _ id: InstanceID, _ function: Function, _ block: BlockID
  ) -> Bool {
    switch function[block].terminator {
    case .missing, .unreachable, .propagate: return false
    case .raising(let then, let error):
      let hasChanged = flow(id, function, then)
      return flow(id, function, error) || hasChanged
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
    let joined = selection.types.join(instances[id].result, type)
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
    case .testTags, .genericTruth, .genericCompare:
      let types = function.operands(value).map { instances[id].values[$0.index] }
      var selection = selection
      let plan = selection.plan(instruction.opcode, instruction.immediate, types)
      if case .constantBool(let truth) = plan { return truth }
      return nil
    default: return nil
    }
  }

  // MARK: Transfer functions

  /// Returns the type of the result of `value`, whose operands are not bottom.
  private mutating func transfer(
    _ id: InstanceID, _ function: Function, _ value: ValueID
  ) -> TypeID {
    let instruction = function[value]
    let operands = function.operands(value).map { instances[id].values[$0.index] }
    if operands.contains(.bottom) { return .bottom }
    switch instruction.opcode {
    case .call:
      return call(FunctionID(raw: UInt32(instruction.immediate)), operands, from: id)
    case .arrayLiteral:
      let element = operands.reduce(TypeID.bottom) { selection.types.joinInArray($0, $1) }
      return selection.types.makeArray(of: element)
    case .globalGet, .globalTake:
      let global = Int(instruction.immediate)
      readers[global].insert(id)
      return globals[global]
    case .globalSet: store(operands[0], in: Int(instruction.immediate))
    case .refine:
      let tags = TagSet(rawValue: UInt32(instruction.immediate))
      return selection.types.narrow(operands[0], to: tags)
    case .checkPromise:
      return selection.promised(operands[0], module.promises[Int(instruction.immediate)], module)
    default:
      if let plan = selection.plan(instruction.opcode, instruction.immediate, operands) {
        return selection.result(of: plan, operands)
      }
    }
    guard case .fixed(let type) = instruction.opcode.info.result else {
      unreachable("no type rule for \(instruction.opcode)")
    }
    return type
  }

  private mutating func call(
    _ function: FunctionID, _ arguments: [TypeID], from id: InstanceID
  ) -> TypeID {
    let callee = instance(function, arguments)
    instances[callee].callers.insert(id)
    return instances[callee].result
  }

  private mutating func store(_ type: TypeID, in global: Int) {
    let joined = selection.types.join(globals[global], type)
    guard joined != globals[global] else { return }
    globals[global] = joined
    for reader in readers[global] { invalidate(reader) }
  }

}

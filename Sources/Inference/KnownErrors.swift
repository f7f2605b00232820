import IR
import Support

/// An error that an instruction raises whenever it is run.
struct KnownError {

  var kind: MemberAction.ErrorKind
  var message: String

  /// The member that a value of the library's types does not have.
  var missingMember: String?

}

/// The errors that the instructions of an instance always raise.
struct KnownErrors {

  var byValue: [ValueID: KnownError] = [:]

  /// Where they stand.
  var places: Set<LocationID> = []

}

// Errors that types prove.
extension TypeAnalysis {

  /// How many calls within the library are looked into.
  private static let depthLimit = 4

  /// Returns the error that `instruction` always raises on operands of `types`, if that is so.
  func knownError(
    _ instruction: Instruction, _ types: [TypeID], depth: Int = depthLimit
  ) -> KnownError? {
    switch instruction.opcode {
    case .genericCallMethod, .genericGetMember, .genericCheckMember, .genericCall:
      return memberError(instruction, types, depth: depth)
    case .call:
      return refusal(of: FunctionID(raw: UInt32(instruction.immediate)), types, depth: depth)
    case .raiseArgumentError:
      let message = module.symbols[Symbol(raw: UInt32(instruction.immediate))]
      return KnownError(kind: .argument, message: message)
    case .checkPromise: return promiseError(instruction, types[0])
    case .genericCheckMemberPromise: return brokenMemberPromise(instruction, types)
    default:
      var selection = selection
      let plan = selection.plan(instruction.opcode, instruction.immediate, types)
      guard case .raises(let message, let kind) = plan else { return nil }
      return KnownError(kind: kind, message: message)
    }
  }

  private func promiseError(_ instruction: Instruction, _ type: TypeID) -> KnownError? {
    var selection = selection
    let promise = module.promises[Int(instruction.immediate)]
    guard selection.check(type, promise.annotation, module) == .broken else { return nil }
    let message = FunctionRewriter.message(promise, type, module, selection)
    return KnownError(kind: .type, message: message)
  }

  /// Returns the error by which `function` refuses arguments of `types` before it does anything
  /// else, if it is the library's or chooses among overloads: the error is its caller's.
  func refusal(of function: FunctionID, _ types: [TypeID], depth: Int) -> KnownError? {
    guard depth > 0, let id = existingTarget(function, types), instances[id].result == .bottom
    else { return nil }
    let body = module.functions[function]
    for value in forcedInstructions(of: id, from: body.entry) {
      let operands = body.operands(value).map { instances[id].values[$0.index] }
      switch body[value].opcode {
      case .raiseNoOverload, .raiseAmbiguous: return overloadError(body[value], operands)
      default:
        guard body.isLibrary else { continue }
        if let error = knownError(body[value], operands, depth: depth - 1) { return error }
      }
    }
    return nil
  }

  private func overloadError(_ instruction: Instruction, _ types: [TypeID]) -> KnownError {
    let quantity = instruction.opcode == .raiseAmbiguous ? "more than one" : "no"
    let name = module.symbols[Symbol(raw: UInt32(instruction.immediate))]
    let list = types.map { selection.name($0) }.joined(separator: ", ")
    return KnownError(kind: .type, message: "\(quantity) \(name) takes (\(list))")
  }

  /// Returns the errors that instructions of `id` always raise where they are reached.
  func knownErrors(of id: InstanceID) -> KnownErrors {
    let instance = instances[id]
    let function = module.functions[instance.function]
    var result = KnownErrors()
    for block in function.layout where instance.isReachable[block.index] {
      for value in function[block].instructions {
        let types = function.operands(value).map { instance.values[$0.index] }
        if types.contains(.bottom) { break }
        guard let error = knownError(function[value], types) else { continue }
        result.byValue[value] = error
        result.places.insert(function[value].location)
      }
    }
    return result
  }

  /// `true` iff whenever `value`, in `block` of `id`, was run without an error, another instruction
  /// of the same operation always raises one of `failures`.
  func leads(
    to failures: KnownErrors, after value: ValueID, in block: BlockID, of id: InstanceID
  ) -> Bool {
    let function = module.functions[instances[id].function]
    let place = function[value].location
    if place.isNone || !failures.places.contains(place) { return false }
    var isBehind = false
    for next in forcedInstructions(of: id, from: block) {
      defer { if next == value { isBehind = true } }
      if !isBehind || function[next].location != place { continue }
      if failures.byValue[next] != nil { return true }
    }
    return false
  }

  /// The instructions that are run one after the other from the start of `block` on, to where
  /// values decide how it goes on.
  private func forcedInstructions(
    of id: InstanceID, from block: BlockID
  ) -> [ValueID] {
    let function = module.functions[instances[id].function]
    var result: [ValueID] = []
    var next: BlockID? = block
    var visited: Set<BlockID> = []
    while let block = next, visited.insert(block).inserted {
      for value in function[block].instructions {
        result.append(value)
        if instances[id].values[value.index] == .bottom, function[value].opcode != .undefined {
          return result
        }
      }
      next = successor(of: block, id, function)
    }
    return result
  }

  /// The block that always follows `block`, if there is one.
  private func successor(
    of block: BlockID, _ id: InstanceID, _ function: Function
  ) -> BlockID? {
    switch function[block].terminator {
    case .branch(let edge), .raising(let edge, _): return edge.target
    case .conditional(let condition, let then, let otherwise):
      return constant(id, function, condition).map { $0 ? then.target : otherwise.target }
    default: return nil
    }
  }

}

import IR
import Support

/// Copies a generic function with the types of one instance: typed operations replace generic
/// ones, conversions stand where a value meets a wider type, unreachable code is left out.
struct FunctionRewriter {

  var shared: Specialiser
  var output: Function

  private let instance: InstanceID?
  let generic: Function
  private let facts: Instance?

  /// The new value of each generic one.
  var map: Table<ValueID, ValueID>
  private var blocks: [BlockID: BlockID] = [:]

  /// The block that instructions are added to.
  var block: BlockID = .none

  /// The place of the instruction being copied.
  private var location: LocationID = .none

  /// Where instructions that raise lead, if to a handler in this function.
  private var errorEdge: Edge?

  /// Prepares the making of `output` from `instance`, or of a function that copies none.
  ///
  /// It borrows the contents of `specialiser`, so that nothing is copied, until `finish`.
  init(taking specialiser: inout Specialiser, _ instance: InstanceID?, into output: Function) {
    let analysis = specialiser.analysis
    self.output = output
    self.instance = instance
    facts = instance.map { analysis.instances[$0] }
    generic = facts.map { analysis.module.functions[$0.function] } ?? output
    map = Table(repeating: .none, count: generic.values.count)
    shared = .lentOut
    swap(&shared, &specialiser)
  }

  /// Gives back what was borrowed; returns the function made.
  mutating func finish(returningTo specialiser: inout Specialiser) -> Function {
    swap(&shared, &specialiser)
    return output
  }

  var source: Module { shared.source }
  var analysis: TypeAnalysis { shared.analysis }

  var selection: Selection {
    get { shared.selection }
    _modify { yield &shared.selection }
  }

  mutating func run() {
    let reached = generic.layout.filter { facts!.isReachable[$0.index] }
    for old in reached {
      let new = output.appendBlock()
      blocks[old] = new
      for parameter in generic[old].parameters {
        map[parameter] = output.appendParameter(
          to: new, type: type(parameter), location: generic[parameter].location)
      }
    }
    for old in reached { rewrite(old) }
  }

  /// Makes a function with parameters of `types` that calls `callee` and returns its result as one
  /// of type `result`: a tagged value, a text form or a truth.
  mutating func adapt(_ callee: InstanceFunction, _ types: [TypeID], _ result: TypeID) {
    block = output.appendBlock()
    let parameters = types.map { output.appendParameter(to: block, type: $0) }
    let value = call(callee, parameters)
    if callee.result == .bottom {
      output[block].terminator = .unreachable
    } else {
      let adapted =
        switch result {
        case .string: textForm(value)
        case .bool: planned(.genericTruth, 0, [value])
        default: convert(value, to: result)
        }
      output[block].terminator = .returnValue(adapted)
    }
  }

  /// The type of a generic value.
  func type(_ value: ValueID) -> TypeID { facts!.values[value.index] }

  private mutating func rewrite(_ old: BlockID) {
    block = blocks[old]!
    let last = generic[old].instructions.last
    for value in generic[old].instructions {
      if isNeverReached(value) {
        output[block].terminator = .unreachable
        return
      }
      location = generic[value].location
      if value == last, case .raising(_, let error) = generic[old].terminator {
        errorEdge = rewrite(error)
      }
      map[value] = rewrite(value)
      if type(value) == .bottom, generic[value].opcode != .undefined {
        output[block].terminator = .unreachable
        errorEdge = nil
        return
      }
    }
    errorEdge = nil
    rewriteTerminator(old)
  }

  /// `true` iff an operand of `value` is one that no way in sets: `value` ends a way out of a
  /// `finally` that nothing takes.
  private func isNeverReached(_ value: ValueID) -> Bool {
    generic[value].opcode != .cellMake
      && generic.operands(value).contains { type($0) == .bottom }
  }

  private mutating func rewriteTerminator(_ old: BlockID) {
    switch generic[old].terminator {
    case .missing: unreachable("a block without end in \(generic.name)")
    case .unreachable: output[block].terminator = .unreachable
    case .propagate: output[block].terminator = .propagate
    case .branch(let edge), .raising(let edge, _): output[block].terminator = .branch(rewrite(edge))
    case .returnValue(let value) where type(value) == .bottom:
      output[block].terminator = .unreachable
    case .returnValue(let value):
      output[block].terminator = .returnValue(convert(map[value], to: output.resultType))
    case .conditional(let condition, let then, let otherwise):
      switch analysis.constant(instance!, generic, condition) {
      case true?: output[block].terminator = .branch(rewrite(then))
      case false?: output[block].terminator = .branch(rewrite(otherwise))
      case nil:
        output[block].terminator = .conditional(
          map[condition], then: rewrite(then), else: rewrite(otherwise))
      }
    }
  }

  private mutating func rewrite(_ edge: Edge) -> Edge {
    let parameters = generic[edge.target].parameters
    return Edge(
      blocks[edge.target]!,
      zip(edge.arguments, parameters).map { convert(map[$0], to: type($1)) })
  }

  // MARK: Instructions

  private mutating func rewrite(_ value: ValueID) -> ValueID {
    let instruction = generic[value]
    let operands = generic.operands(value).map { map[$0] }
    let types = generic.operands(value).map { type($0) }
    switch instruction.opcode {
    case .call:
      let function = FunctionID(raw: UInt32(instruction.immediate))
      return call(shared.target(function, types), operands)
    case .genericCall:
      let result = callValue(operands[0], Array(operands.dropFirst()))
      return type(value) == .bottom ? result : convert(result, to: type(value))
    case .genericCallMethod, .genericGetMember, .genericCheckMember, .genericTakeMember,
      .genericSetMember, .genericPutMember:
      return access(instruction, operands, types, type(value))
    case .genericCheckMemberPromise: return rewriteMemberPromise(instruction, operands, types)
    case .checkPromise:
      let promise = source.promises[Int(instruction.immediate)]
      return keep(promise, instruction.immediate, operands[0])
    case .refine, .refineClass: return convert(operands[0], to: type(value))
    case .arrayLiteral: return rewriteLiteral(value, operands)
    default: break
    }
    if let result = rewriteMemory(value, instruction, operands) { return result }
    let isPresent = instruction.opcode == .genericGet && analysis.isPresent(value, instance!)
    if let plan = selection.plan(
      instruction.opcode, instruction.immediate, types, isPresent: isPresent)
    {
      let result = carryOut(plan, instruction, operands, result: type(value))
      // The type of an element may have been a narrower one with another representation before.
      return type(value) == .bottom ? result : convert(result, to: type(value))
    }
    return emit(instruction.opcode, type(value), operands, instruction.immediate)
  }

  private mutating func rewriteLiteral(_ value: ValueID, _ operands: [ValueID]) -> ValueID {
    let element = selection.types.element(of: type(value))!
    return emit(.arrayLiteral, type(value), operands.map { convert($0, to: element) })
  }

  // MARK: Promises

  /// Returns `operand` as `promise`, which has index `index`, admits it; raises where it does not.
  mutating func keep(
    _ promise: TypePromise, _ index: Int64, _ operand: ValueID
  ) -> ValueID {
    let type = output[operand].type
    switch selection.check(type, promise.annotation, source) {
    case .holds(let result): return convert(operand, to: result)
    case .broken:
      // The message is about the type that the value has when run.
      if !isNameKnown(type) {
        _ = emit(.checkPromise, .any, [convert(operand, to: union(type))], index)
      }
      return raise(Self.message(promise, type, shared.module, selection))
    case .tested(let result):
      let tagged = convert(operand, to: union(type))
      let tags = selection.types.tags(of: result)
      let checked = emit(.checkPromise, selection.types.union(tags), [tagged], index)
      return convert(checked, to: result)
    }
  }

  /// Returns the text of the TypeError for a value of type `type` that breaks `promise`.
  static func message(
    _ promise: TypePromise, _ type: TypeID, _ module: Module, _ selection: Selection
  ) -> String {
    message(module.symbols[promise.subject], promise, type, module, selection)
  }

  /// Likewise, about `subject`.
  static func message(
    _ subject: String, _ promise: TypePromise, _ type: TypeID, _ module: Module,
    _ selection: Selection
  ) -> String {
    let expected = module.symbols[module.annotations[promise.annotation].text]
    return "\(subject) expects \(expected), not \(selection.name(type))"
  }

  // MARK: Building blocks

  /// Adds an instruction at the place of the one being copied; where it raises inside a `try`, what
  /// follows goes to a new block.
  mutating func emit(
    _ opcode: Opcode, _ type: TypeID, _ operands: [ValueID], _ immediate: Int64 = 0
  ) -> ValueID {
    let raises = opcode.info.effects.contains(.raises)
    let value = output.append(
      to: block, opcode, type: type, operands, immediate: immediate,
      location: opcode.hasPlace ? location : .none)
    if raises, let errorEdge {
      let next = output.appendBlock()
      output[block].terminator = .raising(then: Edge(next), error: errorEdge)
      block = next
    }
    return value
  }

  mutating func int(_ value: Int64) -> ValueID { emit(.constInt, .int, [], value) }

  mutating func raise(_ message: String) -> ValueID {
    raise(.type, message)
  }

  /// Adds a branch on the Bool `condition` to two new blocks, which it returns.
  mutating func branch(on condition: ValueID) -> (then: BlockID, otherwise: BlockID) {
    let (then, otherwise) = (output.appendBlock(), output.appendBlock())
    output[block].terminator = .conditional(condition, then: Edge(then), else: Edge(otherwise))
    return (then, otherwise)
  }

  /// Starts a block with a parameter of type `type`, where the given ways meet with their values.
  mutating func join(_ ways: [(block: BlockID, value: ValueID)], _ type: TypeID) -> ValueID {
    let target = output.appendBlock()
    for (end, value) in ways {
      block = end
      let converted = convert(value, to: type)
      output[block].terminator = .branch(Edge(target, [converted]))
    }
    block = target
    return output.appendParameter(to: target, type: type)
  }

  /// Returns the union type that tagged values of type `type` have.
  mutating func union(_ type: TypeID) -> TypeID {
    selection.types.isUnion(type) ? type : selection.types.union(selection.types.tags(of: type))
  }

  /// Returns `value` in the representation of `type`, which admits it.
  mutating func convert(_ value: ValueID, to type: TypeID) -> ValueID {
    let own = output[value].type
    if own == type { return value }
    if own == .bottom {
      return output[value].opcode == .undefined ? emit(.undefined, type, []) : value
    }
    if type == .null { return emit(.constNull, .null, []) }
    if own == .int && type == .float { return emit(.intToFloat, .float, [value]) }
    let tags = selection.types.tags(of: type)
    if selection.types.isUnion(own) {
      let isWider = tags.isSuperset(of: selection.types.tags(of: own))
      let isTagged = selection.types.isUnion(type)
      return isWider && isTagged
        ? emit(.convert, type, [value]) : emit(.refine, type, [value], Int64(tags.rawValue))
    }
    return emit(isNarrower(type, than: own) ? .narrow : .convert, type, [value])
  }

  /// `true` iff `a` is a type of pointers among which are only some of those of type `b`.
  private func isNarrower(_ a: TypeID, than b: TypeID) -> Bool {
    if selection.types.isUnion(a) { return false }
    if let inner = selection.types.unwrapped(b), selection.types.unwrapped(a) == nil {
      return selection.types.isStored(inner, as: a) || isNarrower(a, than: inner)
    }
    switch (selection.types[a], selection.types[b]) {
    case (.instance(let c, let known), .instance(let d, let other)):
      if known.isEmpty && other.isEmpty {
        return c != d && selection.source.isClass(c, orExtends: d)
      }
      let possible = known.isEmpty ? selection.source.classes(extending: c) : known
      return other.isEmpty
        ? possible.allSatisfy { selection.source.isClass($0, orExtends: d) }
        : Set(possible).isStrictSubset(of: other)
    case (.function(let k), .function(let l)), (.classObject(let k), .classObject(let l)):
      return !k.isEmpty && (l.isEmpty || Set(k).isStrictSubset(of: l))
    default: return false
    }
  }

}

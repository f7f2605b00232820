import IR
import Support

/// Copies a generic function with the types of one instance: typed operations replace generic
/// ones, conversions stand where a value meets a wider type, unreachable code is left out.
struct FunctionRewriter {

  let source: Module
  let generic: Function
  let facts: Instance
  let analysis: TypeAnalysis
  let instance: InstanceID
  let callees: [ValueID: InstanceFunction]
  var selection: Selection
  var symbols = Interner()
  var output: Function

  /// The new value of each generic one.
  private var map: Table<ValueID, ValueID>
  private var blocks: [BlockID: BlockID] = [:]

  /// The block that instructions are added to.
  private var block: BlockID = .none

  /// The place of the instruction being copied.
  private var location: LocationID = .none

  init(
    _ source: Module, _ analysis: TypeAnalysis, _ instance: InstanceID, into output: Function,
    callees: [ValueID: InstanceFunction]
  ) {
    self.source = source
    self.analysis = analysis
    self.instance = instance
    self.callees = callees
    self.output = output
    facts = analysis.instances[instance]
    generic = source.functions[facts.function]
    selection = Selection(types: TypeTable())
    map = Table(repeating: .none, count: generic.values.count)
  }

  mutating func run() {
    let reached = generic.layout.filter { facts.isReachable[$0.index] }
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

  /// The type of a generic value.
  func type(_ value: ValueID) -> TypeID { facts.values[value.index] }

  private mutating func rewrite(_ old: BlockID) {
    block = blocks[old]!
    for value in generic[old].instructions {
      location = generic[value].location
      map[value] = rewrite(value)
      if type(value) == .bottom {
        output[block].terminator = .unreachable
        return
      }
    }
    rewriteTerminator(old)
  }

  private mutating func rewriteTerminator(_ old: BlockID) {
    switch generic[old].terminator {
    case .missing: unreachable("a block without end in \(generic.name)")
    case .unreachable: output[block].terminator = .unreachable
    case .propagate: output[block].terminator = .propagate
    case .raising(let then, let error):
      output[block].terminator = .raising(then: rewrite(then), error: rewrite(error))
    case .branch(let edge): output[block].terminator = .branch(rewrite(edge))
    case .returnValue(let value):
      output[block].terminator = .returnValue(convert(map[value], to: output.resultType))
    case .conditional(let condition, let then, let otherwise):
      switch analysis.constant(instance, generic, condition) {
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
    case .call: return rewriteCall(value, operands)
    case .refine: return convert(operands[0], to: type(value))
    case .checkPromise:
      return rewritePromise(value, operands[0], types[0])
    case .arrayLiteral: return rewriteLiteral(value, operands)
    case .globalSet:
      let global = source.globals.ids[Int(instruction.immediate)]
      let converted = convert(operands[0], to: analysis.globals[global.index])
      return emit(.globalSet, .null, [converted], instruction.immediate)
    case .print, .globalGet, .globalTake, .globalCheck, .boolNot, .intAddUnchecked:
      return emit(instruction.opcode, type(value), operands, instruction.immediate)
    default: break
    }
    if let plan = selection.plan(instruction.opcode, instruction.immediate, types) {
      return carryOut(plan, instruction, operands, result: type(value))
    }
    return emit(instruction.opcode, type(value), operands, instruction.immediate)
  }

  private mutating func rewriteCall(_ value: ValueID, _ operands: [ValueID]) -> ValueID {
    let callee = callees[value]!
    let arguments = zip(operands, callee.parameters).map { convert($0, to: $1) }
    return emit(.call, type(value), arguments, Int64(callee.id.raw))
  }

  private mutating func rewriteLiteral(_ value: ValueID, _ operands: [ValueID]) -> ValueID {
    let element = selection.types.element(of: type(value))!
    return emit(.arrayLiteral, type(value), operands.map { convert($0, to: element) })
  }

  private mutating func rewritePromise(
    _ value: ValueID, _ operand: ValueID, _ type: TypeID
  ) -> ValueID {
    let index = generic[value].immediate
    let promise = source.promises[Int(index)]
    switch selection.check(type, promise.annotation, source) {
    case .holds(let result): return convert(operand, to: result)
    case .broken: return raise(Self.message(promise, type, source, selection.types))
    case .tested(let result):
      let tagged = convert(operand, to: union(type))
      let tags = selection.types.tags(of: result)
      let checked = emit(.checkPromise, selection.types.union(tags), [tagged], index)
      return convert(checked, to: result)
    }
  }

  /// Returns the text of the TypeError for a value of type `type` that breaks `promise`.
  static func message(
    _ promise: TypePromise, _ type: TypeID, _ module: Module, _ types: TypeTable
  ) -> String {
    let subject = module.symbols[promise.subject]
    let expected = module.symbols[module.annotations[promise.annotation].text]
    return "\(subject) expects \(expected), not \(types.name(type))"
  }

  // MARK: Building blocks

  /// Adds an instruction at the place of the one being copied.
  mutating func emit(
    _ opcode: Opcode, _ type: TypeID, _ operands: [ValueID], _ immediate: Int64 = 0
  ) -> ValueID {
    let place = opcode.info.effects.contains(.raises) ? location : .none
    return output.append(
      to: block, opcode, type: type, operands, immediate: immediate, location: place)
  }

  mutating func int(_ value: Int64) -> ValueID { emit(.constInt, .int, [], value) }

  mutating func raise(_ message: String) -> ValueID {
    emit(.raiseTypeError, .bottom, [], Int64(symbols.intern(message).raw))
  }

  /// Returns the union type that tagged values of type `type` have.
  mutating func union(_ type: TypeID) -> TypeID {
    selection.types.isUnion(type) ? type : selection.types.union(selection.types.tags(of: type))
  }

  /// Returns `value` in the representation of `type`, which admits it.
  mutating func convert(_ value: ValueID, to type: TypeID) -> ValueID {
    let own = output[value].type
    if own == type || own == .bottom { return value }
    if own == .int && type == .float { return emit(.intToFloat, .float, [value]) }
    let narrows = selection.types.isUnion(own)
      && !selection.types.tags(of: type).isSuperset(of: selection.types.tags(of: own))
    if narrows || selection.types.isUnion(own) && !selection.types.isUnion(type) {
      let tags = selection.types.tags(of: type)
      return emit(.refine, type, [value], Int64(tags.rawValue))
    }
    return emit(.convert, type, [value])
  }

}

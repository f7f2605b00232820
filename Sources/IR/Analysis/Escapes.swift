import Support

/// Which parameters functions let escape: to which they make further references that may be there
/// when they return, or have others make.
///
/// Found by a fixpoint over the calls. What a function only reads, stores into, calls or passes to
/// such parameters does not escape from it.
public struct Escapes: Sendable {

  private var parameters: Table<FunctionID, Set<Int>>

  /// Finds those of `module`.
  public init(_ module: Module) {
    var uses = Table<FunctionID, [ObjectUses]>()
    for function in module.functions.elements {
      uses.append(ObjectUses.find(for: function.parameters, function, module))
    }
    parameters = Table(repeating: [], count: uses.count)
    let bottomUp = CallGraph(module).bottomUp
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in bottomUp {
        for (i, parameter) in uses[id].enumerated()
        where !parameters[id].contains(i) && escapes(parameter) {
          parameters[id].insert(i)
          hasChanged = true
        }
      }
    }
  }

  /// `true` iff an object with such uses may be referred to when the function returns.
  public func escapes(_ uses: ObjectUses) -> Bool {
    uses.leaks || uses.passes.contains { parameters[$0.callee].contains($0.index) }
  }

  /// `true` iff `uses`, of what a function makes, are such that it can stand on the stack: every
  /// reference is the function's own, and is ended by `opcode`.
  public func isLocal(_ uses: ObjectUses, endedBy opcode: Opcode, _ function: Function) -> Bool {
    !escapes(uses) && !uses.isCopied && !uses.isHandedOver
      && uses.ends.allSatisfy { function[$0].opcode == opcode }
  }

}

/// What a function does with an object.
public struct ObjectUses: Sendable {

  /// The passing of an object as the argument at an index.
  struct Pass: Sendable {
    let callee: FunctionID
    let index: Int
  }

  /// Whether it stores, captures, returns or throws it, or something unknown gets it.
  private(set) var leaks = false

  /// Whether it makes a further reference.
  private(set) var isCopied = false

  /// Whether a function that is called takes it over.
  private(set) var isHandedOver = false
  private(set) var passes: [Pass] = []

  /// What ends it.
  public private(set) var ends: [ValueID] = []

  /// Returns what `function` does with each of the objects that `values` refer to.
  public static func find(
    for values: [ValueID], _ function: Function, _ module: Module
  ) -> [ObjectUses] {
    var result = [ObjectUses](repeating: ObjectUses(), count: values.count)
    var indices: [ValueID: Int] = [:]
    for (i, value) in values.enumerated() where !module.types.isTrivial(function[value].type) {
      indices[value] = i
    }
    for block in ControlFlow(function).reversePostorder {
      for value in function[block].instructions {
        for (i, operand) in function.operands(value).enumerated() {
          guard let index = indices[operand] else { continue }
          if result[index].use(value, i, function, module) { indices[value] = index }
        }
      }
      let terminator = function[block].terminator
      let kept = terminator.edges.flatMap(\.arguments) + [terminator.operand].compactMap { $0 }
      for value in kept {
        if let index = indices[value] { result[index].leaks = true }
      }
    }
    return result
  }

  /// Notes that `value` uses the object as its operand at `index`; returns `true` iff its result
  /// refers to the same object.
  private mutating func use(
    _ value: ValueID, _ index: Int, _ function: Function, _ module: Module
  ) -> Bool {
    switch function[value].opcode {
    case .copy:
      isCopied = true
      return true
    case _ where function.isAlias(value, module.types): return true
    case .drop, .dropReuse, .stackEnd: ends.append(value)
    case .fieldGet, .fieldTake, .fieldCheck, .instanceClassID, .testClass, .closureID,
      .closureCapture, .cellGet, .cellTake, .cellCheck, .sameObject, .optionalIsNull, .testTags:
      break
    // What is stored, and arguments of unknown functions, leak.
    case .fieldSet, .cellSet, .genericCall: if index > 0 { leaks = true }
    case .call:
      passes.append(Pass(callee: FunctionID(Int(function[value].immediate)), index: index))
      if function.consumes(value, index, module) { isHandedOver = true }
    default: leaks = true
    }
    return false
  }

}

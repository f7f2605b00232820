import IR
import Support

/// Removes instructions whose result an equal one has computed, or checked, on every path before.
///
///     before                                  after
///     b0(%0: array<int>, %1: int):            b0(%0: array<int>, %1: int):
///       %2 = array.check_index %0, %1           %2 = array.check_index %0, %1
///       %3 = array.get %0, %2 : int             %3 = array.get %0, %2 : int
///       %4 = array.set %0, %2, %3               %4 = array.set %0, %2, %3
///       %5 = array.check_index %4, %1           %5 = array.get %4, %2 : int
///       %6 = array.get %4, %5 : int             return %5
///       return %6
///
/// Two instructions are equal iff opcode, immediate, type and operands are; operands may be
/// exchanged where that changes nothing. For the length of an array, changes of its elements do
/// not count. The second may go
/// - iff it does not act: an equal check that was passed before is passed again, but not where the
///   error of that check is handled;
/// - if it reads a global, a field or a cell: iff it stands in the same block and nothing between
///   may store; likewise a field of a packed instance;
/// - iff its result has no identity of its own;
/// - iff its result is not counted: to share a new array would force a copy where one of its
///   users changes it. Texts of the source are shared, as they are never changed; borrowed
///   elements within a block, beyond which they could not stay borrowed.
///
/// It pays for repeated index checks and arithmetic, since LLVM does not know that a call of the
/// runtime is pure. It stands after `simplify-cfg`. Linear, by a table that is scoped along the
/// dominator tree.
extension Pass {

  public static let commonSubexpressions = Pass(
    "cse", "remove what was computed or checked before",
    function: { function, module in
      var elimination = CommonSubexpressionElimination(function)
      return elimination.run(&function, module.types)
    })

}

private struct CommonSubexpressionElimination {

  private struct Key: Hashable {
    let opcode: Opcode
    let type: TypeID
    let immediate: Int64
    var operands: (ValueID, ValueID, ValueID)

    /// A number that differs between regions beyond which the result is not shared; 0 if none.
    let region: Int

    static func == (a: Key, b: Key) -> Bool {
      a.opcode == b.opcode && a.type == b.type && a.immediate == b.immediate
        && a.operands == b.operands && a.region == b.region
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(opcode)
      hasher.combine(immediate)
      hasher.combine(operands.0)
      hasher.combine(operands.1)
      hasher.combine(operands.2)
      hasher.combine(region)
    }
  }

  private let flow: ControlFlow
  private let dominators: DominatorTree
  private var replacements: Replacements

  /// The last instruction of blocks with an error edge, if an equal one could use its result.
  private var passed: Table<BlockID, (Key, ValueID)?>
  private var available: [Key: ValueID] = [:]

  /// The keys added in the blocks on the way from the entry, innermost last.
  private var added: [Key] = []

  /// For each array an earlier one of the same length; itself if none is known.
  private var lengthRoots: Table<ValueID, ValueID>

  /// The number of the region without stores, of that without stores into packed instances either,
  /// and of the block; each is used once.
  private var storeRegion = 0
  private var elementRegion = 0
  private var blockRegion = 0
  private var nextRegion = 0

  init(_ function: Function) {
    flow = ControlFlow(function)
    dominators = DominatorTree(function, flow)
    passed = Table(repeating: nil, count: function.blocks.count)
    replacements = Replacements(function)
    lengthRoots = Table(repeating: .none, count: function.values.count)
  }

  mutating func run(_ function: inout Function, _ types: TypeTable) -> Bool {
    var marks: [Int] = []
    for visit in dominators.visits(from: function.entry) {
      switch visit {
      case .enter(let block):
        marks.append(added.count)
        process(block, &function, types)
      case .leave:
        let mark = marks.removeLast()
        while added.count > mark { available[added.removeLast()] = nil }
      }
    }
    guard !replacements.isEmpty else { return false }
    replacements.apply(to: &function)
    return true
  }

  private mutating func process(
    _ block: BlockID, _ function: inout Function, _ types: TypeTable
  ) {
    blockRegion = newRegion()
    storeRegion = newRegion()
    elementRegion = storeRegion
    addPassedCheck(before: block, function)
    var kept: [ValueID] = []
    for value in function[block].instructions {
      replacements.apply(toOperandsOf: value, in: &function)
      if function.mayStore(value, types) {
        storeRegion = newRegion()
        elementRegion = storeRegion
      } else if function[value].opcode == .arraySetField {
        elementRegion = newRegion()
      }
      setLengthRoot(value, function)
      guard let region = sharingRegion(value, function, types) else {
        kept.append(value)
        continue
      }
      let key = key(value, region, function)
      if let earlier = available[key] {
        replacements.replace(value, by: earlier)
        continue
      }
      kept.append(value)
      if isLastOfRaising(value, block, function) {
        passed[block] = (key, value)
      } else {
        add(key, value)
      }
    }
    if kept.count < function[block].instructions.count {
      function.rewriteInstructions(of: block, kept)
    }
  }

  private mutating func add(_ key: Key, _ value: ValueID) {
    guard available[key] == nil else { return }
    available[key] = value
    added.append(key)
  }

  private func isLastOfRaising(
    _ value: ValueID, _ block: BlockID, _ function: Function
  ) -> Bool {
    guard function[block].terminator.isRaising else { return false }
    return function[block].instructions.last == value
  }

  /// What may have raised at the end of the block before has not, on the way to `block`.
  private mutating func addPassedCheck(before block: BlockID, _ function: Function) {
    let predecessors = flow.predecessors[block]
    guard predecessors.count == 1, let (key, value) = passed[predecessors[0]],
      case .raising(let then, let error) = function[predecessors[0]].terminator,
      then.target == block, error.target != block
    else { return }
    add(key, value)
  }

  private mutating func newRegion() -> Int {
    nextRegion += 1
    return nextRegion
  }

  // MARK: Conditions

  /// Returns the region in which the result of `value` may be shared: 0 if everywhere, `nil` if
  /// nowhere.
  private func sharingRegion(
    _ value: ValueID, _ function: Function, _ types: TypeTable
  ) -> Int? {
    let opcode = function[value].opcode
    guard !opcode.info.effects.contains(.acts), function[value].operandCount <= 3 else {
      return nil
    }
    let isCounted = !types.isTrivial(function[value].type)
    let isPart = opcode.info.ownership == .borrowed
    if opcode.info.effects.contains(.creates) { return nil }
    switch opcode {
    // Once a global, a field or a cell is set, it stays so.
    case .constString, .globalCheck, .fieldCheck, .cellCheck: return 0
    case .blockParameter: return nil
    case .arrayGetField: return elementRegion
    case _ where opcode.info.effects.contains(.readsGlobals):
      return isCounted && !isPart ? nil : storeRegion
    case _ where isCounted: return isPart ? blockRegion : nil
    default: return 0
    }
  }

  // MARK: Keys

  private func key(_ value: ValueID, _ region: Int, _ function: Function) -> Key {
    let instruction = function[value]
    var operands = (ValueID.none, ValueID.none, ValueID.none)
    let count = Int(instruction.operandCount)
    if count > 0 { operands.0 = function.operand(value, 0) }
    if count > 1 { operands.1 = function.operand(value, 1) }
    if count > 2 { operands.2 = function.operand(value, 2) }
    if instruction.opcode.dependsOnLength { operands.0 = lengthRoot(operands.0) }
    if count == 2, instruction.isCommutative, operands.1 < operands.0 {
      operands = (operands.1, operands.0, operands.2)
    }
    return Key(
      opcode: instruction.opcode, type: instruction.type, immediate: instruction.immediate,
      operands: operands, region: region)
  }

  private mutating func setLengthRoot(_ value: ValueID, _ function: Function) {
    switch function[value].opcode {
    case .arraySet, .arraySetUnique, .arrayPut, .arrayUnique, .arraySetFields:
      lengthRoots[value] = lengthRoot(function.operand(value, 0))
    default: return
    }
  }

  private func lengthRoot(_ array: ValueID) -> ValueID {
    lengthRoots[array].isNone ? array : lengthRoots[array]
  }

}

extension Opcode {

  /// `true` iff the elements of the first operand, an array, do not matter, but only its length.
  fileprivate var dependsOnLength: Bool {
    switch self {
    case .arrayLength, .arrayCheckIndex, .arrayCheckNotEmpty: true
    default: false
    }
  }

}

extension Instruction {

  /// `true` iff the two operands may be exchanged.
  fileprivate var isCommutative: Bool {
    switch opcode {
    case .intAdd, .intMultiply, .intAddUnchecked, .intMultiplyUnchecked, .intAnd, .intOr, .intXor,
      .floatAdd, .floatMultiply:
      true
    case .intCompare, .floatCompare, .boolCompare, .stringCompare:
      Predicate(rawValue: immediate)?.isEquality ?? false
    default: false
    }
  }

}

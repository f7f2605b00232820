import IR
import Support

/// Numbers the values of a function so that equal numbers are equal values (Alpern, Wegman and
/// Zadeck, 1988, along dominators), and collects which keys are known to be in which maps.
struct PresenceSearch {

  /// What a value with a number is made of.
  enum Definition {
    case other

    /// A constant, the same everywhere.
    case constant

    /// A map with the entries of another one, and perhaps one under a key.
    case extended(Int, key: Int?)

    /// A map with entries under these keys.
    case literal([Int])

    /// The parameter of a block at an index.
    case parameter(BlockID, Int)

    /// What is in memory where blocks meet, by the block it comes from.
    case merged(BlockID, [(block: BlockID, number: Int)])
  }

  /// What is computed, by numbers.
  private struct Expression: Hashable {
    let opcode: Opcode
    let immediate: Int64
    let operands: [Int]
  }

  struct Entry: Hashable {
    let map: Int
    let key: Int
  }

  let function: Function
  let symbols: Interner
  let flow: ControlFlow
  let dominators: DominatorTree
  private let forest: LoopForest

  /// `true` iff operators and tests of membership are taken to run no methods of classes.
  let trustsOperators: Bool

  /// The operations of which that was assumed.
  private(set) var conditions: [ValueID] = []

  var numbers: Table<ValueID, Int>
  var definitions: [Definition] = []
  private var computed: [Expression: Int] = [:]

  /// What depends on memory and is known at the end of each block visited.
  private var loaded: Table<BlockID, [Expression: Int]?>

  /// The blocks from which on an entry is known.
  var facts: [Entry: [BlockID]] = [:]

  init(_ function: Function, _ symbols: Interner, trustsOperators: Bool) {
    self.function = function
    self.symbols = symbols
    self.trustsOperators = trustsOperators
    flow = ControlFlow(function)
    dominators = DominatorTree(function, flow)
    forest = LoopForest(function, flow, dominators)
    numbers = Table(repeating: -1, count: function.values.count)
    loaded = Table(repeating: nil, count: function.blocks.count)
  }

  mutating func run() -> IDSet<ValueID> {
    for block in flow.reversePostorder { visit(block) }
    var result = IDSet<ValueID>(capacity: function.values.count)
    for block in flow.reversePostorder {
      for value in function[block].instructions
      where function[value].opcode == .genericGet && isPresent(value) { result.insert(value) }
    }
    return result
  }

  // MARK: Numbers

  private mutating func add(_ definition: Definition) -> Int {
    definitions.append(definition)
    return definitions.count - 1
  }

  func operand(_ value: ValueID, _ index: Int) -> Int {
    numbers[function.operand(value, index)]
  }

  private mutating func visit(_ block: BlockID) {
    addConditions(before: block)
    for (i, parameter) in function[block].parameters.enumerated() {
      numbers[parameter] = add(block == function.entry ? .other : .parameter(block, i))
    }
    var memory = memory(before: block)
    for value in function[block].instructions {
      numbers[value] = number(value, &memory)
      addIteration(value, block)
      forgetStored(value, &memory)
      if trustsOperators && runsMethodsOnly(value) { conditions.append(value) }
    }
    loaded[block] = memory
  }

  private mutating func number(_ value: ValueID, _ memory: inout [Expression: Int]) -> Int {
    switch function[value].opcode {
    // A map knows a value by its checked index.
    case .genericCheckIndex: return operand(value, 1)
    case .refine, .refineClass, .genericUnique: return operand(value, 0)
    case .genericSet, .genericPut:
      return add(.extended(operand(value, 0), key: operand(value, 1)))
    case .genericSetMember, .genericPutMember: return add(.extended(operand(value, 0), key: nil))
    case .mapLiteral:
      let keys = stride(from: 0, to: Int(function[value].operandCount), by: 2)
      return add(.literal(keys.map { operand(value, $0) }))
    case .globalGet, .cellGet, .genericGetMember, .genericBinary, .genericToString:
      return load(value, &memory)
    case .globalTake, .cellTake, .genericTakeMember:
      return memory[place(of: value)] ?? add(.other)
    case let opcode where opcode.info.effects.subtracting(.raises).isEmpty: return compute(value)
    default: return add(.other)
    }
  }

  private mutating func compute(_ value: ValueID) -> Int {
    let expression = expression(value)
    if let known = computed[expression] { return known }
    let isConstant = expression.operands.isEmpty && function[value].opcode != .undefined
    let number = add(isConstant ? .constant : .other)
    computed[expression] = number
    return number
  }

  private mutating func load(_ value: ValueID, _ memory: inout [Expression: Int]) -> Int {
    let expression = expression(value)
    if let known = memory[expression] { return known }
    let number = add(.other)
    memory[expression] = number
    return number
  }

  private func expression(_ value: ValueID) -> Expression {
    Expression(
      opcode: function[value].opcode, immediate: function[value].immediate,
      operands: function.operands(value).map { numbers[$0] })
  }

  // MARK: Memory

  /// What is loaded from the place that `value` takes the content of, or replaces it in.
  private func place(of value: ValueID) -> Expression {
    let opcode = readOpcode(of: value)
    let owner = opcode == .globalGet ? [] : [operand(value, 0)]
    return Expression(opcode: opcode, immediate: function[value].immediate, operands: owner)
  }

  /// What reads the place that `value` takes the content of, or replaces it in.
  private func readOpcode(of value: ValueID) -> Opcode {
    switch function[value].opcode {
    case .globalTake, .globalSet: .globalGet
    case .cellTake, .cellSet: .cellGet
    default: .genericGetMember
    }
  }

  /// What is known where `block` begins: what all ways to it know. A loop leaves what it does not
  /// store.
  private mutating func memory(before block: BlockID) -> [Expression: Int] {
    let predecessors = flow.predecessors[block].filter { loaded[$0] != nil }
    guard let first = predecessors.first else { return [:] }
    var result = meet(predecessors, first, block)
    if predecessors.count == flow.predecessors[block].count { return result }
    guard let loop = forest.loops.first(where: { $0.header == block }),
      loop.latches.count + predecessors.count == flow.predecessors[block].count
    else { return [:] }
    for inner in loop.blocks {
      for value in function[inner].instructions { forgetStored(value, &result, isAhead: true) }
    }
    return result
  }

  /// What is known at the end of each of `predecessors` of `block`, of which `first` is one.
  private mutating func meet(
    _ predecessors: [BlockID], _ first: BlockID, _ block: BlockID
  ) -> [Expression: Int] {
    if predecessors.count == 1 { return loaded[first]! }
    var result: [Expression: Int] = [:]
    for (expression, number) in loaded[first]! {
      let ways = predecessors.compactMap { way in
        loaded[way]![expression].map { (block: way, number: $0) }
      }
      guard ways.count == predecessors.count else { continue }
      let isSame = ways.allSatisfy { $0.number == number }
      result[expression] = isSame ? number : add(.merged(block, ways))
    }
    return result
  }

  /// Notes what `value` stores; if it `isAhead`, only what it makes unknown.
  private func forgetStored(
    _ value: ValueID, _ memory: inout [Expression: Int], isAhead: Bool = false
  ) {
    switch function[value].opcode {
    case .globalSet: replace(value, by: isAhead ? nil : 0, &memory)
    case .cellSet: replace(value, by: isAhead ? nil : 1, &memory)
    // A map keeps its entries, as a value; the changed one is the result.
    case .genericSetMember, .genericPutMember:
      let isPlace = isInstance(function.operand(value, 0))
      replace(value, by: isPlace && !isAhead ? 1 : nil, &memory)
    default: if mayStore(value) { memory = [:] }
    }
  }

  /// `true` iff `value` is known to be an instance before inference: `self`.
  private func isInstance(_ value: ValueID) -> Bool { function[value].type != .unknown }

  /// Notes that the place of `value` holds its operand at `index`, if that is one; what may be the
  /// same place, and what methods make of it, is not known any more.
  private func replace(
    _ value: ValueID, by index: Int?, _ memory: inout [Expression: Int]
  ) {
    let opcode = readOpcode(of: value)
    memory = memory.filter { known, _ in
      let isRead = [.globalGet, .cellGet, .genericGetMember].contains(known.opcode)
      let isOther = known.opcode != opcode || known.immediate != function[value].immediate
      return isRead && isOther
    }
    if let index { memory[place(of: value)] = operand(value, index) }
  }

  /// `true` iff `value` may store somewhere, or run what does.
  private func mayStore(_ value: ValueID) -> Bool {
    switch function[value].opcode {
    case .genericTake, .genericPut, .genericGetMember, .genericTakeMember, .globalTake, .cellTake,
      .errorTake:
      return false
    default:
      return function[value].opcode.info.effects.contains(.acts)
        && !(trustsOperators && runsMethodsOnly(value))
    }
  }

  /// `true` iff `value` does no more than to run methods of classes, if that.
  private func runsMethodsOnly(_ value: ValueID) -> Bool {
    switch function[value].opcode {
    case .genericIn, .genericCompare, .genericBinary, .genericToString, .print: true
    case .genericCallMethod: isTestOfMember(value)
    default: false
    }
  }

}

import IR
import Support

/// Turns short arrays of which only the elements are used into values.
///
///     before                                    after
///       cond_br %2, b1, b2                        cond_br %2, b1, b2
///     b1:                                       b1:
///       %3 = array.literal %0, %1 : array<int>    br b3(%0, %1)
///       br b3(%3)
///     b2:                                       b2:
///       %4 = array.literal %1, %0 : array<int>    br b3(%1, %0)
///       br b3(%4)
///     b3(%5: array<int>):                       b3(%5: int, %6: int):
///       %6 = const.int 0                          %7 = const.int 0
///       %7 = array.check_index %5, %6
///       %8 = array.get %5, %7 : int               return %5
///       return %8
///
/// An array goes iff it is a literal, or a block parameter that stands for literals of one length
/// only, and is used only by reads and checks of constant indices inside of it, by reads of its
/// length, and as an argument for such parameters. Its elements must not be counted, as one that is
/// used longer than the array would cost a reference.
///
/// It pays since functions that return several values make such arrays, and what calls them takes
/// them apart (scalar replacement of aggregates, on values). It stands behind inlining, where both
/// meet; literals that are taken apart where they are made are folded. Linear, but for arrays that
/// are handed around in rings.
extension Pass {

  public static let promoteTuples = Pass(
    "promote-tuples", "turn short arrays that are only taken apart into values",
    function: { function, module in
      guard makesTuples(function) else { return false }
      var promotion = TuplePromotion(function, module.types)
      promotion.run()
      function = promotion.function
      return promotion.hasChanged
    })

}

/// The greatest number of elements.
private let mostElements = 8

private func makesTuples(_ function: Function) -> Bool {
  function.layout.contains { block in
    function[block].instructions.contains { function[$0].opcode == .arrayLiteral }
  }
}

private struct TuplePromotion {

  var function: Function
  var hasChanged = false

  private let types: TypeTable
  private let flow: ControlFlow
  private let users: UseLists
  private var replacements: Replacements

  /// The lengths of the arrays that go.
  private var lengths: [ValueID: Int] = [:]

  /// What the elements of the parameters that go have become.
  private var elements: [ValueID: [ValueID]] = [:]

  init(_ function: Function, _ types: TypeTable) {
    self.function = function
    self.types = types
    flow = ControlFlow(function)
    users = UseLists(function)
    replacements = Replacements(function)
  }

  mutating func run() {
    choose()
    let parameters = lengths.keys.filter { function[$0].opcode == .blockParameter }.sorted()
    if parameters.isEmpty { return }
    let added = addParameters(for: parameters)
    passElements(to: added)
    for block in flow.reversePostorder { rewrite(block) }
    _ = function.removeParameters { elements[$0] != nil }
    replacements.apply(to: &function)
    hasChanged = true
  }

  // MARK: Conditions

  /// Finds the arrays that go.
  private mutating func choose() {
    let candidates = candidates()
    findLengths(candidates)
    var isStable = false
    while !isStable {
      isStable = true
      for array in candidates where lengths[array] != nil && !mayGo(array) {
        lengths[array] = nil
        isStable = false
      }
    }
  }

  private func candidates() -> [ValueID] {
    flow.reversePostorder.flatMap { block in
      let parameters = block == function.entry ? [] : function[block].parameters
      return parameters.filter(isTuple)
        + function[block].instructions.filter { isLiteral($0) && isTuple($0) }
    }
  }

  private func isTuple(_ value: ValueID) -> Bool {
    guard let element = types.element(of: function[value].type) else { return false }
    return types.isTrivial(element)
  }

  private func isLiteral(_ value: ValueID) -> Bool {
    guard function[value].opcode == .arrayLiteral else { return false }
    let operands = function.operands(value)
    let element = types.element(of: function[value].type)
    return 1...mostElements ~= operands.count
      && operands.allSatisfy { function[$0].type == element }
  }

  /// Assumes for each parameter the length of one of the literals that come there.
  private mutating func findLengths(_ candidates: [ValueID]) {
    var pending: [ValueID] = []
    for array in candidates where isLiteral(array) {
      lengths[array] = function.operands(array).count
      pending.append(array)
    }
    let isCandidate = Set(candidates)
    while let array = pending.popLast() {
      let new = targets(of: array).filter { lengths[$0] == nil && isCandidate.contains($0) }
      for target in new { lengths[target] = lengths[array] }
      pending += new
    }
  }

  /// The parameters that `array` is an argument for.
  private func targets(of array: ValueID) -> [ValueID] {
    users[array].flatMap { user -> [ValueID] in
      guard case .terminator(let block) = user else { return [] }
      return function.parameters(taking: array, from: block)
    }
  }

  private func mayGo(_ array: ValueID) -> Bool {
    let isParameter = function[array].opcode == .blockParameter
    let arguments = isParameter ? function.arguments(for: array, flow) : []
    guard arguments.allSatisfy({ isLike($0, array) }) else { return false }
    return users[array].allSatisfy { user in
      switch user {
      case .instruction(let value): isAccess(value, of: array)
      case .terminator(let block):
        function[block].terminator.operand != array
          && function.parameters(taking: array, from: block).allSatisfy { isLike($0, array) }
      }
    }
  }

  private func isLike(_ other: ValueID, _ array: ValueID) -> Bool {
    lengths[other] == lengths[array] && function[other].type == function[array].type
  }

  private func isAccess(_ value: ValueID, of array: ValueID) -> Bool {
    guard flow.isReachable(function[value].block) else { return false }
    switch function[value].opcode {
    case .arrayLength: return true
    case .arrayCheckIndex: return index(value, in: array) != nil
    case .arrayGet:
      return index(value, in: array) != nil
        && function[value].type == types.element(of: function[array].type)
    default: return false
    }
  }

  /// The constant place inside `array` that `value` reads or checks.
  private func index(_ value: ValueID, in array: ValueID) -> Int? {
    var index = function.operand(value, 1)
    while function[index].opcode == .arrayCheckIndex { index = function.operand(index, 1) }
    guard case .int(let place)? = Constant(function[index]), let length = lengths[array],
      0..<Int64(length) ~= place
    else { return nil }
    return Int(place)
  }

  // MARK: Rewriting

  /// Adds a parameter for each element of those that go. Returns by block, in order, the parameters
  /// that go.
  private mutating func addParameters(for parameters: [ValueID]) -> [BlockID: [ValueID]] {
    var added: [BlockID: [ValueID]] = [:]
    for parameter in parameters {
      let block = function[parameter].block
      let type = types.element(of: function[parameter].type)!
      added[block, default: []].append(parameter)
      elements[parameter] = (0..<lengths[parameter]!).map { _ in
        function.appendParameter(to: block, type: type)
      }
    }
    return added
  }

  /// Gives the parameters that were added their arguments.
  private mutating func passElements(to added: [BlockID: [ValueID]]) {
    for block in flow.reversePostorder {
      function[block].terminator = function[block].terminator.mapping(values: { $0 }) { edge in
        let parameters = function[edge.target].parameters
        let passed = (added[edge.target] ?? []).flatMap {
          elements(of: edge.arguments[parameters.firstIndex(of: $0)!])
        }
        return Edge(edge.target, edge.arguments + passed)
      }
    }
  }

  private func elements(of array: ValueID) -> [ValueID] {
    elements[array] ?? Array(function.operands(array))
  }

  /// Replaces what reads and checks arrays that go; their literals are dead code then.
  private mutating func rewrite(_ block: BlockID) {
    var kept: [ValueID] = []
    for value in function[block].instructions {
      guard let array = function.operands(value).first, elements[array] != nil else {
        kept.append(value)
        continue
      }
      switch function[value].opcode {
      case .arrayGet: replacements.replace(value, by: elements(of: array)[index(value, in: array)!])
      case .arrayCheckIndex: replacements.replace(value, by: function.operand(value, 1))
      default:
        let length = Int64(lengths[array]!)
        function.replace(value, by: .constInt, type: .int, [], immediate: length)
        kept.append(value)
      }
    }
    if kept != function[block].instructions { function.rewriteInstructions(of: block, kept) }
  }

}

import CLLVM
import IR
import Support

// Loops that go through an array from both ends until they meet, as a reversal does: what they
// read and store at one end is never what they read and store at the other, in whatever rounds.
// LLVM compares no distance that varies, and vectorises such a loop only if it is told.
extension Emitter {

  /// The lists of scopes of the accesses at one end: that of their own, and that of the other end.
  struct EndScopes {
    let own: LLVMValueRef
    let other: LLVMValueRef
  }

  /// Finds the accesses of the current function that stay at their end of such a loop.
  mutating func findEnds() {
    endScopes = [:]
    begunScopes = [:]
    guard function.layout.contains(where: { hasStore($0) }) else { return }
    let flow = ControlFlow(function)
    for loop in LoopForest(function, flow, DominatorTree(function, flow)).loops {
      if let ends = ends(of: loop) { note(loop, ends, flow) }
    }
  }

  /// Attaches what was found to the access that is the translation of `value`.
  func tagEnd(of value: ValueID) {
    guard let scopes = endScopes[value], let access = LLVMGetLastInstruction(currentBlock) else {
      return
    }
    metadata.attach(scopes.own, as: .aliasScope, to: access)
    metadata.attach(scopes.other, as: .noalias, to: access)
  }

  /// Says at the end of `block` that the scopes of the loop behind it begin anew: the ends may meet
  /// elsewhere than the last time.
  mutating func beginScopes(behind block: BlockID) {
    for scope in begunScopes[block] ?? [] {
      _ = intrinsic("llvm.experimental.noalias.scope.decl", on: nil, [scope])
    }
  }

  // MARK: The loops

  private func hasStore(_ block: BlockID) -> Bool {
    function[block].instructions.contains { isStore($0) }
  }

  private func isStore(_ value: ValueID) -> Bool {
    [.arraySet, .arraySetUnique].contains(function[value].opcode)
  }

  /// Returns the parameters of the header of `loop` that count up and down as long as the first is
  /// less than the second.
  private func ends(of loop: Loop) -> (up: ValueID, down: ValueID)? {
    let terminator = function[loop.header].terminator
    guard case .conditional(let condition, let then, let otherwise) = terminator else {
      return nil
    }
    let inside = Set(loop.blocks)
    let isInside = (inside.contains(then.target), inside.contains(otherwise.target))
    guard isInside.0 != isInside.1, function[condition].opcode == .intCompare,
      let predicate = Predicate(rawValue: function[condition].immediate)
    else { return nil }
    let (a, b) = (function.operand(condition, 0), function.operand(condition, 1))
    let ends: (up: ValueID, down: ValueID)
    switch isInside.0 ? predicate : predicate.negated {
    case .less: ends = (a, b)
    case .greater: ends = (b, a)
    default: return nil
    }
    let isCounting =
      steps(of: ends.up, loop).allSatisfy { ($0 ?? -1) >= 0 }
      && steps(of: ends.down, loop).allSatisfy { ($0 ?? 1) <= 0 }
    return isCounting ? ends : nil
  }

  /// What each way around `loop` adds to the header's parameter `counter`; `nil` where that is no
  /// constant.
  private func steps(of counter: ValueID, _ loop: Loop) -> [Int64?] {
    guard let index = function[loop.header].parameters.firstIndex(of: counter) else { return [nil] }
    return loop.latches.flatMap { latch in
      function[latch].terminator.edges.filter { $0.target == loop.header }.map { edge in
        let next = edge.arguments[index]
        let isSum = [.intAdd, .intAddUnchecked].contains(function[next].opcode)
        let isDifference = [.intSubtract, .intSubtractUnchecked].contains(function[next].opcode)
        guard isSum || isDifference, function.operand(next, 0) == counter else { return nil }
        let step = function[function.operand(next, 1)]
        guard step.opcode == .constInt, step.immediate != .min else { return nil }
        return isSum ? step.immediate : -step.immediate
      }
    }
  }

  /// Makes scopes for the accesses at the two `ends` of `loop`, if some are at each.
  private mutating func note(
    _ loop: Loop, _ ends: (up: ValueID, down: ValueID), _ flow: ControlFlow
  ) {
    let before = flow.predecessors[loop.header].filter { !loop.latches.contains($0) }
    guard before.count == 1, !function[before[0]].terminator.isRaising else { return }
    let accesses = loop.blocks.filter { $0 != loop.header }
      .flatMap { function[$0].instructions }.filter { isAccess($0) }
    let (low, high) = (
      accesses.filter { isAt($0, ends.up) }, accesses.filter { isAt($0, ends.down) }
    )
    guard !low.isEmpty, !high.isEmpty, (low + high).contains(where: { isStore($0) }) else { return }
    let name = "\(function.name) \(loop.header.raw)"
    let (lowScope, highScope) = metadata.scopes("\(name) low", "\(name) high")
    for access in low { endScopes[access] = EndScopes(own: lowScope, other: highScope) }
    for access in high { endScopes[access] = EndScopes(own: highScope, other: lowScope) }
    begunScopes[before[0], default: []] += [lowScope, highScope]
  }

  /// `true` iff `value` is translated to one load or store of an element, and that comes last.
  private func isAccess(_ value: ValueID) -> Bool {
    guard isStore(value) || function[value].opcode == .arrayGet else { return false }
    let element = ir.types.element(of: function[function.operand(value, 0)].type)
    return element == .int || element == .float
  }

  private func isAt(_ access: ValueID, _ end: ValueID) -> Bool {
    let index = function.operand(access, 1)
    return index == end
      || function[index].opcode == .arrayCheckIndex && function.operand(index, 1) == end
  }

}

import IR
import Support

/// Where elements move from one place to another, so that each is in one place again behind it.
///
/// - `let p = a.pop()` takes the element out: what was read just before the array gets shorter is
///   an instance of its own from there on.
/// - `let t = a[i]; a[i] = a[j]; a[j] = t` exchanges two: nothing but the second store comes behind
///   the first.
/// - `a[i] = a[a.length - 1]; a.pop()` puts the last one in the place of another.
struct PackedMoves {

  /// The reads of elements that are taken out.
  private(set) var takenOut: Set<ValueID> = []

  /// The stores of elements that are elsewhere in the array, by the first store of each move; with
  /// the second one of an exchange.
  private(set) var stores: [ValueID: ValueID?] = [:]

  private let function: Function
  private let packed: PackedClass
  private let uses: FunctionUses

  /// Finds the moves in `function`.
  init(_ function: Function, _ packed: PackedClass, _ uses: FunctionUses) {
    self.function = function
    self.packed = packed
    self.uses = uses
    for block in function.layout {
      let instructions = function[block].instructions
      for (i, value) in instructions.enumerated() where isArrayOfClass(value) {
        switch function[value].opcode {
        case .arrayDropLast: findTakenOut(by: value, instructions[..<i])
        case .arraySet: findMove(by: value, instructions[(i + 1)...])
        default: continue
        }
      }
    }
  }

  private func isArrayOfClass(_ value: ValueID) -> Bool {
    packed.arrayTypes.contains(function[value].type)
  }

  private mutating func findTakenOut(by drop: ValueID, _ before: ArraySlice<ValueID>) {
    let array = function.operand(drop, 0)
    for value in before.reversed() {
      if function[value].opcode == .arrayGet && isLast(value, of: array) {
        takenOut.insert(value)
        return
      }
      guard function[value].opcode.isPure || isCheckOfLength(value) else { return }
    }
  }

  private func isCheckOfLength(_ value: ValueID) -> Bool {
    function[value].opcode == .arrayCheckNotEmpty
  }

  /// `true` iff `read` reads the last element of `array`.
  private func isLast(_ read: ValueID, of array: ValueID) -> Bool {
    let index = function.uncheckedIndex(of: read)
    guard root(function.operand(read, 0)) == root(array),
      [.intSubtract, .intSubtractUnchecked].contains(function[index].opcode)
    else { return false }
    let (length, one) = (function.operand(index, 0), function.operand(index, 1))
    return function[length].opcode == .arrayLength
      && lengthRoot(function.operand(length, 0)) == lengthRoot(array)
      && function[one].opcode == .constInt && function[one].immediate == 1
  }

  /// Notes the move that `store` begins, where `behind` ends it.
  private mutating func findMove(by store: ValueID, _ behind: ArraySlice<ValueID>) {
    guard let moved = element(storedBy: store, from: function.operand(store, 0)) else { return }
    for value in behind {
      if function[value].opcode == .arrayDropLast {
        let isRemoval =
          function.operand(value, 0) == store && isLast(moved, of: function.operand(store, 0))
          && isDone(moved, after: store)
        if isRemoval { stores[store] = .some(nil) }
        return
      }
      if function[value].opcode == .arraySet {
        if isExchange(store, value, moved) { stores[store] = value }
        return
      }
      guard function[value].opcode.isPure && function[value].opcode != .arrayGet
        || isCheckOfLength(value)
      else { return }
    }
  }

  /// Returns the read of the element of `array` that `store` stores; `nil` if it stores another.
  private func element(storedBy store: ValueID, from array: ValueID) -> ValueID? {
    let element = packed.root(function.operand(store, 2), function)
    guard function[element].opcode == .arrayGet,
      root(function.operand(element, 0)) == root(array)
    else { return nil }
    return element
  }

  /// Returns the array that `array` is, once elements are changed where they are.
  private func root(_ array: ValueID) -> ValueID {
    var result = array
    while [.arrayUnique, .arrayPut].contains(function[result].opcode) {
      result = function.operand(result, 0)
    }
    return result
  }

  /// Returns an array that has as many elements as `array`.
  private func lengthRoot(_ array: ValueID) -> ValueID {
    var result = root(array)
    while function[result].opcode == .arraySet { result = root(function.operand(result, 0)) }
    return result
  }

  /// `true` iff `second` stores what stood where `first` stored `moved`, where that was.
  private func isExchange(_ first: ValueID, _ second: ValueID, _ moved: ValueID) -> Bool {
    guard function.operand(second, 0) == first,
      let other = element(storedBy: second, from: function.operand(first, 0))
    else { return false }
    return function.operand(first, 1) == function.operand(other, 1)
      && function.operand(second, 1) == function.operand(moved, 1)
      && isDone(moved, after: first, but: second) && isDone(other, after: first, but: second)
  }

  /// `true` iff nothing behind `store` uses `element`, but for `last`.
  private func isDone(
    _ element: ValueID, after store: ValueID, but last: ValueID = .none
  ) -> Bool {
    packed.aliases(of: element, function, uses.users).allSatisfy { alias in
      !uses.liveness.isLiveOut(alias, function[store].block)
        && uses.users[alias].allSatisfy { use in
          guard case .instruction(let user) = use else { return false }
          return user == last || packed.isAlias(user, function)
            || !uses.isBehind(user, store, function)
        }
    }
  }

}

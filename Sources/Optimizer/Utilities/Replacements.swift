import IR
import Support

/// Values to be used instead of others.
///
/// Chains are shortened when they are followed, so that `Function.replaceUses` is linear.
struct Replacements {

  private var table: Table<ValueID, ValueID>

  /// `true` iff no value is replaced.
  private(set) var isEmpty = true

  init(_ function: Function) {
    table = Table(repeating: .none, count: function.values.count)
  }

  /// Has `new` be used instead of `old`, which is not what `new` stands for.
  mutating func replace(_ old: ValueID, by new: ValueID) {
    table.grow(to: max(old.index, new.index) + 1, with: .none)
    let target = self[new]
    require(target != old, "a value is to be replaced by itself")
    table[old] = target
    isEmpty = false
  }

  /// The value to use instead of `value`, which may be `value`.
  subscript(value: ValueID) -> ValueID {
    mutating get {
      var root = value
      while root.index < table.count, !table[root].isNone { root = table[root] }
      var next = value
      while next != root {
        let following = table[next]
        table[next] = root
        next = following
      }
      return root
    }
  }

  /// Replaces the uses in all of `function`.
  mutating func apply(to function: inout Function) {
    guard !isEmpty else { return }
    for value in table.ids where !table[value].isNone { _ = self[value] }
    function.replaceUses(table)
  }

  /// Replaces the operands of `value`.
  mutating func apply(toOperandsOf value: ValueID, in function: inout Function) {
    guard !isEmpty else { return }
    for i in 0..<Int(function[value].operandCount) {
      let operand = function.operand(value, i)
      let new = self[operand]
      if new != operand { function.setOperand(value, i, new) }
    }
  }

}

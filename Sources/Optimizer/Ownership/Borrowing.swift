import IR
import Support

/// Decides which elements and globals are read without counting them.
///
/// The result of `array.get` and `global.get` is part of what it was read from. It may stay that
/// as long as nothing takes the container over while the element is in use; else it is copied
/// right after the read.
struct Borrowing {

  private(set) var function: Function

  /// For each value the owned value that keeps it alive; see `OwnershipInsertion.roots`.
  private(set) var roots: Table<ValueID, ValueID>

  private let module: Module

  /// The position of each instruction in its block.
  private var positions: Table<ValueID, Int>
  private var uses: Table<ValueID, [Use]>

  /// The copy that stands right behind a projection, or `.none`.
  private var copies: Table<ValueID, ValueID>

  /// Whether a value is part of a global's value.
  private var isPartOfGlobal: Table<ValueID, Bool>

  /// Where a value is used; a terminator has no value and the last position.
  private struct Use {
    let block: BlockID
    let position: Int
    let isConsuming: Bool
  }

  init(_ function: Function, _ module: Module) {
    self.function = function
    self.module = module
    roots = Table(repeating: .none, count: function.values.count)
    positions = Table(repeating: 0, count: function.values.count)
    uses = Table(repeating: [], count: function.values.count)
    copies = Table(repeating: .none, count: function.values.count)
    isPartOfGlobal = Table(repeating: false, count: function.values.count)
    collectUses()
    assignRoots()
    placeCopies()
  }

  // MARK: Uses

  private mutating func collectUses() {
    for block in function.layout {
      let instructions = function[block].instructions
      for (position, value) in instructions.enumerated() {
        positions[value] = position
        for (i, operand) in function.operands(value).enumerated() {
          let isConsuming = BorrowedParameters.consumes(function, value, i, module)
          uses[operand].append(Use(block: block, position: position, isConsuming: isConsuming))
        }
      }
      let terminator = function[block].terminator
      for operand in terminator.edges.flatMap(\.arguments) + (terminator.operand.map { [$0] } ?? [])
      {
        uses[operand].append(
          Use(block: block, position: instructions.count, isConsuming: true))
      }
    }
  }

  // MARK: Roots

  private mutating func assignRoots() {
    for (i, parameter) in function.parameters.enumerated()
    where isCounted(parameter) && function.conventions[i] == .owned {
      roots[parameter] = parameter
    }
    for block in function.layout where block != function.entry {
      for parameter in function[block].parameters where isCounted(parameter) {
        roots[parameter] = parameter
      }
    }
    for block in function.layout {
      for value in function[block].instructions where isCounted(value) { assignRoot(value) }
    }
  }

  private mutating func assignRoot(_ value: ValueID) {
    switch function[value].opcode {
    case .constString: break
    case .arrayGet:
      let array = function.operand(value, 0)
      roots[value] = owner(of: array)
      isPartOfGlobal[value] = isPartOfGlobal[array] && copies[array].isNone
      if !mayBorrow(value) { addCopy(of: value) }
    case .globalGet:
      isPartOfGlobal[value] = true
      if !mayBorrow(value) { addCopy(of: value) }
    default: roots[value] = value
    }
  }

  /// Returns the owned value that keeps `value` alive where it is used.
  private func owner(of value: ValueID) -> ValueID {
    copies[value].isNone ? roots[value] : copies[value]
  }

  private mutating func addCopy(of value: ValueID) {
    let copy = function.makeInstruction(.copy, type: function[value].type, [value])
    copies[value] = copy
    let count = function.values.count
    copies.grow(to: count, with: .none)
    roots.grow(to: count, with: .none)
    uses.grow(to: count, with: [])
    isPartOfGlobal.grow(to: count, with: false)
    roots[copy] = copy
    uses[copy] = uses[value]
  }

  /// Puts the copies behind what they copy, and has all uses take them.
  private mutating func placeCopies() {
    for block in function.layout {
      var instructions: [ValueID] = []
      for value in function[block].instructions {
        instructions.append(value)
        if !copies[value].isNone { instructions.append(copies[value]) }
      }
      function.setInstructions(of: block, instructions)
    }
    function.replaceUses(copies)
    for value in copies.ids where !copies[value].isNone {
      function.setOperand(copies[value], 0, value)
    }
  }

  // MARK: Conditions

  /// `true` iff nothing ends what the projection `value` is part of while it is in use.
  private func mayBorrow(_ value: ValueID) -> Bool {
    if isPartOfGlobal[value] { return isUsedBeforeActs(value) }
    let root = roots[value]
    if root.isNone || !uses[root].contains(where: \.isConsuming) { return true }
    let block = function[value].block
    return uses[value].allSatisfy { use in
      use.block == block
        && !uses[root].contains { end in
          end.isConsuming && end.block == block && end.position > position(value)
            && (end.position < use.position || end.position == use.position && !use.isConsuming)
        }
    }
  }

  /// `true` iff `value` is used in its block only, before anything that may change a global.
  private func isUsedBeforeActs(_ value: ValueID) -> Bool {
    let block = function[value].block
    guard uses[value].allSatisfy({ $0.block == block }) else { return false }
    let last = uses[value].map(\.position).max() ?? 0
    let instructions = function[block].instructions
    let start = position(value) + 1
    guard start <= min(last, instructions.count - 1) else { return true }
    return !instructions[start...min(last, instructions.count - 1)].contains {
      function[$0].opcode.info.effects.contains(.acts) && function[$0].opcode != .print
    }
  }

  private func position(_ value: ValueID) -> Int { positions[value] }

  private func isCounted(_ value: ValueID) -> Bool {
    !module.types.isTrivial(function[value].type)
  }

}

import IR
import Support

extension Pass {

  /// Finds the elements, fields and globals that can be read without counting them.
  ///
  ///     %2 = array.get %0, %1 : string      ownership puts no copy behind it, since nothing takes
  ///     print %2                            %0 over before the last use of %2
  ///
  /// The result of such a read is part of what it was read from (`ResultOwnership.borrowed`). It
  /// may stay that as long as nothing takes the container over, or stores into shared memory, while
  /// it is in use. What the read is part of then lives as long. It pays since most that is read is
  /// looked at only. It changes no instructions; `ownership`, in front of which it stands, goes by
  /// what it finds.
  public static let borrowReads = Pass(
    "borrow-reads", "find the elements and fields that can be read without counting",
    module: { module in
      let stores = SharedStores(module)
      for id in module.functions.ids {
        // What refers to the module must be gone when that changes, or all functions are copied.
        let borrowed = Borrowing(module.functions[id], module, stores).borrowed
        module.functions[id].borrowedReads = borrowed
      }
      return true
    })

}

/// The owners of the values of a function, and copies of those reads that are not borrowed.
struct Borrowing {

  private(set) var function: Function

  /// The reads that are borrowed.
  private(set) var borrowed = IDSet<ValueID>()

  /// What ends reads from shared memory; `nil` where `function.borrowedReads` tells.
  private let stores: SharedStores?

  /// For each value the owned value that keeps it alive; see `OwnershipInsertion.roots`.
  private(set) var roots: Table<ValueID, ValueID>

  private let module: Module

  private let predecessors: Table<BlockID, [BlockID]>

  /// The position of each instruction in its block.
  private var positions: Table<ValueID, Int>

  /// Where in each block what was read from shared memory may end.
  private var ends: Table<BlockID, [SharedEnd]>
  private var uses: Table<ValueID, [Use]>

  /// The copy that stands right behind a projection, or `.none`.
  private var copies: Table<ValueID, ValueID>

  /// Whether a value is part of what globals, fields or cells hold.
  private var isShared: Table<ValueID, Bool>

  /// Where a value is used, also under another type; a terminator has the last position of its
  /// block.
  private struct Use {
    let block: BlockID
    let position: Int
    let isConsuming: Bool
  }

  /// An instruction that may overwrite references in shared memory.
  private struct SharedEnd {
    let position: Int
    let readsBefore: Bool
  }

  /// Finds the owners in `function`, and all reads that can be borrowed, by `stores`; without that
  /// those are borrowed that `function.borrowedReads` tells. The others are copied right behind.
  init(_ function: Function, _ module: Module, _ stores: SharedStores? = nil) {
    self.function = function
    self.stores = stores
    self.module = module
    predecessors = ControlFlow(function).predecessors
    roots = Table(repeating: .none, count: function.values.count)
    positions = Table(repeating: 0, count: function.values.count)
    ends = Table(repeating: [], count: function.blocks.count)
    uses = Table(repeating: [], count: function.values.count)
    copies = Table(repeating: .none, count: function.values.count)
    isShared = Table(repeating: false, count: function.values.count)
    if let stores { collectUses(stores) }
    assignRoots()
    placeCopies()
  }

  // MARK: Uses

  private mutating func collectUses(_ stores: SharedStores) {
    for block in function.layout {
      let instructions = function[block].instructions
      for (i, value) in instructions.enumerated() {
        positions[value] = i
        if stores.mayEnd(value, function, module.types) {
          let readsBefore = function[value].opcode.readsBeforeItStores
          ends[block].append(SharedEnd(position: i, readsBefore: readsBefore))
        }
        for (j, operand) in function.operands(value).enumerated() {
          let isConsuming = function.consumes(value, j, module)
          add(Use(block: block, position: i, isConsuming: isConsuming), of: operand)
        }
      }
      let terminator = function[block].terminator
      for operand in terminator.edges.flatMap(\.arguments) + (terminator.operand.map { [$0] } ?? [])
      {
        add(Use(block: block, position: instructions.count, isConsuming: true), of: operand)
      }
    }
  }

  private mutating func add(_ use: Use, of operand: ValueID) {
    var value = operand
    uses[value].append(use)
    while function.isAlias(value, module.types) {
      value = function.operand(value, 0)
      uses[value].append(use)
    }
  }

  // MARK: Roots

  private mutating func assignRoots() {
    for (i, parameter) in function.parameters.enumerated()
    where isCounted(parameter) && function.convention(ofParameter: i, module.types) == .owned {
      roots[parameter] = parameter
    }
    for block in function.layout where block != function.entry {
      for parameter in function[block].parameters where isCounted(parameter) {
        roots[parameter] = parameter
      }
    }
    // Operands before what they are operands of.
    for block in ControlFlow(function).reversePostorder {
      for value in function[block].instructions where isCounted(value) { assignRoot(value) }
    }
  }

  private mutating func assignRoot(_ value: ValueID) {
    if function.isUncounted(value) { return }
    let isAlias = function.isAlias(value, module.types)
    let info = function[value].opcode.info
    guard isAlias || info.ownership == .borrowed else {
      roots[value] = value
      return
    }
    isShared[value] = !isAlias && info.effects.contains(.readsGlobals)
    if let container = function.operands(value).first {
      roots[value] = owner(of: container)
      if isShared[container] && copies[container].isNone { isShared[value] = true }
    }
    if isAlias { return }
    if stores == nil ? function.borrowedReads.contains(value) : mayBorrow(value) {
      borrowed.insert(value)
    } else {
      addCopy(of: value)
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
    isShared.grow(to: count, with: false)
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
    let root = roots[value]
    let consuming = root.isNone ? [] : uses[root].filter(\.isConsuming)
    if consuming.isEmpty && !isShared[value] { return true }
    let range = LiveRange(
      of: value, at: positions[value], in: function,
      uses: uses[value].map { ($0.block, $0.position, $0.isConsuming) }, predecessors)
    if consuming.contains(where: { range.isLive(in: $0.block, at: $0.position) }) { return false }
    return !isShared[value] || isUnchanged(over: range)
  }

  /// `true` iff nothing stores into shared memory in `range`, a tree of blocks; at its leaves what
  /// reads before it stores may.
  private func isUnchanged(over range: LiveRange) -> Bool {
    guard range.laterBlocks.allSatisfy({ predecessors[$0].count == 1 }) else { return false }
    return range.blocks.allSatisfy { block in
      ends[block].allSatisfy { end in
        let isLast = range.ends(in: block, at: end.position)
        return isLast ? end.readsBefore : !range.isLive(in: block, at: end.position)
      }
    }
  }

  private func isCounted(_ value: ValueID) -> Bool {
    !module.types.isTrivial(function[value].type)
  }

}

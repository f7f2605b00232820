import IR
import Support

/// Turns cells that no closure needs any more into values.
///
///     before                              after
///     b0(%0: int):                        b0(%0: int):
///       %1 = cell.make 0 %0 : cell<0>       br b1(%0)
///       br b1
///     b1:                                 b1(%1: int):
///       %2 = cell.get %1 : int              %2 = int.add %1, %1
///       %3 = int.add %2, %2                 cond_br …, b1(%2), b2
///       cell.set %1, %3                   b2:
///       cond_br …, b1, b2                   return %2
///     b2:
///       %4 = cell.get %1 : int
///       return %4
///
/// A cell goes iff it is used in this function alone, by reads, stores and checks as their first
/// operand; a check goes with it if the cell was made with a value, else the cell stays. A block
/// gets a parameter iff the variable is read later and the block has several ways in.
///
/// It pays since every access of a cell is one of memory that calls may change. It stands behind
/// inlining and folding, which take away the closures that captured the cell. Linear for each cell,
/// of which as many are looked at as `PromotionLimits` allows.
extension Pass {

  public static let promoteCells = Pass(
    "promote-cells", "turn captured variables that no closure needs into values",
    function: { function, module in
      var promotion = CellPromotion(function)
      promotion.run(module)
      function = promotion.function
      return promotion.hasChanged
    })

}

private enum PromotionLimits {

  /// The number of cells of a function times that of its values.
  static let work = 20_000_000

}

private struct CellPromotion {

  var function: Function
  var hasChanged = false
  private let flow: ControlFlow
  private let users: UseLists
  private var replacements: Replacements

  init(_ function: Function) {
    self.function = function
    flow = ControlFlow(function)
    users = UseLists(function)
    replacements = Replacements(function)
  }

  mutating func run(_ module: Module) {
    let cells = flow.reversePostorder.flatMap { function[$0].instructions }
      .filter { function[$0].opcode == .cellMake && isLocal($0, module) }
    for cell in cells.prefix(PromotionLimits.work / max(function.values.count, 1)) {
      promote(cell, module)
      hasChanged = true
    }
    replacements.apply(to: &function)
  }

  // MARK: Conditions

  private func isLocal(_ cell: ValueID, _ module: Module) -> Bool {
    let content = module.cells[CellID(Int(function[cell].immediate))].type
    return users[cell].allSatisfy { user in
      guard case .instruction(let value) = user, flow.isReachable(function[value].block) else {
        return false
      }
      switch function[value].opcode {
      case .cellGet, .cellTake: return function[value].type == content
      case .cellSet: return function.operand(value, 1) != cell
      case .cellCheck: return function[cell].operandCount == 1
      default: return false
      }
    }
  }

  // MARK: Rewriting

  private mutating func promote(_ cell: ValueID, _ module: Module) {
    let type = module.cells[CellID(Int(function[cell].immediate))].type
    let parameters = addParameters(for: cell, type)
    var valueAtEnd = Table<BlockID, ValueID>(repeating: .none, count: function.blocks.count)
    for block in flow.reversePostorder {
      let predecessors = flow.predecessors[block]
      var current = parameters[block] ?? .none
      if current.isNone && predecessors.count == 1 { current = valueAtEnd[predecessors[0]] }
      rewrite(block, cell, type, &current)
      valueAtEnd[block] = current
    }
    guard !parameters.isEmpty else { return }
    for block in flow.reversePostorder {
      function[block].terminator = function[block].terminator.mapping(values: { $0 }) { edge in
        guard parameters[edge.target] != nil else { return edge }
        return Edge(edge.target, edge.arguments + [valueAtEnd[block]])
      }
    }
  }

  /// Replaces what uses `cell` in `block`, where the variable is `current` at first.
  private mutating func rewrite(
    _ block: BlockID, _ cell: ValueID, _ type: TypeID, _ current: inout ValueID
  ) {
    var kept: [ValueID] = []
    for value in function[block].instructions {
      guard value == cell || function.operands(value).first == cell else {
        kept.append(value)
        continue
      }
      switch function[value].opcode {
      case .cellMake:
        current = function.operands(cell).first ?? .none
        if current.isNone {
          current = function.makeInstruction(.undefined, type: type, [])
          kept.append(current)
        }
      case .cellGet, .cellTake: replacements.replace(value, by: current)
      case .cellSet: current = function.operand(value, 1)
      // Nothing uses the result of a check.
      default: break
      }
    }
    if kept != function[block].instructions { function.setInstructions(of: block, kept) }
  }

  /// Adds a parameter to each block with several ways in behind which the variable is read before
  /// it is stored; returns them.
  private mutating func addParameters(
    for cell: ValueID, _ type: TypeID
  ) -> [BlockID: ValueID] {
    var result: [BlockID: ValueID] = [:]
    for block in liveBlocks(cell).sorted() where flow.predecessors[block].count > 1 {
      result[block] = function.appendParameter(to: block, type: type)
    }
    return result
  }

  /// Returns the blocks at the start of which the variable has a value that is read later.
  private func liveBlocks(_ cell: ValueID) -> Set<BlockID> {
    var stores: Set<BlockID> = [function[cell].block]
    var pending: [BlockID] = []
    for user in users[cell] {
      guard case .instruction(let value) = user else { continue }
      if function[value].opcode == .cellSet { stores.insert(function[value].block) }
    }
    for user in users[cell] {
      guard case .instruction(let value) = user else { continue }
      let block = function[value].block
      if isReadFirst(cell, in: block) { pending.append(block) }
    }
    var result = Set<BlockID>()
    while let block = pending.popLast() {
      guard result.insert(block).inserted else { continue }
      for predecessor in flow.predecessors[block] where !stores.contains(predecessor) {
        pending.append(predecessor)
      }
    }
    return result
  }

  /// `true` iff `block` reads the variable before it makes or stores it.
  private func isReadFirst(_ cell: ValueID, in block: BlockID) -> Bool {
    for value in function[block].instructions {
      if value == cell { return false }
      guard function.operands(value).first == cell else { continue }
      switch function[value].opcode {
      case .cellGet, .cellTake: return true
      case .cellSet: return false
      default: continue
      }
    }
    return false
  }

}

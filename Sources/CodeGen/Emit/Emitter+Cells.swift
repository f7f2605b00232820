import CLLVM
import IR
import Support

// Cells of captured variables that are assigned: an object with the layout as its descriptor and
// the content at offset 16.
extension Emitter {

  /// The bit of the flags, at offset 6, that is set in a cell which has been assigned.
  private static let isSetBit: UInt64 = 1 << 15

  /// Returns the result of an operation on a cell, or `nil` if `instruction` is none.
  mutating func emitCell(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .cellMake: return [makeCell(CellID(Int(instruction.immediate)), a)]
    case .cellCheck:
      checkCell(a[0])
      return []
    case .cellGet:
      let (cell, tag) = content(of: a[0])
      let parts = loadPart(scalar(a[0]), 16, cell.type, tag)
      return convert(parts, from: cell.type, to: instruction.type)
    case .cellSet:
      let (cell, tag) = content(of: a[0])
      replacePart(components(a[1], as: cell.type), scalar(a[0]), 16, cell.type, tag)
      setFlag(scalar(a[0]))
      return []
    case .cellTake:
      let (cell, tag) = content(of: a[0])
      let parts = takePart(scalar(a[0]), 16, cell.type, tag)
      return convert(parts, from: cell.type, to: instruction.type)
    default: return nil
    }
  }

  /// The cell that `value` points to, and the access tag of its content.
  private func content(of value: ValueID) -> (CellDefinition, LLVMValueRef) {
    guard case .cell(let id) = ir.types[function[value].type] else {
      unreachable("a cell was expected")
    }
    return (ir.cells[id], metadata.accessTag("cell \(id.raw)"))
  }

  private mutating func makeCell(_ id: CellID, _ a: [ValueID]) -> LLVMValueRef {
    let type = ir.cells[id].type
    let layout = layoutConstant([type], mayCycle: cyclicTypes.contains(id))
    let cellKind: Int32 = 32
    let element = Int32(ir.types.elementKind(of: type).rawValue)
    let (values, block) = withoutToken(a)
    let cell = makeObject(layout, cellKind, element, layout, block: block)
    guard let value = values.first else { return cell }
    storePart(components(value, as: type), cell, 16, metadata.accessTag("cell \(id.raw)"))
    setFlag(cell)
    return cell
  }

  private mutating func checkCell(_ value: ValueID) {
    let isSet = hasFlag(scalar(value), Self.isSetBit)
    let name = ir.symbols[content(of: value).0.name]
    check(isSet, else: .raiseUninitialized, [constants.text(name)])
  }

  private func setFlag(_ cell: LLVMValueRef) {
    let pointer = address(cell, offset: 6)
    let flags = load(types.half, pointer, .flags)
    store(or(flags, LLVMConstInt(types.half, Self.isSetBit, 0)), pointer, .flags)
  }

}

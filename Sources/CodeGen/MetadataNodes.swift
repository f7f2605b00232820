import CLLVM

/// What a memory access touches: accesses of different kinds never meet.
enum MemoryKind: Int, CaseIterable {

  case count, arrayLength, arrayCapacity
  case intElement, floatElement, boolElement, pointerElement, taggedElement
  case string, range, global, runtimeVariable, pending
  case map, intEntry, floatEntry, boolEntry, pointerEntry, taggedEntry
  case descriptor, capture, flags

  /// The name in LLVM's type tree.
  var name: String {
    switch self {
    case .count: "count"
    case .arrayLength: "array length"
    case .arrayCapacity: "array capacity"
    case .intElement: "Int element"
    case .floatElement: "Float element"
    case .boolElement: "Bool element"
    case .pointerElement: "pointer element"
    case .taggedElement: "tagged element"
    case .string: "string"
    case .range: "range"
    case .global: "global"
    case .runtimeVariable: "runtime variable"
    case .pending: "pending error"
    case .map: "map"
    case .intEntry: "Int entry"
    case .floatEntry: "Float entry"
    case .boolEntry: "Bool entry"
    case .pointerEntry: "pointer entry"
    case .taggedEntry: "tagged entry"
    case .descriptor: "descriptor"
    case .capture: "captured value"
    case .flags: "flags"
    }
  }

}

/// The metadata that tells LLVM what it cannot see.
struct MetadataNodes {

  private let context: LLVMContextRef

  /// The access tags, by `MemoryKind`.
  private var accessTags: [LLVMValueRef] = []

  /// Branch weights: the first successor is the usual one.
  private(set) var firstIsLikely: LLVMValueRef

  /// The values of lengths: 0 to below 2^60.
  private(set) var lengthRange: LLVMValueRef

  /// The values of stored Bools.
  private(set) var boolRange: LLVMValueRef

  /// A node without operands.
  private(set) var empty: LLVMValueRef

  private let kinds: [UInt32]

  /// The root of LLVM's type tree, and the constant 0.
  private let root: LLVMMetadataRef
  private let zero: LLVMMetadataRef

  /// The kinds of metadata that are attached.
  enum Kind: Int, CaseIterable {
    case tbaa, prof, range, nonnull, invariantLoad, aliasScope, noalias
  }

  init(_ context: LLVMContextRef, _ types: LLVMTypes) {
    self.context = context
    let names = [
      "tbaa", "prof", "range", "nonnull", "invariant.load", "alias.scope", "noalias",
    ]
    kinds = names.map { LLVMGetMDKindIDInContext(context, $0, UInt32($0.utf8.count)) }
    func node(_ parts: [LLVMMetadataRef]) -> LLVMMetadataRef { Self.node(context, parts) }
    func string(_ text: String) -> LLVMMetadataRef { Self.string(context, text) }
    func constant(_ type: LLVMTypeRef, _ value: UInt64) -> LLVMMetadataRef {
      LLVMValueAsMetadata(LLVMConstInt(type, value, 0))
    }
    func value(_ parts: [LLVMMetadataRef]) -> LLVMValueRef {
      LLVMMetadataAsValue(context, node(parts))
    }
    firstIsLikely = value([
      string("branch_weights"), constant(types.word, 2000), constant(types.word, 1),
    ])
    lengthRange = value([constant(types.int, 0), constant(types.int, 1 << 60)])
    boolRange = value([constant(types.byte, 0), constant(types.byte, 2)])
    empty = value([])
    root = node([string("Myco")])
    zero = constant(types.int, 0)
    accessTags = MemoryKind.allCases.map { accessTag($0.name) }
  }

  private static func node(
    _ context: LLVMContextRef, _ parts: [LLVMMetadataRef]
  ) -> LLVMMetadataRef {
    var operands: [LLVMMetadataRef?] = parts
    return LLVMMDNodeInContext2(context, &operands, operands.count)
  }

  private static func string(_ context: LLVMContextRef, _ text: String) -> LLVMMetadataRef {
    LLVMMDStringInContext2(context, text, text.utf8.count)
  }

  /// Returns the access tag of memory that only accesses with the same `name` touch.
  func accessTag(_ name: String) -> LLVMValueRef {
    let type = Self.node(context, [Self.string(context, name), root, zero])
    return LLVMMetadataAsValue(context, Self.node(context, [type, type, zero]))
  }

  /// Returns lists of one scope each, of these names, for accesses that never meet.
  func scopes(_ first: String, _ second: String) -> (LLVMValueRef, LLVMValueRef) {
    let domain = Self.node(context, [Self.string(context, "\(first), \(second)")])
    func list(_ name: String) -> LLVMValueRef {
      let scope = Self.node(context, [Self.string(context, name), domain])
      return LLVMMetadataAsValue(context, Self.node(context, [scope]))
    }
    return (list(first), list(second))
  }

  /// Says that `access` touches memory with the access tag `tag` only.
  func tag(_ access: LLVMValueRef, _ tag: LLVMValueRef) { attach(tag, as: .tbaa, to: access) }

  /// Attaches `node` to `instruction`.
  func attach(_ node: LLVMValueRef, as kind: Kind, to instruction: LLVMValueRef) {
    // Constant folding may have left no instruction.
    guard LLVMIsAInstruction(instruction) != nil else { return }
    LLVMSetMetadata(instruction, kinds[kind.rawValue], node)
  }

  /// Says that `access`, a load or store, touches memory of `kind` only.
  func tag(_ access: LLVMValueRef, _ kind: MemoryKind) {
    attach(accessTags[kind.rawValue], as: .tbaa, to: access)
  }

}

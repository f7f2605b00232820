import CLLVM

/// What a memory access touches: accesses of different kinds never meet.
enum MemoryKind: Int, CaseIterable {

  case count, arrayLength, arrayCapacity
  case intElement, floatElement, boolElement, pointerElement, taggedElement
  case string, range, global, runtimeVariable

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

  /// The kinds of metadata that are attached.
  enum Kind: Int, CaseIterable {
    case tbaa, prof, range, nonnull, invariantLoad
  }

  init(_ context: LLVMContextRef, _ types: LLVMTypes) {
    self.context = context
    kinds = ["tbaa", "prof", "range", "nonnull", "invariant.load"].map { (name: String) in
      LLVMGetMDKindIDInContext(context, name, UInt32(name.utf8.count))
    }
    func node(_ parts: [LLVMMetadataRef]) -> LLVMMetadataRef {
      var operands: [LLVMMetadataRef?] = parts
      return LLVMMDNodeInContext2(context, &operands, operands.count)
    }
    func string(_ text: String) -> LLVMMetadataRef {
      LLVMMDStringInContext2(context, text, text.utf8.count)
    }
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
    let root = node([string("Myco")])
    let zero = constant(types.int, 0)
    accessTags = MemoryKind.allCases.map { kind in
      let type = node([string(kind.name), root, zero])
      return value([type, type, zero])
    }
  }

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

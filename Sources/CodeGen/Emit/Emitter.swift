import CLLVM
import IR
import Support

/// Translates a program in typed SSA with explicit ownership to LLVM IR.
///
/// Each value becomes a list of LLVM values, its components (`componentTypes`): one for most types,
/// none for Null, the bounds of a range, tag and payload of a union. The methods that translate
/// instructions stand in extensions, one per family of opcodes.
struct Emitter: ~Copyable {

  let ir: Module
  let options: CodeGenOptions
  let context: LLVMContextRef
  let module: LLVMModuleRef
  let builder: LLVMBuilder
  let types: LLVMTypes
  let metadata: MetadataNodes
  let runtime: RuntimeDeclarations
  var constants: ConstantPool
  var debug: DebugInfo

  /// The LLVM functions of the program's functions.
  var functions = Table<FunctionID, LLVMValueRef>()

  /// Where the globals live.
  var globals = Table<GlobalID, GlobalStorage>()

  /// The `MycoClass` of each class, by its number; the closures that are made.
  var classes: [LLVMValueRef] = []
  var closures = Table<ClosureID, ClosureStorage?>()

  /// Whether the program has a handler, and methods that the runtime calls.
  let catchesErrors: Bool
  let hasHooks: Bool

  /// Whether functions are told apart by tokens.
  let hasTokens: Bool

  /// The types of which a dropped reference may leave a garbage cycle.
  let cyclicTypes: CyclicTypes

  var dropFunctions = DropFunctions()

  /// How many calls may nest below the drop function being translated, if one is.
  var dropNesting: LLVMValueRef?

  /// The processor that code is made for, with further features.
  private(set) var processor = (cpu: "", features: "")

  // MARK: The function being translated

  var function: Function
  var llvmFunction: LLVMValueRef

  /// The components of each value translated so far.
  var values = Table<ValueID, [LLVMValueRef]>()

  /// The lengths of the arrays that are asked for theirs (`Emitter+Lengths`).
  var lengths = Table<ValueID, LLVMValueRef?>()

  /// The arrays whose lengths are asked for.
  var needsLength = IDSet<ValueID>()

  /// The values that may be nothing: null pointers, or Null (`findNulls`).
  var mayBeNull = IDSet<ValueID>()

  /// The literals that are only parts of large ones (`Emitter+Literals`).
  var innerLiterals = IDSet<ValueID>()

  /// The error edge of the instruction being translated, and whether a way along it was made.
  var errorEdge: Edge?
  var hasErrorWay = false

  /// The block that reports an error which nothing catches, if there is one yet.
  var reportBlock: LLVMBasicBlockRef?

  /// Memory for the arguments of calls of function values, if there is some yet.
  var argumentList: LLVMValueRef?

  /// The text forms that are appended without being made (`Emitter+Texts`).
  var fusedTexts = IDSet<ValueID>()

  /// What tells accesses apart that are made from both ends of an array (`Emitter+Ends`), and the
  /// scopes that begin behind each block.
  var endScopes: [ValueID: EndScopes] = [:]
  var begunScopes: [BlockID: [LLVMValueRef]] = [:]

  /// The LLVM block that each block begins with; `nil` if it is not reachable.
  var blocks = Table<BlockID, LLVMBasicBlockRef?>()

  /// The blocks that run at most once in the program's life: main's outside of loops.
  var blocksRunOnce = IDSet<BlockID>()

  /// Whether the block being translated is one of those.
  var runsOnce = false

  /// The place in the source of the instruction being translated.
  var location = LocationID.none

  init(
    _ ir: Module, _ options: CodeGenOptions, _ context: LLVMContextRef, _ module: LLVMModuleRef
  ) {
    self.ir = ir
    self.options = options
    self.context = context
    self.module = module
    builder = LLVMBuilder(context: context)
    types = LLVMTypes(context)
    metadata = MetadataNodes(context, types)
    catchesErrors = Self.catchesErrors(ir)
    cyclicTypes = CyclicTypes(ir)
    hasHooks = !IndirectCalls(ir).hooks.isEmpty
    hasTokens = ir.closures.elements.contains { $0.token != nil }
    runtime = RuntimeDeclarations(
      context: context, module: module, types: types, catchesErrors: catchesErrors)
    constants = ConstantPool(context, module, types)
    debug = DebugInfo(module, context, options)
    function = Function(name: "", displayName: .none)
    llvmFunction = module
  }

  /// Translates the whole program into functions for the processor `cpu` with `features`.
  mutating func emitModule(cpu: String, features: String) {
    processor = (cpu, features)
    declareGlobals()
    for id in ir.functions.ids { declareFunction(id) }
    declareClasses()
    declareClosures()
    let recursive = CallGraph(ir).isRecursive
    for id in ir.functions.ids { emitFunction(id, isRecursive: recursive.contains(id)) }
    emitDropFunctions()
    addModuleFlags()
    debug.finish()
  }

  /// The executable is position independent; its own symbols need no table.
  private func addModuleFlags() {
    func add(_ key: String, _ value: UInt64, _ behavior: LLVMModuleFlagBehavior) {
      LLVMAddModuleFlag(
        module, behavior, key, key.utf8.count,
        LLVMValueAsMetadata(LLVMConstInt(types.word, value, 0)))
    }
    add("PIC Level", 2, LLVMModuleFlagBehaviorWarning)
    add("PIE Level", 2, LLVMModuleFlagBehaviorWarning)
    add("Debug Info Version", UInt64(LLVMDebugMetadataVersion()), LLVMModuleFlagBehaviorWarning)
    // The runtime reads this version, in the 32-bit format.
    add("Dwarf Version", 4, LLVMModuleFlagBehaviorWarning)
  }

}

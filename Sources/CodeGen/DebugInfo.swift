import CLLVM
import IR
import Support

/// DWARF information about a program: the lines and functions that traces tell, which the runtime
/// reads (`trace_info.c`), and as much as debuggers can use where it is asked for.
struct DebugInfo {

  private let context: LLVMContextRef
  private let builder: LLVMDIBuilderRef
  private let unit: LLVMMetadataRef
  private let type: LLVMMetadataRef
  private let isOptimized: Bool
  private let mainFile: String
  private var files: [String: LLVMMetadataRef] = [:]

  /// A function whose body was inlined.
  private struct InlinedFunction: Hashable {

    let name: Symbol
    let file: Symbol

  }

  /// The scopes of such functions.
  private var inlined: [InlinedFunction: LLVMMetadataRef] = [:]

  /// The scope of the function being translated, and its places so far.
  private var scope: LLVMMetadataRef
  private var locations: [LocationID: LLVMMetadataRef] = [:]

  /// Starts the information of `module`.
  init(_ module: LLVMModuleRef, _ context: LLVMContextRef, _ options: CodeGenOptions) {
    self.context = context
    builder = LLVMCreateDIBuilder(module)
    mainFile = options.moduleName
    isOptimized = options.level != .none
    let main = LLVMDIBuilderCreateFile(builder, mainFile, mainFile.utf8.count, ".", 1)!
    files[mainFile] = main
    let producer = "myco"
    let kind = options.debugInfo ? LLVMDWARFEmissionFull : LLVMDWARFEmissionLineTablesOnly
    // Without profiling, functions that nothing was inlined into have no entry with their name.
    let profiling: LLVMBool = 1
    // DWARF has no code for Myco; debuggers know C's rules.
    unit = LLVMDIBuilderCreateCompileUnit(
      builder, LLVMDWARFSourceLanguageC11, main, producer, producer.utf8.count,
      isOptimized ? 1 : 0, "", 0, 0, "", 0, kind, 0, 0, profiling, "", 0, "", 0)
    var parameters: [LLVMMetadataRef?] = [nil]
    type = LLVMDIBuilderCreateSubroutineType(builder, main, &parameters, 1, LLVMDIFlagZero)
    scope = unit
  }

  /// Starts the function `llvm`, made of the blocks `order` of `function`.
  mutating func begin(
    _ function: Function, _ llvm: LLVMValueRef, _ order: [BlockID], _ ir: borrowing Module
  ) {
    var (file, line) = (mainFile, Int32(1))
    search: for block in order {
      for value in function[block].instructions where !function[value].location.isNone {
        var place = ir.locations[function[value].location]
        while !place.inlinedAt.isNone { place = ir.locations[place.inlinedAt] }
        (file, line) = (ir.symbols[place.file], place.line)
        break search
      }
    }
    scope = makeScope(ir.symbols[function.displayName], function.name, file, line)
    locations = [:]
    LLVMSetSubprogram(llvm, scope)
  }

  /// Starts the function `llvm`, called `name`, that the compiler made: it stands nowhere in the
  /// source. Without a scope it would lose the places of what is inlined into it.
  mutating func beginThunk(_ llvm: LLVMValueRef, _ name: String) {
    scope = makeScope(name, name, mainFile, 0)
    locations = [:]
    LLVMSetSubprogram(llvm, scope)
  }

  /// Returns LLVM's form of `location`, or the function as a whole for `.none`.
  mutating func location(_ location: LocationID, _ ir: borrowing Module) -> LLVMMetadataRef {
    if let known = locations[location] { return known }
    let result: LLVMMetadataRef
    if location.isNone {
      result = LLVMDIBuilderCreateDebugLocation(context, 0, 0, scope, nil)
    } else {
      let place = ir.locations[location]
      var (own, caller) = (scope, LLVMMetadataRef?.none)
      if !place.inlinedAt.isNone {
        own = inlinedScope(place, ir)
        caller = self.location(place.inlinedAt, ir)
      }
      result = LLVMDIBuilderCreateDebugLocation(
        context, UInt32(place.line), UInt32(place.column), own, caller)
    }
    locations[location] = result
    return result
  }

  /// Ends the information; nothing else may be called afterwards.
  func finish() {
    LLVMDIBuilderFinalize(builder)
    LLVMDisposeDIBuilder(builder)
  }

  private mutating func inlinedScope(
    _ place: Location, _ ir: borrowing Module
  ) -> LLVMMetadataRef {
    let key = InlinedFunction(name: place.function, file: place.file)
    if let known = inlined[key] { return known }
    let name = ir.symbols[place.function]
    let result = makeScope(name, name, ir.symbols[place.file], place.line)
    inlined[key] = result
    return result
  }

  private mutating func makeScope(
    _ name: String, _ linkageName: String, _ file: String, _ line: Int32
  ) -> LLVMMetadataRef {
    let file = makeFile(file)
    // LLVM gives the line on which the scope begins to the first instruction that stands nowhere in
    // the source, which traces would show.
    let scopeLine: UInt32 = 0
    return LLVMDIBuilderCreateFunction(
      builder, file, name, name.utf8.count, linkageName, linkageName.utf8.count, file,
      UInt32(line), type, 1, 1, scopeLine, LLVMDIFlagZero, isOptimized ? 1 : 0)
  }

  private mutating func makeFile(_ name: String) -> LLVMMetadataRef {
    if let known = files[name] { return known }
    let file = LLVMDIBuilderCreateFile(builder, name, name.utf8.count, ".", 1)!
    files[name] = file
    return file
  }

}

extension Emitter {

  /// Has the instructions that follow belong to the place `location`.
  mutating func setDebugLocation(_ location: LocationID) {
    LLVMSetCurrentDebugLocation2(builder.ref, debug.location(location, ir))
  }

}

import CLLVM
import IR
import Support

/// The constants of a program that stand in memory, each once.
struct ConstantPool {

  private let context: LLVMContextRef
  private let module: LLVMModuleRef
  private let types: LLVMTypes
  private var strings: [Symbol: LLVMValueRef] = [:]
  private var texts: [String: LLVMValueRef] = [:]
  private var locations: [LocationID: LLVMValueRef] = [:]
  private var promises: [AnnotationID: LLVMValueRef] = [:]
  private var namespaces: [Symbol: LLVMValueRef] = [:]
  private var shapes: [TypeID: LLVMValueRef] = [:]

  /// The `MycoClass` of each class, by its number; `define` fills them.
  private var classes: [LLVMValueRef] = []

  init(_ context: LLVMContextRef, _ module: LLVMModuleRef, _ types: LLVMTypes) {
    self.context = context
    self.module = module
    self.types = types
  }

  /// Returns the immortal `MycoString` with the text of `symbol`.
  mutating func string(_ symbol: Symbol, _ ir: borrowing Module) -> LLVMValueRef {
    if let known = strings[symbol] { return known }
    let text = ir.symbols[symbol]
    let value = structure(
      header(.string)
        + [int(text.utf8.count), int(text.unicodeScalars.count), int(0), bytes(text)])
    let global = add(value, "string", alignment: 8)
    strings[symbol] = global
    return global
  }

  /// Returns the address of `text` with a NUL behind it.
  mutating func text(_ text: String) -> LLVMValueRef {
    if let known = texts[text] { return known }
    let global = add(bytes(text), "text", alignment: 1)
    texts[text] = global
    return global
  }

  /// Returns the `MycoLocation` of `id`, or null for `.none`.
  mutating func location(_ id: LocationID, _ ir: borrowing Module) -> LLVMValueRef {
    if id.isNone { return LLVMConstPointerNull(types.pointer) }
    if let known = locations[id] { return known }
    let location = ir.locations[id]
    let value = structure([
      text(ir.symbols[location.function]), text(ir.symbols[location.file]),
      LLVMConstInt(types.word, UInt64(UInt32(bitPattern: location.line)), 0),
      LLVMConstInt(types.word, UInt64(UInt32(bitPattern: location.column)), 0),
      self.location(location.inlinedAt, ir),
    ])
    let global = add(value, "location", alignment: 8)
    locations[id] = global
    return global
  }

  /// Returns the `MycoPromise` of the annotation `id`, or null for `.none`.
  mutating func promise(_ id: AnnotationID, _ ir: borrowing Module) -> LLVMValueRef {
    if id.isNone { return LLVMConstPointerNull(types.pointer) }
    if let known = promises[id] { return known }
    let annotation = ir.annotations[id]
    let converts = annotation.convertsIntToFloat
    let tags = converts ? annotation.tags.subtracting(.int) : annotation.tags
    let value = structure([
      int(Int(tags.rawValue)), promise(annotation.element, ir), text(ir.symbols[annotation.text]),
      byte(converts ? 1 : 0), byte(elementKind(annotation.element, ir).rawValue),
      byte(elementKind(annotation.key, ir).rawValue),
      LLVMConstInt(types.word, UInt64(UInt32(bitPattern: Int32(annotation.arity))), 0),
      promise(annotation.key, ir), classList(annotation.classes), int(annotation.classes.count),
      LLVMConstPointerNull(types.pointer),
    ])
    let global = add(value, "promise", alignment: 8)
    promises[id] = global
    return global
  }

  /// Returns how elements that keep the annotation `id` are stored.
  private func elementKind(_ id: AnnotationID, _ ir: borrowing Module) -> ElementKind {
    if id.isNone { return .none }
    let annotation = ir.annotations[id]
    let converts = annotation.convertsIntToFloat
    switch converts ? annotation.tags.subtracting(.int) : annotation.tags {
    case .bool: return .bool
    case .int: return .int
    case .float: return .float
    case let tags: return tags.count == 1 && tags != .null ? .pointer : .tagged
    }
  }

  /// Returns the `MycoShape` of the array, map or set type `type`.
  mutating func shape(_ type: TypeID, _ ir: borrowing Module) -> LLVMValueRef {
    if let known = shapes[type] { return known }
    let content = ir.types.element(of: type) ?? ir.types.mapValue(of: type) ?? .bottom
    let key = ir.types.key(of: type) ?? .bottom
    let inner = ir.types.unwrapped(content) ?? content
    let value = structure([
      byte(ir.types.elementKind(of: content).rawValue),
      byte(ir.types.elementKind(of: key).rawValue),
      ir.types.isCollection(inner) ? shape(inner, ir) : LLVMConstPointerNull(types.pointer),
    ])
    let global = add(value, "shape", alignment: 8)
    shapes[type] = global
    return global
  }

  private func classList(_ ids: [ClassTypeID]) -> LLVMValueRef {
    if ids.isEmpty { return LLVMConstPointerNull(types.pointer) }
    return elements(ids.map { classes[$0.index] }, of: types.pointer)
  }

  /// Returns the `MycoNamespace` of `namespace`.
  mutating func namespace(
    _ namespace: NamespaceDefinition, _ ir: borrowing Module
  ) -> LLVMValueRef {
    if let known = namespaces[namespace.name] { return known }
    let parts = header(namespace.tag) + [text(ir.symbols[namespace.name])]
    let global = add(structure(parts), "namespace", alignment: 8)
    namespaces[namespace.name] = global
    return global
  }

  /// Makes the `MycoClass` of the next class, which `defineClass` fills.
  mutating func declareClass(_ name: String) -> LLVMValueRef {
    let global = LLVMAddGlobal(module, types.mycoClass, name)!
    LLVMSetLinkage(global, LLVMPrivateLinkage)
    LLVMSetGlobalConstant(global, 1)
    LLVMSetAlignment(global, 8)
    classes.append(global)
    return global
  }

  /// Fills a `MycoClass`.
  func defineClass(_ global: LLVMValueRef, _ parts: [LLVMValueRef]) {
    LLVMSetInitializer(global, structure(parts))
  }

  /// Returns the parts of the header of an immortal object, whose elements are of kind `element`.
  func header(_ tag: TagSet, element: ElementKind? = nil) -> [LLVMValueRef] {
    [
      LLVMConstInt(types.word, UInt64(UInt32.max), 0), byte(UInt8(tag.number)),
      byte(element?.rawValue ?? 0),
      LLVMConstInt(types.half, 0, 0),
    ]
  }

  private func byte(_ value: UInt8) -> LLVMValueRef { LLVMConstInt(types.byte, UInt64(value), 0) }

  /// Returns the address of a constant with the elements `values`, all of type `type`.
  func elements(_ values: [LLVMValueRef], of type: LLVMTypeRef) -> LLVMValueRef {
    var elements: [LLVMValueRef?] = values
    return add(LLVMConstArray2(type, &elements, UInt64(values.count)), "elements", alignment: 8)
  }

  // MARK: Building blocks

  private func int(_ value: Int) -> LLVMValueRef {
    LLVMConstInt(types.int, UInt64(bitPattern: Int64(value)), 0)
  }

  private func bytes(_ text: String) -> LLVMValueRef {
    var copy = text
    return copy.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) {
        LLVMConstStringInContext2(context, $0.baseAddress, $0.count, 0)
      }
    }
  }

  /// Returns a constant with the given parts.
  func structure(_ parts: [LLVMValueRef]) -> LLVMValueRef {
    var fields: [LLVMValueRef?] = parts
    return LLVMConstStructInContext(context, &fields, UInt32(parts.count), 0)
  }

  /// Makes a constant in memory; returns its address.
  func add(_ value: LLVMValueRef, _ name: String, alignment: UInt32) -> LLVMValueRef {
    let global = LLVMAddGlobal(module, LLVMTypeOf(value), name)!
    LLVMSetInitializer(global, value)
    LLVMSetLinkage(global, LLVMPrivateLinkage)
    LLVMSetGlobalConstant(global, 1)
    LLVMSetUnnamedAddress(global, LLVMGlobalUnnamedAddr)
    LLVMSetAlignment(global, alignment)
    return global
  }

}

extension TagSet {

  /// The runtime's number of the one tag that this set has.
  var number: Int { rawValue.trailingZeroBitCount }

}

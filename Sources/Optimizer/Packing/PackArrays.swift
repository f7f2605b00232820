import IR
import Support

/// Lays small instances into the arrays that hold them, where no program can see the difference.
///
///     before                                  after
///     b0(%0: array<exact<0>>, %1: float):     b0(%0: array<packed<0>>, %1: float):
///       …                                       …
///       %4 = array.check_index %0, %3           %4 = array.check_index %0, %3
///       %5 = array.get %0, %4 : exact<0>        %6 = array.get_field 0 %0, %4 : float
///       %6 = field.get 0 %5 : float             %7 = float.add %6, %1
///       %7 = float.add %6, %1                   array.set_field 0 %0, %4, %7
///       field.set 0 %5, %7
///
/// All arrays of instances of a class are packed, or none. The class has at most `mostFields`
/// fields, all Ints, Floats or Bools, and none extends it. In the whole program its arrays only get
/// longer, shorter, and other elements, are read, asked for their length, passed, returned, and
/// stored in globals, fields and cells of their own type; they are no elements themselves. What
/// remains to be shown depends on whether fields change once something else can refer to an
/// instance (`LateStores`):
/// - If none does, an instance may be copied into arrays, and out of them, as long as nothing asks
///   which instance it is. It is copied out wherever it is read; unless `promote-objects` takes all
///   these copies apart, which leaves reads of fields, the arrays stay as they are.
/// - Else an instance must be in one place at a time. What is put into an array is made for that
///   and not used any more (`FreshInstances`), elements are only used to read and store fields,
///   where they are in the array, or move (`PackedMoves`); and no array is used, in whole or by an
///   element, once there is one made from it (`LinearArrays`), so that it is never copied.
///
/// It pays since an element costs no allocation, no count and no pointer to follow. It stands
/// behind inlining and `promote-objects`, which leave accesses of fields where methods were called
/// and elements were passed. Linear for each class, of which `mostClasses` are tried.
extension Pass {

  public static let packArrays = Pass(
    "pack-arrays", "lay small instances into the arrays that hold them",
    module: { module in
      let classes = PackedClass.candidates(&module)
      if classes.isEmpty { return false }
      let late = LateStores(module, ofAnything: true)
      var hasChanged = false
      for packed in classes.prefix(mostClasses) {
        let isMutable = module.classes[packed.id].fields.contains(where: late.contains)
        guard let result = packed.pack(module, isMutable: isMutable) else { continue }
        module = result
        hasChanged = true
      }
      return hasChanged
    })

}

/// The greatest number of fields of an instance that lies in an array, and of classes to be tried.
private let mostFields = 8
private let mostClasses = 64

/// A class whose instances may lie in their arrays.
struct PackedClass {

  let id: ClassTypeID

  /// The types of its fields.
  let fields: [TypeID]

  /// The types of its instances, and of arrays of them, as they are.
  let instanceTypes: Set<TypeID>
  let exactType: TypeID
  let arrayTypes: Set<TypeID>

  /// The type of the arrays when they are packed.
  let packedType: TypeID

  /// The functions in which such arrays occur.
  let functions: [FunctionID]

  /// Returns `module` with packed arrays; `nil` if somewhere they would be seen.
  fileprivate func pack(_ module: Module, isMutable: Bool) -> Module? {
    var result = module
    let fresh = FreshInstances(module, self)
    for id in functions {
      var rewriting = PackedRewriting(
        module.functions[id], self, fresh, module, isMutable: isMutable)
      guard rewriting.run() else { return nil }
      result.functions[id] = rewriting.function
    }
    retypePlaces(&result)
    if isMutable && !LinearArrays(result, packedType, functions).areLinear() { return nil }
    return result
  }

  /// Gives the globals, fields and cells that hold such arrays the new type.
  private func retypePlaces(_ module: inout Module) {
    for id in module.globals.ids where arrayTypes.contains(module.globals[id].type) {
      module.globals[id].type = packedType
    }
    for id in module.cells.ids where arrayTypes.contains(module.cells[id].type) {
      module.cells[id].type = packedType
    }
    for id in module.classes.ids {
      for i in module.classes[id].fields.indices
      where arrayTypes.contains(module.classes[id].fields[i].type) {
        module.classes[id].fields[i].type = packedType
      }
    }
  }

}

// MARK: Finding

extension PackedClass {

  /// Returns the classes whose arrays occur in `module`, not in other types, and whose fields fit.
  fileprivate static func candidates(_ module: inout Module) -> [PackedClass] {
    var search = ArrayTypeSearch(module)
    search.run()
    return search.arrays.keys.sorted().compactMap { id in
      search.inner.contains(id) ? nil : PackedClass(id, search, &module)
    }
  }

  private init?(_ id: ClassTypeID, _ search: ArrayTypeSearch, _ module: inout Module) {
    let definition = module.classes[id]
    let fits = definition.fields.allSatisfy {
      !$0.mayBeUnset && [.int, .float, .bool].contains($0.type)
    }
    guard fits, !definition.isValue, 1...mostFields ~= definition.fields.count,
      module.classes(extending: id).count == 1
    else { return nil }
    self.id = id
    fields = definition.fields.map(\.type)
    exactType = module.types.intern(.exact(id))
    instanceTypes = [exactType, module.types.intern(.extending(id))]
    arrayTypes = search.arrays[id]!
    packedType = module.types.array(of: module.types.intern(.packed(id)))
    functions = search.functions[id, default: []]
  }

}

/// The types of arrays of instances that occur in a module.
private struct ArrayTypeSearch {

  private let module: Module

  /// By the class of the elements.
  private(set) var arrays: [ClassTypeID: Set<TypeID>] = [:]

  /// The functions that have such arrays.
  private(set) var functions: [ClassTypeID: [FunctionID]] = [:]

  /// The classes of which there are arrays inside of other types.
  private(set) var inner: Set<ClassTypeID> = []

  /// The types that were looked at.
  private var seen: Set<TypeID> = []

  init(_ module: Module) { self.module = module }

  mutating func run() {
    for id in module.functions.ids { visit(id) }
    for global in module.globals.elements { visit(global.type) }
    for cell in module.cells.elements { visit(cell.type) }
    for definition in module.classes.elements { definition.fields.forEach { visit($0.type) } }
    for closure in module.closures.elements { closure.captures.forEach { visit($0) } }
  }

  private mutating func visit(_ id: FunctionID) {
    let function = module.functions[id]
    var types: Set<TypeID> = [function.resultType]
    for block in function.layout {
      for value in function[block].parameters { types.insert(function[value].type) }
      for value in function[block].instructions { types.insert(function[value].type) }
    }
    for type in types {
      visit(type)
      guard let owner = elementClass(of: type), functions[owner]?.last != id else { continue }
      functions[owner, default: []].append(id)
    }
  }

  private mutating func visit(_ type: TypeID) {
    guard seen.insert(type).inserted else { return }
    if let owner = elementClass(of: type) {
      arrays[owner, default: []].insert(type)
    } else {
      parts(of: type).forEach { visitInner($0) }
    }
  }

  private mutating func visitInner(_ type: TypeID) {
    if let owner = elementClass(of: type) { inner.insert(owner) }
    parts(of: type).forEach { visitInner($0) }
  }

  private func parts(of type: TypeID) -> [TypeID] {
    switch module.types[type] {
    case .array(let element), .set(let element), .optional(let element): [element]
    case .map(let key, let value): [key, value]
    default: []
    }
  }

  /// The class of which alone `type` is the type of arrays; `nil` if it is another type.
  private func elementClass(of type: TypeID) -> ClassTypeID? {
    guard let element = module.types.element(of: type),
      case .instance(let id, let known) = module.types[element], !id.isNone,
      known.isEmpty || known == [id]
    else { return nil }
    return id
  }

}

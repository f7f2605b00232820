import IR
import Sema
import Source
import Support
import Syntax

// Classes: their tables and what makes instances.
extension ModuleLowering {

  func classType(_ id: ClassID) -> ClassTypeID { ClassTypeID(raw: id.raw) }

  /// Returns the name of the field in which instances hold what their class takes along.
  mutating func hiddenField(_ captured: Captured) -> Symbol {
    switch captured {
    case .receiver(let type): module.symbol("$self \(type.raw)")
    case .variable(let decl):
      module.symbol("$\(ast.text(ast.decls[decl].name)) \(decl.raw)")
    case .token(let decl):
      module.symbol("$token of \(ast.text(ast.decls[decl].name)) \(decl.raw)")
    }
  }

  /// Returns the methods that instances of `id` are initialised by.
  func initializers(of id: ClassID) -> [FuncID] {
    ast.symbols.symbol(of: "init").map { model.methods($0, of: id) } ?? []
  }

  /// Returns the class and those it extends, the topmost first.
  func chain(_ id: ClassID) -> [ClassID] {
    var result: [ClassID] = []
    var next = Optional(id)
    while let current = next {
      result.append(current)
      next = model.classes[current].base
    }
    return result.reversed()
  }

  // MARK: Tables

  mutating func declareClasses() {
    for id in ast.classes.ids {
      let name = ast.decls[ast.classes[id].decl].name
      let base = model.classes[id].base.map { classType($0) } ?? .none
      module.classes.append(ClassDefinition(name: name, base: base))
    }
    var isDone = Table<ClassID, Bool>(repeating: false, count: ast.classes.count)
    for id in ast.classes.ids {
      for current in chain(id) where !isDone[current] {
        declareFields(of: current)
        isDone[current] = true
      }
      declareMethods(of: id)
      declareCollection(id)
      declareConstructors(of: id)
    }
    spreadUnsetFields()
  }

  /// The base class's fields come first, in its order; one that is declared anew takes its place.
  private mutating func declareFields(of id: ClassID) {
    let type = classType(id)
    var fields = model.classes[id].base.map { module.classes[classType($0)].fields } ?? []
    for captured in captures.captures(of: id) {
      let name = hiddenField(captured)
      if fields.contains(where: { $0.name == name }) { continue }
      fields.append(FieldDefinition(name: name, owner: type))
    }
    let unset = unsetFields(of: id)
    for info in model.classes[id].fields {
      var field = FieldDefinition(name: info.name, owner: classType(info.owner))
      field.promise = promise(of: info)
      field.mayBeUnset = unset.contains(info.name)
      if let index = fields.firstIndex(where: { $0.name == info.name }) {
        fields[index] = field
      } else {
        fields.append(field)
      }
    }
    module.classes[type].fields = fields
  }

  private mutating func promise(of field: FieldInfo) -> Int {
    guard let decl = field.decl, let type = ast.decls[decl].annotation else { return -1 }
    var result = -1
    withTypes { $0.makePromise(type, subject: $0.text(field.name)) } result: { result = $0 }
    return result
  }

  /// Runs `body` on the lowering of a function that is thrown away, which knows written types.
  private mutating func withTypes<R>(
    _ body: (inout FunctionLowering) -> R, result: (R) -> Void
  ) {
    var function = FunctionLowering(module.main, taking: &self, owner: nil, module: 0)
    let value = body(&function)
    swap(&self, &function.shared)
    result(value)
  }

  private mutating func declareMethods(of id: ClassID) {
    for (name, group) in model.classes[id].methods.sorted(by: { $0.key < $1.key }) {
      var byArity: [Int: FunctionID] = [:]
      for arity in arities(of: group) {
        byArity[arity] = callable(group, arity: arity)!.function
      }
      module.classes[classType(id)].methods[name] = byArity
    }
  }

  private mutating func declareConstructors(of id: ClassID) {
    let decl = ast.classes[id].decl
    let closure = addClosure(.classObject, of: decl, taking: captures.captures(of: id))
    for arity in constructorArities(of: id) {
      let function = declare("\(className(id)).new", displayName: className(id))
      module.functions[function].isLibrary = isLibrary(id)
      constructors[ConstructorKey(type: id, arity: arity)] = function
      module.closures[closure].functions[arity] = function
    }
    module.classes[classType(id)].constructor = closure
  }

  private func constructorArities(of id: ClassID) -> [Int] {
    let initializers = initializers(of: id)
    if !initializers.isEmpty { return arities(of: initializers) }
    let positional = model.classes[id].fields.compactMap(\.decl)
    let required = positional.lastIndex { !canBeLeftOut($0) } ?? -1
    return Array(required + 1...positional.count)
  }

  private func canBeLeftOut(_ field: DeclID) -> Bool {
    defaultValue(of: field) != nil || admitsNull(field)
  }

  /// `true` iff the annotation of `decl`, if there is one, admits Null.
  func admitsNull(_ decl: DeclID) -> Bool {
    ast.decls[decl].annotation.map { admitsNull($0) } ?? true
  }

  private func admitsNull(_ type: TypeExprID) -> Bool {
    switch ast.typeExprs[type].kind {
    case .optional: return true
    case .union(let parts): return parts.contains { admitsNull($0) }
    case .name(let name, _):
      guard case .builtinType? = model.typeReferences[type] else { return false }
      return WrittenTypes.tags[ast.text(name)]?.contains(.null) ?? true
    case .member, .function, .invalid: return false
    }
  }

  /// Returns the default of the field `decl`, if it has one.
  func defaultValue(of decl: DeclID) -> ExprID? { members.defaults[decl] }

  // MARK: Fields that may be unset

  /// Returns the names of the fields of `id` that can be read before they were set, which is an
  /// error.
  private func unsetFields(of id: ClassID) -> Set<Symbol> {
    let initialized = InitializerAnalysis.fieldsSet(byMakingOf: id, in: self)
    let fields = model.classes[id].fields.filter { field in
      guard let decl = field.decl, !initialized.contains(field.name) else { return false }
      return !admitsNull(decl) && !initializers(of: id).isEmpty
    }
    return Set(fields.map(\.name))
  }

  /// A field that may be unset in one class may be so in all that share it.
  private mutating func spreadUnsetFields() {
    let ids = Array(module.classes.ids)
    for _ in 0..<2 {
      for id in ids where !module.classes[id].base.isNone {
        var next = id
        while !module.classes[next].base.isNone {
          let base = module.classes[next].base
          for i in module.classes[base].fields.indices {
            let mayBeUnset =
              module.classes[base].fields[i].mayBeUnset || module.classes[next].fields[i].mayBeUnset
            module.classes[base].fields[i].mayBeUnset = mayBeUnset
            module.classes[next].fields[i].mayBeUnset = mayBeUnset
          }
          next = base
        }
      }
      // The second round brings what the topmost class learnt down to all.
    }
  }

  // MARK: Bodies

  mutating func lowerConstructors() {
    for (key, target) in constructors.sorted(by: { $0.value < $1.value }) {
      let index = model.decls[ast.classes[key.type].decl].module
      lower(target, module: index) { $0.lowerConstructor(of: key.type, given: key.arity) }
    }
  }

}

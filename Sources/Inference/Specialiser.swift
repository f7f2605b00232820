import IR
import Support

/// Makes the typed functions of a program from its generic ones and their analysis.
struct Specialiser: Sendable {

  let source: Module
  let analysis: TypeAnalysis
  var selection: Selection

  /// The typed program; its table of types is that of `selection` until it is finished.
  var module: Module

  private var ids: [InstanceID: FunctionID] = [:]
  private var pending: [InstanceID] = []
  private var nameCounts: [String: Int] = [:]

  /// Stands for a specialiser whose contents are lent out.
  static let lentOut = Specialiser(Module(), TypeAnalysis(Module()))

  init(_ source: Module, _ analysis: TypeAnalysis) {
    self.source = source
    self.analysis = analysis
    selection = analysis.selection
    module = source
    module.functions = Table()
    module.libraryMethods = [:]
    module.boundLibraryMethods = [:]
    for id in module.closures.ids {
      module.closures[id].arities = module.closures[id].acceptedArities
      module.closures[id].functions = [:]
    }
    for id in module.classes.ids { module.classes[id].methods = [:] }
    setMemoryTypes()
  }

  /// Returns the module of the instances that `main` reaches.
  mutating func run(main: InstanceID) -> Module {
    module.main = function(for: main)
    addEntries()
    addHooks()
    while let next = pending.popLast() { specialise(next) }
    module.types = selection.types
    return module
  }

  // MARK: Shared memory

  /// Gives globals, cells, captured values and fields the types of what is stored in them.
  private mutating func setMemoryTypes() {
    for id in module.globals.ids { module.globals[id].type = type(.global(id)) }
    for id in module.cells.ids { module.cells[id].type = type(.variable(id)) }
    for id in module.closures.ids {
      module.closures[id].captures = (0..<module.closures[id].captureCount).map {
        type(.capture(id, $0))
      }
    }
    for id in module.classes.ids {
      for i in module.classes[id].fields.indices {
        let field = module.classes[id].fields[i]
        let stored = type(.field(field.owner, field.name))
        module.classes[id].fields[i].type =
          field.mayBeUnset ? selection.join(stored, .null) : stored
      }
    }
  }

  private func type(_ cell: Memory.Cell) -> TypeID { analysis.memory.types[cell] ?? .bottom }

  // MARK: Functions

  /// Returns the typed function that calls of the generic `function` with arguments of `types` go
  /// to.
  mutating func target(_ function: FunctionID, _ types: [TypeID]) -> InstanceFunction {
    target(analysis.target(function, types))
  }

  private mutating func target(_ instance: InstanceID) -> InstanceFunction {
    InstanceFunction(
      id: function(for: instance), parameters: analysis.instances[instance].parameters,
      result: analysis.instances[instance].result)
  }

  /// Returns the typed function of `instance`, whose body is made later if it is new.
  private mutating func function(for instance: InstanceID) -> FunctionID {
    if let id = ids[instance] { return id }
    let generic = source.functions[analysis.instances[instance].function]
    let id = module.functions.append(
      Function(
        name: uniqueName(generic.name), displayName: generic.displayName,
        resultType: analysis.instances[instance].result))
    module.functions[id].isLibrary = generic.isLibrary
    ids[instance] = id
    pending.append(instance)
    return id
  }

  private mutating func uniqueName(_ name: String) -> String {
    var count = nameCounts[name, default: 0]
    var result = name
    repeat {
      count += 1
      result = count == 1 ? name : "\(name).\(count)"
    } while count > 1 && nameCounts[result] != nil
    nameCounts[name] = count
    if result != name { nameCounts[result] = 1 }
    return result
  }

  private mutating func specialise(_ instance: InstanceID) {
    let id = ids[instance]!
    var rewriter = FunctionRewriter(taking: &self, instance, into: module.functions[id])
    rewriter.run()
    module.functions[id] = rewriter.finish(returningTo: &self)
  }

  // MARK: Functions that the runtime calls

  /// Makes the functions behind function values for callers that know nothing of them.
  private mutating func addEntries() {
    for closure in analysis.madeClosures {
      for arity in analysis.unknownArities.sorted() {
        guard let entry = analysis.entry(of: closure, arity) else { continue }
        let captures = module.closures[closure].captures
        module.closures[closure].functions[arity] = addAdapter(
          target(entry), of: analysis.instances[entry].function,
          captures + Array(repeating: .any, count: arity), result: .any, named: "entry")
      }
    }
  }

  private mutating func addHooks() {
    for type in analysis.instantiated {
      let receiver = selection.types.intern(.exact(type))
      for hook in analysis.hooks(of: type) {
        let arguments = [receiver] + hook.arguments
        let adapter = addAdapter(
          target(hook.function, arguments), of: hook.function, arguments,
          result: hook.isEquality ? .bool : .string, named: "hook")
        if hook.isEquality {
          module.classes[type].equalsHook = adapter
        } else {
          module.classes[type].toStringHook = adapter
        }
      }
    }
  }

  /// Adds a function with parameters of `types` that calls `callee`, made of `function`, and
  /// returns its result as one of type `result`: a tagged value, a text form or a truth.
  private mutating func addAdapter(
    _ callee: InstanceFunction, of function: FunctionID, _ types: [TypeID], result: TypeID,
    named suffix: String
  ) -> FunctionID {
    let name = source.functions[function].name
    let output = Function(
      name: uniqueName("\(name).\(suffix)"), displayName: source.functions[function].displayName,
      resultType: callee.result == .bottom ? .bottom : result)
    var rewriter = FunctionRewriter(taking: &self, nil, into: output)
    rewriter.adapt(callee, types, result)
    return module.functions.append(rewriter.finish(returningTo: &self))
  }

}

/// The typed function that a call goes to.
struct InstanceFunction {
  let id: FunctionID
  let parameters: [TypeID]
  let result: TypeID
}

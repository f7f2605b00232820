import Support

/// The fields and cells that are stored into after their object may be referred to by others.
///
/// A store is not late if its object was made in the same function, or in callers that pass it on,
/// and nothing has stored, captured or returned it yet: then nothing that is stored can lead to it.
public struct LateStores {

  private var fields: Set<FieldKey> = []
  private var cells: Set<CellID> = []

  private struct FieldKey: Hashable {
    let owner: ClassTypeID
    let name: Symbol

    init(_ field: FieldDefinition) { (owner, name) = (field.owner, field.name) }
  }

  /// Finds those of `module`: stores of what may be a reference, or of anything.
  public init(_ module: Module, ofAnything: Bool = false) {
    var summaries = Table<FunctionID, Summary>()
    for function in module.functions.elements {
      summaries.append(Summary(function, module, ofAnything))
    }
    let leaks = Leaks(summaries, CallGraph(module).bottomUp)
    var old = OldParameters(module)
    for id in summaries.ids {
      cells.formUnion(summaries[id].cells)
      fields.formUnion(summaries[id].strayStores.map(FieldKey.init))
      summaries[id].strayPasses.forEach { old.add($0) }
      for object in summaries[id].objects {
        let reach = Reach(of: leaks.sites(of: object), module.functions[id], until: object.value)
        for (place, field) in object.stores where reach.contains(place) {
          fields.insert(FieldKey(field))
        }
        for (place, pass) in object.passes where reach.contains(place) { old.add(pass) }
      }
    }
    old.close(summaries)
    for id in summaries.ids {
      for object in summaries[id].objects where old.contains(object, of: id) {
        fields.formUnion(object.stores.map { FieldKey($0.1) })
      }
    }
  }

  /// `true` iff `field` is stored into late.
  public func contains(_ field: FieldDefinition) -> Bool { fields.contains(FieldKey(field)) }

  /// `true` iff cells `id` are stored into after they are made.
  public func contains(_ id: CellID) -> Bool { cells.contains(id) }

}

/// A place in a function: an instruction's block and position, or behind all for a terminator.
private struct Place: Hashable {
  let block: BlockID
  let position: Int
}

/// The passing of an object as the argument at an index.
private struct Pass: Hashable {
  let callee: FunctionID
  let index: Int
}

/// What a function does with an instance that it made or got as a parameter.
private struct TrackedObject {

  let value: ValueID

  /// The index of the parameter that it is, if it is one.
  let parameter: Int?
  var stores: [(Place, FieldDefinition)] = []
  var passes: [(Place, Pass)] = []
  var leaks: [Place] = []

}

/// What matters of one function.
private struct Summary {

  private(set) var objects: [TrackedObject] = []

  /// Stores into objects that are not tracked, and their passing to functions.
  private(set) var strayStores: [FieldDefinition] = []
  private(set) var strayPasses: [Pass] = []
  private(set) var cells: [CellID] = []

  /// `true` iff stores of what is no reference count, too.
  private let ofAnything: Bool

  /// The index in `objects` of each instance.
  private var indices: [ValueID: Int] = [:]

  init(_ function: Function, _ module: Module, _ ofAnything: Bool) {
    self.ofAnything = ofAnything
    for (i, parameter) in function.parameters.enumerated() {
      track(parameter, i, function, module.types)
    }
    for block in ControlFlow(function).reversePostorder {
      for (position, value) in function[block].instructions.enumerated() {
        let place = Place(block: block, position: position)
        if function[value].opcode == .instanceMake { track(value, nil, function, module.types) }
        visit(value, place, function, module)
      }
      let terminator = function[block].terminator
      let place = Place(block: block, position: function[block].instructions.count)
      if let operand = terminator.operand { leak(operand, place) }
      for argument in terminator.edges.flatMap(\.arguments) { leak(argument, place) }
    }
  }

  private mutating func track(
    _ value: ValueID, _ parameter: Int?, _ function: Function, _ types: TypeTable
  ) {
    guard types.mayHoldInstance(function[value].type) else { return }
    indices[value] = objects.count
    objects.append(TrackedObject(value: value, parameter: parameter))
  }

  private mutating func leak(_ value: ValueID, _ place: Place) {
    if let index = indices[value] { objects[index].leaks.append(place) }
  }

  private mutating func visit(
    _ value: ValueID, _ place: Place, _ function: Function, _ module: Module
  ) {
    let operands = Array(function.operands(value))
    switch function[value].opcode {
    case .fieldSet:
      let (object, stored) = (operands[0], operands[1])
      leak(stored, place)
      if !ofAnything && module.types.isTrivial(function[stored].type) { return }
      let field = Self.field(value, function, module)
      if let index = indices[object] {
        objects[index].stores.append((place, field))
      } else {
        strayStores.append(field)
      }
    case .cellSet:
      leak(operands[1], place)
      guard case .cell(let id) = module.types[function[operands[0]].type] else { return }
      if !module.types.isTrivial(function[operands[1]].type) { cells.append(id) }
    case .call:
      for (i, operand) in operands.enumerated() {
        pass(operand, Pass(callee: FunctionID(Int(function[value].immediate)), index: i), place)
      }
    case .copy, .convert, .refine, .refineClass, .narrow:
      if let index = indices[operands[0]] { indices[value] = index }
    case .fieldGet, .fieldTake, .fieldCheck, .drop, .dropReuse, .stackEnd, .testClass,
      .instanceClassID, .sameObject, .optionalIsNull:
      break
    default:
      for operand in operands { leak(operand, place) }
    }
  }

  private mutating func pass(_ value: ValueID, _ pass: Pass, _ place: Place) {
    if let index = indices[value] {
      objects[index].passes.append((place, pass))
    } else {
      strayPasses.append(pass)
    }
  }

  private static func field(
    _ value: ValueID, _ function: Function, _ module: Module
  ) -> FieldDefinition {
    guard case .instance(let id, _) = module.types[function[function.operand(value, 0)].type] else {
      unreachable("a field of what is no instance")
    }
    return module.classes[id].fields[Int(function[value].immediate)]
  }

}

/// Where functions make further references to the objects they got.
private struct Leaks {

  private var parameters: Table<FunctionID, Set<Int>>

  /// Finds them for functions in the order `bottomUp`, which recursion may need several times.
  init(_ summaries: Table<FunctionID, Summary>, _ bottomUp: [FunctionID]) {
    parameters = Table(repeating: [], count: summaries.count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in bottomUp {
        for object in summaries[id].objects {
          guard let index = object.parameter, !parameters[id].contains(index),
            !sites(of: object).isEmpty
          else { continue }
          parameters[id].insert(index)
          hasChanged = true
        }
      }
    }
  }

  /// Returns where there are further references to `object` afterwards.
  func sites(of object: TrackedObject) -> [Place] {
    object.leaks
      + object.passes.filter { parameters[$0.1.callee].contains($0.1.index) }.map(\.0)
  }

}

/// The parameters of each function that something may refer to when it is called.
private struct OldParameters {

  private var indices: Table<FunctionID, Set<Int>>
  private var pending: [Pass] = []

  /// Begins with those of functions that unknown callers reach.
  init(_ module: Module) {
    indices = Table(repeating: [], count: module.functions.count)
    let indirect = IndirectCalls(module)
    for id in indirect.hooks + indirect.entries + [module.main] {
      for i in module.functions[id].parameters.indices { add(Pass(callee: id, index: i)) }
    }
  }

  /// Adds the parameter that gets what `pass` passes.
  mutating func add(_ pass: Pass) {
    if indices[pass.callee].insert(pass.index).inserted { pending.append(pass) }
  }

  /// Adds those that get what is old in the function that passes it on.
  mutating func close(_ summaries: Table<FunctionID, Summary>) {
    while let old = pending.popLast() {
      for object in summaries[old.callee].objects where object.parameter == old.index {
        for (_, pass) in object.passes { add(pass) }
      }
    }
  }

  /// `true` iff `object` is such a parameter of `function`.
  func contains(_ object: TrackedObject, of function: FunctionID) -> Bool {
    object.parameter.map { indices[function].contains($0) } ?? false
  }

}

/// The places that some places lead to without coming by a definition.
private struct Reach {

  /// The first place in each block that is reached.
  private var starts: [BlockID: Int] = [:]

  init(of places: [Place], _ function: Function, until definition: ValueID) {
    var pending: [BlockID] = []
    for place in places {
      starts[place.block] = min(starts[place.block] ?? .max, place.position)
      pending.append(place.block)
    }
    var left = IDSet<BlockID>(capacity: function.blocks.count)
    while let block = pending.popLast() {
      guard left.insert(block) else { continue }
      for edge in function[block].terminator.edges where edge.target != function[definition].block {
        starts[edge.target] = 0
        pending.append(edge.target)
      }
    }
  }

  /// `true` iff `place` runs behind one of the places, or is one.
  func contains(_ place: Place) -> Bool {
    starts[place.block].map { $0 <= place.position } ?? false
  }

}

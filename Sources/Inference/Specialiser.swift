import IR
import Support

/// Makes the typed functions of a program from its generic ones and their analysis.
struct Specialiser {

  private let source: Module
  private let analysis: TypeAnalysis
  private var module: Module
  private var ids: [InstanceID: FunctionID] = [:]
  private var pending: [InstanceID] = []
  private var nameCounts: [String: Int] = [:]

  init(_ source: Module, _ analysis: TypeAnalysis) {
    self.source = source
    self.analysis = analysis
    module = source
    module.functions = Table()
    module.types = analysis.selection.types
    for (i, global) in source.globals.ids.enumerated() {
      module.globals[global].type = analysis.globals[i]
    }
  }

  /// Returns the module of the instances that `main` reaches.
  mutating func run(main: InstanceID) -> Module {
    module.main = function(for: main)
    while let next = pending.popLast() { specialise(next) }
    return module
  }

  /// Returns the typed function of `instance`, which is made later if it is new.
  private mutating func function(for instance: InstanceID) -> FunctionID {
    if let id = ids[instance] { return id }
    let generic = source.functions[analysis.instances[instance].function]
    let id = module.functions.append(
      Function(
        name: uniqueName(generic.name), displayName: generic.displayName,
        resultType: analysis.instances[instance].result))
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
    var rewriter = FunctionRewriter(
      source, analysis, instance, into: module.functions[id], callees: callees(of: instance))
    swap(&rewriter.symbols, &module.symbols)
    swap(&rewriter.selection.types, &module.types)
    rewriter.run()
    swap(&rewriter.symbols, &module.symbols)
    swap(&rewriter.selection.types, &module.types)
    module.functions[id] = rewriter.output
  }

  /// Returns the typed function that each reached call of `instance` goes to.
  private mutating func callees(of instance: InstanceID) -> [ValueID: InstanceFunction] {
    var result: [ValueID: InstanceFunction] = [:]
    let facts = analysis.instances[instance]
    let generic = source.functions[facts.function]
    for block in generic.layout where facts.isReachable[block.index] {
      for value in generic[block].instructions where generic[value].opcode == .call {
        let types = generic.operands(value).map { facts.values[$0.index] }
        if types.contains(.bottom) { break }
        let callee = FunctionID(raw: UInt32(generic[value].immediate))
        let target = analysis.target(callee, types)
        result[value] = InstanceFunction(
          id: function(for: target), parameters: analysis.instances[target].parameters)
        if facts.values[value.index] == .bottom { break }
      }
    }
    return result
  }

}

/// The typed function that a call goes to.
struct InstanceFunction {
  let id: FunctionID
  let parameters: [TypeID]
}

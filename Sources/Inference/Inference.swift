import IR
import Source
import Support

/// Returns the program `module` with types: a typed function for each tuple of argument types
/// that main's calls reach.
///
/// What is a TypeError wherever it can be reached becomes an error in `diagnostics`, at the span
/// that `spans` has for its place; the module returned raises it when run.
public func infer(
  _ module: Module, spans: Table<LocationID, SourceSpan>, diagnostics: inout DiagnosticSet
) -> Module {
  var module = module
  module.addBoundMethods()
  var analysis = TypeAnalysis(module)
  let main = analysis.run(module.main, [])
  var specialiser = Specialiser(module, analysis)
  let typed = specialiser.run(main: main)
  let called = Set(analysis.instances.elements.map(\.function))
  for function in module.functions.ids
  where !called.contains(function) && !module.functions[function].isLibrary {
    // Only what a function takes along has a type before inference.
    let arguments = module.functions[function].parameters.map { parameter in
      let known = module.functions[function][parameter].type
      return known == .unknown ? TypeID.any : known
    }
    _ = analysis.run(function, arguments)
  }
  reportTypeErrors(module, analysis, spans, &diagnostics)
  return typed
}

/// Reports each instruction that raises a TypeError in all instances that reach it.
private func reportTypeErrors(
  _ module: Module, _ analysis: TypeAnalysis, _ spans: Table<LocationID, SourceSpan>,
  _ diagnostics: inout DiagnosticSet
) {
  var verdicts = Verdicts()
  for instance in analysis.instances.elements {
    let function = module.functions[instance.function]
    if function.isLibrary { continue }
    for block in function.layout where instance.isReachable[block.index] {
      for value in function[block].instructions {
        let types = function.operands(value).map { instance.values[$0.index] }
        if types.contains(.bottom) { break }
        let message = typeError(module, analysis, function[value], types)
        verdicts.add(message, instance.function, function[value].location)
        if instance.values[value.index] == .bottom { break }
      }
    }
  }
  for (place, message) in verdicts.errors {
    diagnostics.insert(Diagnostic(.error, "E0312", message, at: spans[place]))
  }
}

/// What the instances that reach an operation of the source say of it; it may be several
/// instructions, of which some are for operands of some types.
private struct Verdicts {

  private struct Key: Hashable {
    let function: FunctionID
    let place: LocationID
  }

  private var order: [Key] = []
  private var messages: [Key: String] = [:]
  private var refuted: Set<Key> = []

  mutating func add(_ message: String?, _ function: FunctionID, _ place: LocationID) {
    if place.isNone { return }
    let key = Key(function: function, place: place)
    guard let message else {
      refuted.insert(key)
      return
    }
    if messages.updateValue(message, forKey: key) == nil { order.append(key) }
  }

  /// The errors that no instance refutes, in the order they were found.
  var errors: [(LocationID, String)] {
    order.filter { !refuted.contains($0) }.map { ($0.place, messages[$0]!) }
  }

}

/// Returns the text of the TypeError that `instruction` always raises on operands of `types`.
private func typeError(
  _ module: Module, _ analysis: TypeAnalysis, _ instruction: Instruction, _ types: [TypeID]
) -> String? {
  var selection = analysis.selection
  if let message = analysis.memberError(instruction, types) { return message }
  if instruction.opcode == .checkPromise {
    let promise = module.promises[Int(instruction.immediate)]
    guard selection.check(types[0], promise.annotation, module) == .broken else { return nil }
    return FunctionRewriter.message(promise, types[0], module, selection)
  }
  let plan = selection.plan(instruction.opcode, instruction.immediate, types)
  guard case .raises(let message) = plan else { return nil }
  return message
}

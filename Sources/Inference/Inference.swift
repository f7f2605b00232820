import IR
import Source
import Support

/// Returns the program `module` with types: a typed function for each tuple of argument types
/// that main's calls reach.
///
/// What is a TypeError wherever it can be reached becomes an error in `diagnostics`, at the span
/// that `spans` has for its place; the module returned raises it when run. `nearestMember` returns
/// the member of the library that a misspelt name may mean.
public func infer(
  _ module: Module, spans: Table<LocationID, SourceSpan>, diagnostics: inout DiagnosticSet,
  nearestMember: (String) -> String? = { _ in nil }
) -> Module {
  var module = module
  module.addBoundMethods()
  var analysis = TypeAnalysis(module)
  let main = analysis.run(module.main, [])
  var specialiser = Specialiser(module, analysis)
  let typed = specialiser.run(main: main)
  let called = Set(analysis.instances.elements.filter { !$0.isEntry }.map(\.function))
  for function in module.functions.ids
  where !called.contains(function) && !module.functions[function].isLibrary {
    // Only what a function takes along has a type before inference.
    let arguments = module.functions[function].parameters.map { parameter in
      let known = module.functions[function][parameter].type
      return known == .unknown ? TypeID.any : known
    }
    _ = analysis.run(function, arguments)
  }
  reportTypeErrors(module, analysis, spans, &diagnostics, nearestMember)
  return typed
}

/// Reports each operation that raises an error in all instances that reach it: it is a warning
/// inside a `try`, which may stand in a caller, and where the operands are of several types.
private func reportTypeErrors(
  _ module: Module, _ analysis: TypeAnalysis, _ spans: Table<LocationID, SourceSpan>,
  _ diagnostics: inout DiagnosticSet, _ nearestMember: (String) -> String?
) {
  var verdicts = Verdicts()
  let inTry = analysis.instancesInTry
  for id in analysis.instances.ids {
    let instance = analysis.instances[id]
    let function = module.functions[instance.function]
    if function.isLibrary { continue }
    for block in function.layout where instance.isReachable[block.index] {
      for value in function[block].instructions {
        let types = function.operands(value).map { instance.values[$0.index] }
        if types.contains(.bottom) { break }
        let error = analysis.knownError(function[value], types)
        if error != nil && instance.isEntry { continue }
        if error == nil, analysis.leadsToError(after: value, in: block, of: id) { continue }
        let place = function[value].location
        verdicts.add(error, instance.function, place)
        // An empty span is the end of a body, which may never be reached where others return.
        let isAvoidable = !place.isNone && spans[place].isEmpty && instance.result != .bottom
        if isAvoidable || types.contains(where: analysis.selection.types.hasAlternatives) {
          verdicts.varied.insert(place)
        }
        if inTry.contains(id) || function[block].terminator.isRaising {
          verdicts.caught.insert(function[value].location)
        }
        if instance.values[value.index] == .bottom { break }
      }
    }
  }
  for (place, error) in verdicts.errors {
    if verdicts.caught.contains(place) || verdicts.varied.contains(place) {
      let message = "this throws \(error.kind.name) when run: \(error.message)"
      diagnostics.insert(Diagnostic(.warning, "W0506", message, at: spans[place]))
    } else {
      let help = error.missingMember.flatMap(nearestMember).map { "did you mean '\($0)'?" }
      diagnostics.insert(
        Diagnostic(.error, "E0312", error.message, at: spans[place], help: help))
    }
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
  private var known: [Key: KnownError] = [:]
  private var refuted: Set<Key> = []

  /// The places inside a `try`.
  var caught: Set<LocationID> = []

  /// The places of operations on operands of several types: a value may be of a type that the
  /// program never meant to come there.
  var varied: Set<LocationID> = []

  mutating func add(_ error: KnownError?, _ function: FunctionID, _ place: LocationID) {
    if place.isNone { return }
    let key = Key(function: function, place: place)
    guard let error else {
      refuted.insert(key)
      return
    }
    if known.updateValue(error, forKey: key) == nil { order.append(key) }
  }

  /// The errors that no instance refutes, in the order they were found.
  var errors: [(LocationID, KnownError)] {
    order.filter { !refuted.contains($0) }.map { ($0.place, known[$0]!) }
  }

}

import IR
import Source
import Support

/// Returns the program `module` with types: a typed function for each tuple of argument types
/// that main's calls reach.
///
/// What is a TypeError wherever it can be reached becomes an error in `diagnostics`, at the span
/// that `spans` has for its place, or a warning where `isCaught` says that a `catch` stands around
/// that; the module returned raises it when run. `nearestMember` returns the member of the library
/// that a misspelt name may mean.
public func infer(
  _ module: Module, spans: Table<LocationID, SourceSpan>, diagnostics: inout DiagnosticSet,
  isCaught: (SourceSpan) -> Bool, nearestMember: (String) -> String? = { _ in nil }
) -> Module {
  var module = module
  module.addBoundMethods()
  var analysis = TypeAnalysis(module)
  let main = analysis.run(module.main, [])
  var specialiser = Specialiser(module, analysis)
  let typed = specialiser.run(main: main)
  let called = Set(analysis.instances.elements.filter { !$0.isEntry }.map(\.function))
  var verdicts = Verdicts()
  verdicts.collect(module, analysis, spans) { called.contains($0) }
  // What the rest does is told apart: what nobody calls refutes nothing of what is.
  analysis.runUncalled(called)
  verdicts.collect(module, analysis, spans) { !called.contains($0) }
  for (place, error, isMild) in verdicts.errors {
    let isWarning = isMild || isCaught(spans[place])
    diagnostics.insert(diagnostic(of: error, at: spans[place], isWarning, nearestMember))
  }
  return typed
}

extension TypeAnalysis {

  /// Analyses the functions of the program that are not among `called`, with arguments of any type.
  fileprivate mutating func runUncalled(_ called: Set<FunctionID>) {
    // Instances that are made are made as the program does it.
    let made = Set(
      instantiated.flatMap { module.closures[module.classes[$0].constructor].functions.values })
    for function in module.functions.ids
    where !called.contains(function) && !made.contains(function)
      && !module.functions[function].isLibrary
    {
      // Only what a function takes along has a type before inference.
      let arguments = module.functions[function].parameters.map { parameter in
        let known = module.functions[function][parameter].type
        return known == .unknown ? TypeID.any : known
      }
      _ = run(function, arguments)
    }
  }

}

private func diagnostic(
  of error: KnownError, at span: SourceSpan, _ isWarning: Bool,
  _ nearestMember: (String) -> String?
) -> Diagnostic {
  if isWarning {
    let message = "this throws \(error.kind.name) when run: \(error.message)"
    return Diagnostic(.warning, "W0506", message, at: span)
  }
  let help = error.missingMember.flatMap(nearestMember).map { "did you mean '\($0)'?" }
  return Diagnostic(.error, "E0312", error.message, at: span, help: help)
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

  /// The places of which an error is no mistake for sure: those inside a `try`, which may stand in
  /// a caller, and those of operations on operands of several types, as a value may be of a type
  /// that the program never meant to come there.
  private var mild: Set<LocationID> = []

  /// Collects what `analysis` found out about the operations of the functions of `module` that are
  /// `wanted`.
  mutating func collect(
    _ module: Module, _ analysis: TypeAnalysis, _ spans: Table<LocationID, SourceSpan>,
    where wanted: (FunctionID) -> Bool
  ) {
    let inTry = analysis.instancesInTry
    for id in analysis.instances.ids where wanted(analysis.instances[id].function) {
      let function = module.functions[analysis.instances[id].function]
      if function.isLibrary { continue }
      let failures = analysis.knownErrors(of: id)
      for block in function.layout where analysis.instances[id].isReachable[block.index] {
        let isCaught = inTry.contains(id) || function[block].terminator.isRaising
        visit(block, of: function, id, analysis, failures, spans, isCaught: isCaught)
      }
    }
  }

  private mutating func visit(
    _ block: BlockID, of function: Function, _ id: InstanceID, _ analysis: TypeAnalysis,
    _ failures: KnownErrors, _ spans: Table<LocationID, SourceSpan>, isCaught: Bool
  ) {
    let instance = analysis.instances[id]
    for value in function[block].instructions {
      let types = function.operands(value).map { instance.values[$0.index] }
      if types.contains(.bottom) { break }
      let error = failures.byValue[value]
      if error == nil, analysis.leads(to: failures, after: value, in: block, of: id) { continue }
      let raises = function[value].opcode.info.effects.contains(.raises)
      let place = raises ? function[value].location : .none
      if isCaught { mild.insert(place) }
      if error != nil && instance.isEntry { continue }
      // An empty span is the end of a body, which may never be reached where others return.
      let isAvoidable = !place.isNone && spans[place].isEmpty && instance.result != .bottom
      let isVaried = types.contains(where: analysis.selection.types.hasAlternatives)
      if isAvoidable || isVaried { mild.insert(place) }
      add(error, instance.function, place)
      if instance.values[value.index] == .bottom { break }
    }
  }

  private mutating func add(_ error: KnownError?, _ function: FunctionID, _ place: LocationID) {
    if place.isNone { return }
    let key = Key(function: function, place: place)
    guard let error else {
      refuted.insert(key)
      return
    }
    if known.updateValue(error, forKey: key) == nil { order.append(key) }
  }

  /// The errors that no instance refutes, in the order they were found, and whether each is mild.
  var errors: [(place: LocationID, error: KnownError, isMild: Bool)] {
    order.filter { !refuted.contains($0) }.map { ($0.place, known[$0]!, mild.contains($0.place)) }
  }

}

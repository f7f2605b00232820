import IR
import Library
import Sema
import Source
import Support
import Syntax

/// A method that changes the variable or path it is called on.
///
/// Beside `push` and `pop`, for which there are instructions, these are members of the library,
/// called on the value at the path (their names have a suffix that programs cannot write):
///
/// - `name$check(…)` raises what is wrong with the arguments, and gives nothing of use;
/// - `name$result(…)` raises likewise, and gives the result where that is not the collection;
/// - `name$update(…)` then gives the changed collection. It gets the collection taken out of its
///   place, so that it can change it where it is, and must not raise or call the program.
/// - `name$changed(…)` gives the changed collection where that may raise or call the program; the
///   collection stays in its place meanwhile.
struct Mutator {

  enum Style {
    case push
    case popLast

    /// An entry of a map: checked and set like an element.
    case entry

    /// `$check`, if it takes arguments, and `$update`.
    case update

    /// `$result` and `$update`.
    case resultAndUpdate

    /// `$changed`.
    case changed
  }

  /// What an annotated collection demands of an argument.
  enum Demand {
    case element, key, elements
  }

  /// The values that have the method.
  fileprivate(set) var tags: TagSet
  fileprivate(set) var arities: ClosedRange<Int>
  let style: Style
  fileprivate(set) var demands: [Demand?]

  /// The methods by their documented names.
  static let all: [String: [Mutator]] = {
    var result: [String: [Mutator]] = [:]
    for entry in LibraryTable.standard.members where entry.isMutating {
      for row in entry.signatures {
        guard let mutator = Mutator(row) else { continue }
        result[entry.name, default: []].add(mutator)
      }
    }
    return result
  }()

  /// What a call does on receivers with some tags.
  struct Choice {
    let tags: TagSet

    /// The method; `nil` if none takes that many arguments.
    let mutator: Mutator?

    /// What is wrong with the number of arguments then.
    let refusal: String
  }

  /// Returns what a call of `name` with `arity` arguments does, by the receiver's tags; on others
  /// it is a call like any other.
  static func choices(_ name: String, arity: Int) -> [Choice] {
    let mutators = all[name] ?? []
    var result: [Choice] = []
    for mutator in mutators where !result.contains(where: { $0.tags == mutator.tags }) {
      let same = mutators.filter { $0.tags == mutator.tags }
      let least = same.map(\.arities.lowerBound).min()!
      let most = same.map(\.arities.upperBound).max()!
      result.append(
        Choice(
          tags: mutator.tags, mutator: same.first { $0.arities.contains(arity) },
          refusal: Arity(least...most).refusal(of: name, givenCount: arity)))
    }
    return result
  }

}

// The rows of the table of the library.
extension Mutator {

  /// Creates the mutator that `row` describes; `nil` for a method of library collections.
  fileprivate init?(_ row: Signature) {
    guard case .type(let type) = row.owner, let receiver = Self.receivers[type] else { return nil }
    let style: Style =
      switch row.implementation {
      case .instruction("push"): .push
      case .instruction("pop"): .popLast
      case .instruction("set"): .entry
      case .steps(["changed"]): .changed
      case .steps(["result", "update"]): .resultAndUpdate
      case .steps(["check", "update"]), .steps(["update"]): .update
      default: unreachable("no such way to change a value: \(row.implementation)")
      }
    self.init(
      tags: receiver.tags, arities: row.arity.counts, style: style,
      demands: row.parameters.map { receiver.demands[$0.type] })
  }

  /// The types that have such methods, with what an annotation of the variable demands of arguments
  /// by their types.
  private static let receivers: [String: (tags: TagSet, demands: [ValueType: Demand])] = [
    "Array": (.array, [.simple("T"): .element, .named("Array", [.simple("T")]): .elements]),
    "Map": (
      [.map, .object],
      [
        .simple("K"): .key, .simple("V"): .element,
        .named("Map", [.simple("K"), .simple("V")]): .elements,
      ]
    ),
    "Set": (.set, [.simple("T"): .element]),
  ]

}

extension [Mutator] {

  /// Adds `mutator`, as a part of one for the same values or arguments if it does the same.
  fileprivate mutating func add(_ mutator: Mutator) {
    for i in indices where self[i].style == mutator.style {
      if self[i].arities == mutator.arities, self[i].demands == mutator.demands {
        return self[i].tags.formUnion(mutator.tags)
      }
      if self[i].tags == mutator.tags, mutator.demands.starts(with: self[i].demands) {
        self[i].arities = self[i].arities.lowerBound...mutator.arities.upperBound
        self[i].demands = mutator.demands
        return
      }
    }
    append(mutator)
  }

}

extension FunctionLowering {

  /// Lowers the call of the method `name` on `receiver`, which changes that if its type has such a
  /// method, and else is a call like any other.
  mutating func lowerMutation(
    _ receiver: ExprID, _ name: Symbol, _ arguments: [ExprID], isPromised: Bool,
    at span: SourceSpan
  ) -> ValueID {
    let path = lowerPath(receiver)
    let values = arguments.map { lower($0) }
    let spans = arguments.map { ast.exprs[$0].span }
    return mutate(path, name, values, spans, isPromised: isPromised, at: span)
  }

  /// Calls the method `name` of the first of `values`, a temporary, with the others.
  mutating func callMember(
    _ name: String, of values: [ValueID], at span: SourceSpan
  ) -> ValueID {
    let arguments = Array(values.dropFirst())
    let path = Path(root: .temporary(values[0]))
    let symbol = shared.module.symbol(name)
    return mutate(
      path, symbol, arguments, arguments.map { _ in span }, isPromised: false, at: span)
  }

  private mutating func mutate(
    _ path: Path, _ name: Symbol, _ arguments: [ValueID], _ spans: [SourceSpan],
    isPromised: Bool, at span: SourceSpan
  ) -> ValueID {
    let depth = environment.count
    var container = read(path)
    let documented = shared.documentedName(name)
    var rest = TagSet.any
    var ends: [Jump?] = []
    for choice in Mutator.choices(documented, arity: arguments.count) where block != nil {
      let test = emit(.testTags, [container], immediate: Int64(choice.tags.rawValue))
      let (applies, other) = split(on: test)
      join([applies], depth: depth)
      if let mutator = choice.mutator {
        let result = mutate(
          Mutation(
            mutator: mutator, name: documented, path: path, arguments: arguments,
            argumentSpans: spans, span: span))
        ends.append(jump([result]))
      } else {
        let message = shared.module.symbol(choice.refusal)
        emit(.raiseArgumentError, [], immediate: Int64(message.raw), at: span)
      }
      join([other], depth: depth)
      rest.subtract(choice.tags)
      container = refined(container, rest)
    }
    for mutator in shared.collectionMutators[documented] ?? [] where block != nil {
      let test = emit(.testClass, [container], immediate: Int64(mutator.type.raw))
      let (applies, other) = split(on: test)
      join([applies], depth: depth)
      let result = mutateCollection(mutator, documented, path, arguments, at: span)
      ends.append(jump([result]))
      join([other], depth: depth)
    }
    let result = callMethod(name, of: container, arguments, isPromised: isPromised, at: span)
    ends.append(jump([result]))
    return join(ends, depth: depth).first ?? result
  }

  /// A call of a mutating method.
  private struct Mutation {
    let mutator: Mutator
    let name: String
    let path: Path
    let arguments: [ValueID]
    let argumentSpans: [SourceSpan]
    let span: SourceSpan
  }

  private mutating func mutate(_ call: Mutation) -> ValueID {
    var arguments = call.arguments
    for (i, demand) in call.mutator.demands.prefix(arguments.count).enumerated() {
      arguments[i] = keepPromise(demand, call, arguments[i], at: call.argumentSpans[i])
    }
    if case .changed = call.mutator.style { return replace(call, arguments) }
    return change(call.path, upTo: call.path.steps.count) { this, reached in
      let checked = this.keepFieldPromises(call, reached, arguments)
      return this.check(call, this.refined(reached.value, call.mutator.tags), checked)
    } update: { this, container, checked in
      this.update(call, this.refined(container, call.mutator.tags), checked)
    }
  }

  /// The checks of a call on `container`.
  private mutating func check(
    _ call: Mutation, _ container: ValueID, _ arguments: [ValueID]
  ) -> Checked {
    switch call.mutator.style {
    case .push:
      emit(.genericCheckPush, [container], at: call.span)
      return Checked(values: arguments)
    case .popLast: return Checked(result: emit(.genericLast, [container], at: call.span))
    case .entry:
      let key = emit(.genericCheckIndex, [container, arguments[0]], at: call.span)
      return Checked(values: [key, arguments[1]])
    case .update:
      if !arguments.isEmpty { callMember("$check", call, container, arguments) }
      return Checked(values: arguments)
    case .resultAndUpdate:
      return Checked(
        values: arguments, result: callMember("$result", call, container, arguments))
    case .changed: unreachable("checks of what is called with the collection in its place")
    }
  }

  /// Returns the changed `container`.
  private mutating func update(
    _ call: Mutation, _ container: ValueID, _ checked: Checked
  ) -> ValueID {
    switch call.mutator.style {
    case .push: emit(.genericPush, [container] + checked.values, at: call.span)
    case .popLast: emit(.genericDropLast, [container], at: call.span)
    case .entry: emit(.genericSet, [container] + checked.values, at: call.span)
    case .update, .resultAndUpdate: callMember("$update", call, container, checked.values)
    case .changed: unreachable("an update of what is replaced")
    }
  }

  /// Computes the changed collection from the one at the path, then stores it there.
  private mutating func replace(_ call: Mutation, _ arguments: [ValueID]) -> ValueID {
    let value = refined(read(call.path), call.mutator.tags)
    let changed = callMember("$changed", call, value, arguments)
    return change(call.path, upTo: call.path.steps.count) { _, _ in
      Checked(values: [changed])
    } update: { _, _, checked in
      checked.values[0]
    }
  }

  @discardableResult
  private mutating func callMember(
    _ suffix: String, _ call: Mutation, _ container: ValueID, _ arguments: [ValueID]
  ) -> ValueID {
    let name = shared.module.symbol(call.name + suffix)
    return emit(
      .genericCallMethod, [container] + arguments, immediate: Int64(name.raw), at: call.span)
  }

  // MARK: Annotations

  private mutating func keepPromise(
    _ demand: Mutator.Demand?, _ call: Mutation, _ value: ValueID, at span: SourceSpan
  ) -> ValueID {
    let depth = call.path.steps.count
    switch demand {
    case .element: return keepPromise(ofElementOf: call.path, depth: depth + 1, value, at: span)
    case .elements: return keepPromise(ofElementOf: call.path, depth: depth, value, at: span)
    case .key: return keepPromise(ofKeyAt: depth, of: call.path, value, at: span)
    case nil: return value
    }
  }

  private mutating func keepFieldPromises(
    _ call: Mutation, _ reached: Reached, _ arguments: [ValueID]
  ) -> [ValueID] {
    var result = arguments
    for (i, demand) in call.mutator.demands.prefix(arguments.count).enumerated() {
      let span = call.argumentSpans[i]
      switch demand {
      case .element, .elements:
        result[i] = keepFieldPromises(
          call.path, reached.containers, further: demand == .element ? 1 : 0, result[i], at: span)
      case .key:
        result[i] = keepFieldPromises(
          ofKeyAt: call.path.steps.count, of: call.path, reached.containers, result[i], at: span)
      case nil: continue
      }
    }
    return result
  }

}

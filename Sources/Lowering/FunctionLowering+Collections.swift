import IR
import Library
import Sema
import Source
import Support
import Syntax

/// A mutating method of a library collection: a method of a class in Myco that stands there in
/// steps, whose names end in `$` and a word.
///
/// - `name$check(…)` raises what is wrong with the arguments;
/// - `name$plan(…)` raises likewise, and gives what `name$update` then needs as a last argument;
/// - `name$result(…)` raises likewise, and gives the result where that is not the collection;
/// - `name$update(…)` gives the changed collection. It gets one that nobody else has, and must not
///   raise or call the program.
struct CollectionMutator {
  let type: ClassTypeID

  /// The steps before the update, by the number of arguments of a call.
  var steps: [Int: [Step]] = [:]

  enum Step: String, CaseIterable {
    case check, plan, result
  }

  /// What is wrong with a call of `name` with `count` arguments.
  func refusal(of name: String, _ count: Int) -> String {
    Arity(steps.keys.min()!...steps.keys.max()!).refusal(of: name, givenCount: count)
  }
}

extension ModuleLowering {

  /// Makes the class `id` of the library one of values, if its first field is the number of
  /// elements.
  mutating func declareCollection(_ id: ClassID) {
    let type = classType(id)
    guard model.isLibraryCollection(id, in: ast) else { return }
    module.classes[type].isValue = true
    for (symbol, functions) in module.classes[type].methods.sorted(by: { $0.key < $1.key }) {
      let name = module.symbols[symbol]
      if name.hasSuffix("$update") {
        declareMutator(of: type, String(name.dropLast(7)), Set(functions.keys))
      } else if !name.contains("$") {
        let spellings = spellings(of: name)
        for spelling in spellings { module.classes[type].methods[spelling] = functions }
        if Predeclared.isCollectionProperty(name) {
          module.classes[type].properties.formUnion(spellings)
        }
      }
    }
  }

  private mutating func declareMutator(
    of type: ClassTypeID, _ name: String, _ updateArities: Set<Int>
  ) {
    var mutator = CollectionMutator(type: type)
    let methods = module.classes[type].methods
    for updateArity in updateArities {
      var (arity, steps) = (updateArity, [CollectionMutator.Step]())
      if let symbol = module.symbols.symbol(of: "\(name)$plan"),
        methods[symbol]?[updateArity - 1] != nil
      {
        arity -= 1
      }
      for step in CollectionMutator.Step.allCases {
        guard let symbol = module.symbols.symbol(of: "\(name)$\(step)") else { continue }
        if methods[symbol]?[arity] != nil { steps.append(step) }
      }
      mutator.steps[arity] = steps
    }
    collectionMutators[name, default: []].append(mutator)
  }

  /// `true` iff the class is a part of the library.
  func isLibrary(_ id: ClassID) -> Bool {
    ast.modules[model.decls[ast.classes[id].decl].module].isLibrary
  }

}

extension FunctionLowering {

  /// Calls the mutating method `name` on the library collection at `path`, which is of `mutator`'s
  /// class.
  mutating func mutateCollection(
    _ mutator: CollectionMutator, _ name: String, _ path: Path, _ arguments: [ValueID],
    at span: SourceSpan
  ) -> ValueID {
    guard let steps = mutator.steps[arguments.count] else {
      let message = shared.module.symbol(mutator.refusal(of: name, arguments.count))
      return emit(.raiseArgumentError, [], immediate: Int64(message.raw), at: span)
    }
    return change(path, upTo: path.steps.count) { this, reached in
      let collection = this.refined(reached.value, toClass: mutator.type)
      var checked = Checked(values: arguments)
      for step in steps {
        let value = this.callStep("\(name)$\(step)", of: collection, arguments, at: span)
        switch step {
        case .check: break
        case .plan: checked.values.append(value)
        case .result: checked.result = value
        }
      }
      return checked
    } update: { this, container, checked in
      let collection = this.refined(container, toClass: mutator.type)
      let unique = this.emit(.genericUnique, [collection], at: span)
      return this.callStep("\(name)$update", of: unique, checked.values, at: span)
    }
  }

  private mutating func callStep(
    _ name: String, of collection: ValueID, _ arguments: [ValueID], at span: SourceSpan
  ) -> ValueID {
    let symbol = shared.module.symbol(name)
    return emit(
      .genericCallMethod, [collection] + arguments, immediate: Int64(symbol.raw), at: span)
  }

  private mutating func refined(_ value: ValueID, toClass type: ClassTypeID) -> ValueID {
    emit(.refineClass, [value], immediate: Int64(type.raw))
  }

}

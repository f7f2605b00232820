import Library
import Sema
import Source
import Support
import Syntax

// The library collections: classes of the library in Myco whose instances are values. Their
// mutating methods stand there in steps, `name$check`, `name$plan`, `name$result`, `name$update`.

extension Program {

  /// What messages call the variable `decl` of the function `function`: in the library, the member.
  func subject(of decl: DeclID, in function: String) -> String {
    sources[ast.decls[decl].span.file].isLibrary
      ? Predeclared.member(ofLibraryFunction: function) : name(of: decl)
  }

  /// Returns the methods for `step` of the mutating method `name` of `instance`.
  fileprivate func step(_ step: String, of name: Symbol, _ instance: Instance) -> [FuncID] {
    guard let symbol = ast.symbols.symbol(of: "\(documentedName(name))$\(step)") else { return [] }
    return model.methods(symbol, of: instance.type.id)
  }

  /// Returns the method or property `name`, in either spelling, of the collection `instance`.
  func collectionMethods(_ name: Symbol, of instance: Instance) -> [FuncID] {
    guard let symbol = ast.symbols.symbol(of: documentedName(name)) else { return [] }
    return model.methods(symbol, of: instance.type.id)
  }

  private func documentedName(_ name: Symbol) -> String { Predeclared.documented(text(name)) }

  /// `true` iff `name` is a property of the collection `instance`.
  func isProperty(_ name: Symbol, of instance: Instance) -> Bool {
    instance.type.isCollection && Predeclared.isCollectionProperty(documentedName(name))
      && !collectionMethods(name, of: instance).isEmpty
  }

  /// `true` iff `name` is a method that changes `value`, a library collection.
  func changesCollection(_ name: Symbol, _ value: Value) -> Bool {
    guard case .instance(let instance) = value, instance.type.isCollection else { return false }
    return !step("update", of: name, instance).isEmpty
  }

  /// The functions of the library in Myco called `name`.
  fileprivate func libraryFunctions(_ name: String) -> [FuncID] {
    guard let symbol = ast.symbols.symbol(of: name) else { return [] }
    return ast.modules.filter(\.isLibrary).flatMap { module in
      module.body.statements.compactMap { statement in
        guard case .function(let id, _) = ast.stmts[statement].kind,
          let decl = ast.funcs[id].decl, ast.decls[decl].name == symbol
        else { return nil }
        return id
      }
    }
  }

}

extension Evaluator {

  /// Makes a library collection: calls `library.create`.
  mutating func createCollection(
    _ library: String, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    let functions = program.libraryFunctions("\(library)_create")
    let function = functions.first { program.arity(of: $0).contains(arguments.count) }
    guard let function else {
      let entry = LibraryTable.standard.entry("create", ofLibrary: library)!
      throw Fault.arguments("create", entry.arity!.counts, arguments.count, at: span)
    }
    return try call(function, nil, nil, nil, arguments, at: span)
  }

  /// Calls the mutating method `name` on the library collection at `path`.
  mutating func mutateCollection(
    _ path: Path, _ name: Symbol, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    let steps = try prepare(name, read(path), arguments, at: span)
    // Taken out of its place, it has one owner.
    var taken = Value.null
    try modify(path) { (place, _) in swap(&place, &taken) }
    let changed = try update(name, &taken, steps.arguments, at: span)
    try modify(path) { (place, _) in place = changed }
    return steps.result ?? changed
  }

  /// Calls the mutating method `name` on a library collection that is a temporary.
  mutating func mutateTemporary(
    _ collection: Value, _ name: Symbol, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    let steps = try prepare(name, collection, arguments, at: span)
    var copy = collection
    let changed = try update(name, &copy, steps.arguments, at: span)
    return steps.result ?? changed
  }

  /// Runs the steps before the update; returns the result, unless that is the collection, and the
  /// arguments of the update.
  private mutating func prepare(
    _ name: Symbol, _ value: Value, _ arguments: [Value], at span: SourceSpan
  ) throws -> (result: Value?, arguments: [Value]) {
    guard case .instance(let instance) = value else { unreachable("no library collection") }
    let plan = program.step("plan", of: name, instance)
    let arity = program.arity(of: program.step("update", of: name, instance)[0])
    let planCount = plan.isEmpty ? 0 : 1
    let counts = (arity.lowerBound - planCount)...(arity.upperBound - planCount)
    guard counts.contains(arguments.count) else {
      throw Fault.arguments(
        Predeclared.documented(program.text(name)), counts, arguments.count, at: span)
    }
    var all = arguments
    let check = program.step("check", of: name, instance)
    if !check.isEmpty { _ = try call(check, of: instance, arguments, at: span) }
    if !plan.isEmpty { all.append(try call(plan, of: instance, arguments, at: span)) }
    let result = program.step("result", of: name, instance)
    if result.isEmpty { return (nil, all) }
    return (try call(result, of: instance, arguments, at: span), all)
  }

  private mutating func update(
    _ name: Symbol, _ value: inout Value, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    let collection = value.takeUniqueInstance()
    let methods = program.step("update", of: name, collection)
    return try call(methods, of: collection, arguments, at: span)
  }

}

extension Value {

  /// Takes the library collection out of the variable; a copy, unless that was its only owner.
  fileprivate mutating func takeUniqueInstance() -> Instance {
    var instance = takeInstance()
    if isKnownUniquelyReferenced(&instance) { return instance }
    return Instance(type: instance.type, fields: instance.fields, unset: instance.unset)
  }

  // As in Value+Mutation: the content leaves by the result of what does nothing else.
  @inline(never)
  private mutating func takeInstance() -> Instance {
    guard case .instance(let instance) = self else { unreachable("no instance") }
    self = .null
    return instance
  }

}

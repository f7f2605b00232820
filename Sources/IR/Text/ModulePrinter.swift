import Support

/// Returns the textual form of `module`; `parseModule` reads it back.
///
/// Values and blocks are numbered anew in the order in which they stand.
public func print(_ module: Module) -> String {
  var printer = ModulePrinter(module)
  printer.printModule()
  return printer.output
}

/// Returns the textual form of `function`, which belongs to `module` (it may be taken out of it).
public func print(_ function: Function, in module: Module) -> String {
  var printer = ModulePrinter(module)
  printer.printFunction(function)
  return printer.output
}

/// Returns the textual form of the function `id` of `module`.
public func print(_ id: FunctionID, in module: Module) -> String {
  print(module.functions[id], in: module)
}

/// Writes modules as text.
///
///     module     = { annotation | promise | global | class | closure | cell | namespace }
///                  ["main" name] { function }
///     annotation = "annotation" "!"N "=" tags ["element" "!"N] ["key" "!"N]
///                  ["classes" "(" N {"," N} ")"] ["arity" N] ["result" "!"N]
///                  ["converting"] string
///     promise    = "promise" "#"N "=" string "is" "!"N
///     global     = "global" "$"N "=" string ":" type
///     class      = "class" N "=" string ["extends" N] ["constructor" N]
///                  ["to_string" name] ["equals" name] ["drops"] "{" { field | method } "}"
///     field      = "field" string "of" N ":" type ["promise" "#"N] ["unset"]
///     method     = "method" string N name
///     closure    = "closure" N "=" kind [string] "(" [type {"," type}] ")" {N name}
///     cell       = "cell" N "=" string ":" type
///     namespace  = "namespace" N "=" ("library" | "module") string
///
/// The grammar of functions stands at `FunctionPrinter`.
struct ModulePrinter {

  private let module: Module
  private(set) var output = ""

  init(_ module: Module) { self.module = module }

  mutating func printModule() {
    for id in module.annotations.ids { printAnnotation(id) }
    for index in module.promises.indices { printPromise(index) }
    for id in module.globals.ids { printGlobal(id) }
    for id in module.cells.ids {
      let cell = module.cells[id]
      output += "cell \(id.raw) = \(quoted(cell.name)) : \(module.types.text(cell.type))\n"
    }
    for (i, namespace) in module.namespaces.enumerated() {
      let kind = namespace.isLibrary ? "library" : "module"
      output += "namespace \(i) = \(kind) \(quoted(namespace.name))\n"
    }
    for id in module.closures.ids { printClosure(id) }
    for id in module.classes.ids { printClass(id) }
    if !module.main.isNone {
      output += "main \(TextForm.name(module.functions[module.main].name))\n"
    }
    for id in module.functions.ids {
      if !output.isEmpty { output += "\n" }
      printFunction(module.functions[id])
    }
  }

  mutating func printFunction(_ function: Function) {
    var printer = FunctionPrinter(function, module)
    printer.printFunction()
    output += printer.output
  }

  private mutating func printAnnotation(_ id: AnnotationID) {
    let annotation = module.annotations[id]
    output += "annotation !\(id.raw) = \(TextForm.tags(annotation.tags))"
    if !annotation.element.isNone { output += " element !\(annotation.element.raw)" }
    if !annotation.key.isNone { output += " key !\(annotation.key.raw)" }
    if !annotation.classes.isEmpty {
      output += " classes (" + annotation.classes.map { "\($0.raw)" }.joined(separator: ", ") + ")"
    }
    if annotation.arity >= 0 { output += " arity \(annotation.arity)" }
    if !annotation.result.isNone { output += " result !\(annotation.result.raw)" }
    if annotation.convertsIntToFloat { output += " converting" }
    output += " \(TextForm.string(module.symbols[annotation.text]))\n"
  }

  private mutating func printPromise(_ index: Int) {
    let promise = module.promises[index]
    output += "promise #\(index) = \(TextForm.string(module.symbols[promise.subject]))"
    output += " is !\(promise.annotation.raw)\n"
  }

  private mutating func printGlobal(_ id: GlobalID) {
    let global = module.globals[id]
    output += "global $\(id.raw) = \(TextForm.string(module.symbols[global.name]))"
    output += " : \(module.types.text(global.type))\n"
  }

  private mutating func printClosure(_ id: ClosureID) {
    let closure = module.closures[id]
    output += "closure \(id.raw) = \(closure.kind.rawValue)"
    if !closure.name.isNone { output += " \(quoted(closure.name))" }
    let captures = (0..<closure.captureCount).map {
      module.types.text($0 < closure.captures.count ? closure.captures[$0] : .unknown)
    }
    output += " (\(captures.joined(separator: ", ")))"
    if closure.isNested { output += " nested" }
    if let token = closure.token { output += " token \(token)" }
    if let arities = closure.arities {
      output += " takes \(arities.lowerBound) to \(arities.upperBound)"
    }
    for (arity, function) in closure.functions.sorted(by: { $0.key < $1.key }) {
      output += " \(arity) \(name(function))"
    }
    output += "\n"
  }

  private mutating func printClass(_ id: ClassTypeID) {
    let definition = module.classes[id]
    output += "class \(id.raw) = \(quoted(definition.name))"
    if !definition.base.isNone { output += " extends \(definition.base.raw)" }
    if !definition.constructor.isNone { output += " constructor \(definition.constructor.raw)" }
    if !definition.toStringHook.isNone { output += " to_string \(name(definition.toStringHook))" }
    if !definition.equalsHook.isNone { output += " equals \(name(definition.equalsHook))" }
    if definition.dropsDirectly { output += " drops" }
    if definition.isValue { output += " value" }
    output += " {\n"
    for field in definition.fields { printField(field) }
    let methods = definition.methods.sorted { $0.key < $1.key }
    for (symbol, functions) in methods {
      for (arity, function) in functions.sorted(by: { $0.key < $1.key }) {
        output += "  method \(quoted(symbol)) \(arity) \(name(function))\n"
      }
    }
    output += "}\n"
  }

  private mutating func printField(_ field: FieldDefinition) {
    output += "  field \(quoted(field.name)) of \(field.owner.raw)"
    output += " : \(module.types.text(field.type))"
    if field.promise >= 0 { output += " promise #\(field.promise)" }
    if field.mayBeUnset { output += " unset" }
    output += "\n"
  }

  private func name(_ function: FunctionID) -> String {
    TextForm.name(module.functions[function].name)
  }

  private func quoted(_ symbol: Symbol) -> String { TextForm.string(module.symbols[symbol]) }

}

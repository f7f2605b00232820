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
///     module     = { annotation | promise | global } ["main" name] { function }
///     annotation = "annotation" "!"N "=" tags ["element" "!"N] ["converting"] string
///     promise    = "promise" "#"N "=" string "is" "!"N
///     global     = "global" "$"N "=" string ":" type
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

}

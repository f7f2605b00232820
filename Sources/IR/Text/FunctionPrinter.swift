import Support

/// Writes one function as text.
///
///     function    = "func" name "(" [parameter {"," parameter}] ")" "->" type
///                   ["display" string] ["propagates"] ["file" string] "{" { block } "}"
///     parameter   = value ":" type ["borrowed" | "owned"] ["at" location]
///     block       = label ["(" parameter {"," parameter} ")"] ":" {instruction} [terminator]
///     instruction = [value "="] opcode [immediate] [value {"," value}] [":" type] ["at" location]
///     terminator  = "br" edge | "cond_br" value "," edge "," edge | "return" value
///                 | "unreachable"
///     edge        = label ["(" value {"," value} ")"]
///     location    = [string ":"] line ":" column ["in" string] ["inlined" "at" location]
///
/// The type is left out where the opcode fixes it, the file and the function of a location where
/// they are those of the function, its `display` name where that is its name.
struct FunctionPrinter {

  private let function: Function
  private let module: Module
  private let file: Symbol
  private var numbers: Table<ValueID, Int>
  private var labels: Table<BlockID, Int>
  private var isUsed: IDSet<ValueID>
  private(set) var output = ""

  init(_ function: Function, _ module: Module) {
    self.function = function
    self.module = module
    numbers = Table(repeating: -1, count: function.values.count)
    labels = Table(repeating: -1, count: function.blocks.count)
    isUsed = IDSet(capacity: function.values.count)
    file = Self.firstFile(function, module)
    for block in function.layout {
      for value in function[block].instructions {
        for operand in function.operands(value) { isUsed.insert(operand) }
      }
      if let operand = function[block].terminator.operand { isUsed.insert(operand) }
      for edge in function[block].terminator.edges {
        for argument in edge.arguments { isUsed.insert(argument) }
      }
    }
    assignNumbers()
  }

  private mutating func assignNumbers() {
    var next = 0
    for (i, block) in function.layout.enumerated() {
      labels[block] = i
      for value in function[block].parameters + function[block].instructions where isNamed(value) {
        numbers[value] = next
        next += 1
      }
    }
  }

  /// Returns the file of the first location, which goes without saying in the others.
  private static func firstFile(_ function: Function, _ module: Module) -> Symbol {
    for block in function.layout {
      for value in function[block].parameters + function[block].instructions
      where !function[value].location.isNone {
        return module.locations[function[value].location].file
      }
    }
    return .none
  }

  /// `true` iff the result of `value` is printed: it has one, or something uses it.
  private func isNamed(_ value: ValueID) -> Bool {
    isUsed.contains(value) || !function[value].opcode.info.isWithoutResult
  }

  // MARK: Functions and blocks

  mutating func printFunction() {
    output += "func \(TextForm.name(function.name))("
    if !function.layout.isEmpty {
      printParameters(of: function.entry, conventions: function.conventions)
    }
    output += ") -> \(module.types.text(function.resultType))"
    if !function.displayName.isNone, module.symbols[function.displayName] != function.name {
      output += " display \(TextForm.string(module.symbols[function.displayName]))"
    }
    if function.propagates { output += " propagates" }
    if !file.isNone { output += " file \(TextForm.string(module.symbols[file]))" }
    output += " {\n"
    for block in function.layout { printBlock(block) }
    output += "}\n"
  }

  private mutating func printParameters(
    of block: BlockID, conventions: [ParameterConvention] = [], withLocations: Bool = false
  ) {
    for (i, parameter) in function[block].parameters.enumerated() {
      if i > 0 { output += ", " }
      output += "\(text(parameter)): \(module.types.text(function[parameter].type))"
      if i < conventions.count {
        switch conventions[i] {
        case .borrowed: output += " borrowed"
        case .owned: output += " owned"
        }
      }
      if withLocations { printLocation(function[parameter].location) }
    }
  }

  private mutating func printBlock(_ block: BlockID) {
    output += text(block)
    if !function[block].parameters.isEmpty {
      output += "("
      printParameters(of: block, withLocations: true)
      output += ")"
    }
    output += ":\n"
    for value in function[block].instructions { printInstruction(value) }
    printTerminator(function[block].terminator)
  }

  // MARK: Instructions

  private mutating func printInstruction(_ value: ValueID) {
    let instruction = function[value]
    let info = instruction.opcode.info
    output += isNamed(value) ? "  \(text(value)) = " : "  "
    output += info.name
    if let immediate = immediateText(instruction, info.immediate) { output += " \(immediate)" }
    let operands = function.operands(value)
    if !operands.isEmpty { output += " " + operands.map(text).joined(separator: ", ") }
    if impliedType(value, info) != instruction.type {
      output += " : \(module.types.text(instruction.type))"
    }
    printLocation(instruction.location)
    output += "\n"
  }

  private func impliedType(_ value: ValueID, _ info: OpcodeInfo) -> TypeID? {
    switch info.result {
    case .explicit: nil
    case .fixed(let type): type
    case .first:
      function.operands(value).first.map { function[$0].type }
    }
  }

  private func immediateText(_ instruction: Instruction, _ kind: ImmediateKind) -> String? {
    let immediate = instruction.immediate
    switch kind {
    case .none: return nil
    case .int: return "\(immediate)"
    case .float: return TextForm.float(immediate)
    case .bool: return immediate == 0 ? "false" : "true"
    case .symbol:
      guard 0..<Int64(module.symbols.count) ~= immediate else { return "?\(immediate)" }
      return TextForm.string(module.symbols[Symbol(raw: UInt32(immediate))])
    case .function:
      guard 0..<Int64(module.functions.count) ~= immediate else { return "?\(immediate)" }
      return TextForm.name(module.functions[FunctionID(raw: UInt32(immediate))].name)
    case .global: return "$\(immediate)"
    case .operation: return BinaryOperation(rawValue: immediate)?.text ?? "?\(immediate)"
    case .predicate: return Predicate(rawValue: immediate)?.name ?? "?\(immediate)"
    case .tags: return TextForm.tags(TagSet(rawValue: UInt32(truncatingIfNeeded: immediate)))
    case .promise: return "#\(immediate)"
    case .classType, .closure, .cell, .namespace: return "\(immediate)"
    case .intrinsic: return Intrinsic(rawValue: immediate)?.info.name ?? "?\(immediate)"
    case .errorPart: return ErrorPart(rawValue: immediate)?.name ?? "?\(immediate)"
    }
  }

  private mutating func printTerminator(_ terminator: Terminator) {
    switch terminator {
    case .missing: return
    case .unreachable: output += "  unreachable"
    case .propagate: output += "  propagate"
    case .raising(let then, let error):
      output += "  raising \(text(then)), \(text(error))"
    case .branch(let edge): output += "  br \(text(edge))"
    case .returnValue(let value): output += "  return \(text(value))"
    case .conditional(let condition, let then, let otherwise):
      output += "  cond_br \(text(condition)), \(text(then)), \(text(otherwise))"
    }
    output += "\n"
  }

  // MARK: Parts

  private mutating func printLocation(_ id: LocationID) {
    guard !id.isNone else { return }
    output += " at "
    var next = id
    while !next.isNone {
      let location = module.locations[next]
      if next != id { output += " inlined at " }
      if location.file != file { output += TextForm.string(module.symbols[location.file]) + ":" }
      output += "\(location.line):\(location.column)"
      if location.function != function.displayName {
        output += " in \(TextForm.string(module.symbols[location.function]))"
      }
      next = location.inlinedAt
    }
  }

  /// Returns the printed form of `value`; that of one that stands in no block shows its identity.
  private func text(_ value: ValueID) -> String {
    guard value.index < numbers.count else { return "%none" }
    return numbers[value] < 0 ? "%removed\(value.raw)" : "%\(numbers[value])"
  }

  private func text(_ block: BlockID) -> String {
    guard block.index < labels.count else { return "b_none" }
    return labels[block] < 0 ? "b_removed\(block.raw)" : "b\(labels[block])"
  }

  private func text(_ edge: Edge) -> String {
    var result = text(edge.target)
    if !edge.arguments.isEmpty {
      result += "(" + edge.arguments.map(text).joined(separator: ", ") + ")"
    }
    return result
  }

}

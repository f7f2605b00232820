import IR
import Support

/// Replaces calls in one function by the bodies of what they call.
struct Inliner {

  private(set) var function: Function
  private(set) var hasChanged = false

  /// The sum of the sizes of what was put in.
  private(set) var growth = 0

  private var layout: [BlockID] = []

  /// The block that instructions are added to.
  private var current = BlockID.none

  private var replacements: Replacements

  init(_ function: Function) {
    self.function = function
    replacements = Replacements(function)
  }

  /// Replaces the calls of functions for which `growth` gives a size, told what came before.
  mutating func run(
    _ module: inout Module, growth sizeOfAccepted: (FunctionID, _ soFar: Int) -> Int?
  ) {
    for block in function.layout {
      let instructions = function[block].instructions
      var terminator = function[block].terminator
      start(block)
      guard instructions.contains(where: { function[$0].opcode == .call }) else { continue }
      function.setInstructions(of: block, [])
      for value in instructions {
        let callee = FunctionID(raw: UInt32(truncatingIfNeeded: function[value].immediate))
        if function[value].opcode == .call, let size = sizeOfAccepted(callee, growth) {
          growth += size
          hasChanged = true
          var error: Edge?
          if case .raising(let then, let edge) = terminator, value == instructions.last {
            error = edge
            terminator = .branch(then)
          }
          replaceCall(value, module.functions[callee], error, &module)
        } else {
          function.place(value, atEndOf: current)
        }
      }
      function[current].terminator = terminator
    }
    function.setLayout(layout)
    replacements.apply(to: &function)
  }

  private mutating func start(_ block: BlockID) {
    layout.append(block)
    current = block
  }

  /// Adds the body of `callee` at the end of the current block; a new one, whose parameter is the
  /// result, becomes the current one. Errors of the body go along `error`, if there is one.
  private mutating func replaceCall(
    _ call: ValueID, _ callee: Function, _ error: Edge?, _ module: inout Module
  ) {
    var copy = BodyCopy(callee, arguments: Array(function.operands(call)), &function, current)
    let continuation = function.appendBlock()
    let result = function.appendParameter(to: continuation, type: function[call].type)
    copy.copyInstructions(&function, callSite: function[call].location, &module)
    copy.copyTerminators(&function, continuation: continuation, error: error)
    layout.append(contentsOf: copy.newBlocks)
    start(continuation)
    replacements.replace(call, by: result)
  }

}

/// The copying of a callee's body into its caller.
private struct BodyCopy {

  private let callee: Function
  private var blocks: Table<BlockID, BlockID>
  private var values: Table<ValueID, ValueID>

  /// The blocks made for those of the callee but its entry.
  private(set) var newBlocks: [BlockID] = []

  /// The instructions of the entry go to the end of `block`, the arguments stand for parameters.
  init(
    _ callee: Function, arguments: [ValueID], _ caller: inout Function, _ block: BlockID
  ) {
    self.callee = callee
    blocks = Table(repeating: .none, count: callee.blocks.count)
    values = Table(repeating: .none, count: callee.values.count)
    blocks[callee.entry] = block
    for (parameter, argument) in zip(callee.parameters, arguments) {
      values[parameter] = argument
    }
    for old in callee.layout.dropFirst() {
      blocks[old] = caller.appendBlock()
      newBlocks.append(blocks[old])
    }
  }

  /// Makes all values, then sets the operands: a value may stand behind its use in the layout.
  mutating func copyInstructions(
    _ caller: inout Function, callSite: LocationID, _ module: inout Module
  ) {
    var places = InlinedLocations(callSite: callSite)
    for block in callee.layout {
      if block != callee.entry {
        for parameter in callee[block].parameters {
          values[parameter] = caller.appendParameter(
            to: blocks[block], type: callee[parameter].type,
            location: places.location(callee[parameter].location, &module))
        }
      }
      for value in callee[block].instructions {
        let instruction = callee[value]
        values[value] = caller.append(
          to: blocks[block], instruction.opcode, type: instruction.type,
          Array(callee.operands(value)), immediate: instruction.immediate,
          location: places.location(instruction.location, &module))
      }
    }
    for block in callee.layout {
      for value in callee[block].instructions {
        for (i, operand) in callee.operands(value).enumerated() {
          caller.setOperand(values[value], i, values[operand])
        }
      }
    }
  }

  func copyTerminators(_ caller: inout Function, continuation: BlockID, error: Edge?) {
    for block in callee.layout {
      let terminator = callee[block].terminator
      switch (terminator, error) {
      case (.returnValue(let value), _):
        caller[blocks[block]].terminator = .branch(Edge(continuation, [values[value]]))
      case (.propagate, let error?): caller[blocks[block]].terminator = .branch(error)
      default:
        caller[blocks[block]].terminator = terminator.mapping(values: { values[$0] }) {
          Edge(blocks[$0.target], $0.arguments.map { values[$0] })
        }
      }
    }
  }

}

/// The locations of a body with the place of the call that it replaces.
private struct InlinedLocations {

  private let callSite: LocationID
  private var known: [LocationID: LocationID] = [:]

  init(callSite: LocationID) { self.callSite = callSite }

  /// Returns the location `id` of the callee as one of the caller.
  mutating func location(_ id: LocationID, _ module: inout Module) -> LocationID {
    if id.isNone || callSite.isNone { return id }
    if let result = known[id] { return result }
    var location = module.locations[id]
    let outer = location.inlinedAt
    location.inlinedAt = outer.isNone ? callSite : self.location(outer, &module)
    let result = module.intern(location)
    known[id] = result
    return result
  }

}

import IR
import Support

extension FunctionLowering {

  /// Ends the current block by a jump to be joined later; `nil` where nothing can be reached.
  mutating func jump(_ values: [ValueID] = []) -> Jump? {
    guard let current = block else { return nil }
    block = nil
    return Jump(block: current, environment: environment, values: values)
  }

  /// Starts a block where `jumps` meet and returns the values that they bring.
  ///
  /// Of each variable on which the jumps differ the block gets a parameter. Variables beyond
  /// `depth` are out of scope there. With no jump the code that follows cannot be reached.
  @discardableResult
  mutating func join(_ jumps: [Jump?], depth: Int) -> [ValueID] {
    let ways = jumps.compactMap { $0 }
    guard let first = ways.first else {
      block = nil
      return []
    }
    if ways.count == 1, first.raisingThen == nil {
      resume(first, depth: depth)
      return first.values
    }
    let target = function.appendBlock()
    var arguments = Array(repeating: [ValueID](), count: ways.count)
    environment = Array(first.environment.prefix(depth))
    for slot in 0..<depth {
      let values = ways.map { $0.environment[slot] }
      environment[slot] = merge(values, in: target, &arguments)
    }
    let results = first.values.indices.map { i in
      merge(ways.map { $0.values[i] }, in: target, &arguments)
    }
    for (way, list) in zip(ways, arguments) { connect(way, Edge(target, list)) }
    block = target
    return results
  }

  /// Ends the block of `way` by `edge`.
  private mutating func connect(_ way: Jump, _ edge: Edge) {
    if let next = way.raisingThen {
      function[way.block].terminator = .raising(then: Edge(next), error: edge)
    } else {
      function[way.block].terminator = .branch(edge)
    }
  }

  /// Continues where `jump` left off, in its own block.
  private mutating func resume(_ jump: Jump, depth: Int) {
    block = jump.block
    environment = Array(jump.environment.prefix(depth))
  }

  /// Returns the value that stands for `values` in `target`: their common one or a parameter.
  private mutating func merge(
    _ values: [ValueID], in target: BlockID, _ arguments: inout [[ValueID]]
  ) -> ValueID {
    if values.dropFirst().allSatisfy({ $0 == values[0] }) { return values[0] }
    let roots = values.map(unrefined)
    if roots.dropFirst().allSatisfy({ $0 == roots[0] }) { return roots[0] }
    for (i, value) in values.enumerated() { arguments[i].append(value) }
    return function.appendParameter(to: target, type: .unknown)
  }

  /// Returns the value that `value` is a refinement of: it says less, but in more places.
  private func unrefined(_ value: ValueID) -> ValueID {
    var result = value
    while function[result].opcode == .refine || function[result].opcode == .refineClass {
      result = function.operand(result, 0)
    }
    return result
  }

}

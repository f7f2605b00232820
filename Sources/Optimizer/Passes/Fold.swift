import IR
import Support

/// Computes what is known when the program is compiled, and simplifies what is known in part.
///
///     before                          after
///     b0(%0: int):                    b0(%0: int):
///       %1 = const.int 2                %1 = const.int 2
///       %2 = const.int 3                %2 = const.int 3
///       %3 = int.multiply %1, %2        %3 = const.int 6
///       %4 = const.int 0                %4 = const.int 0
///       %5 = int.add %0, %4             return %0
///       return %5
///
/// Constants flow over the edges that can be taken (`ConditionalPropagation`); an instruction is
/// computed iff it does not raise on these operands: where it would, it stays and raises. The
/// identities of partly known instructions stand in the folder `Simplify`, a file per family of
/// opcodes, each with its condition.
///
/// It pays since inference and inlining leave constants behind. It stands before `simplify-cfg`,
/// which takes away the branches, and before `dce`, which takes away the operands. Linear.
extension Pass {

  public static let fold = Pass(
    "fold", "compute constants and simplify instructions",
    function: { function, module in
      let hasChanged = replaceConstants(&function, &module)
      return simplifyInstructions(&function, &module) || hasChanged
    })

}

private func replaceConstants(_ function: inout Function, _ module: inout Module) -> Bool {
  var propagation = ConditionalPropagation(function)
  propagation.run(function, &module.symbols)
  var replacements = Replacements(function)
  var hasChanged = false
  for block in function.layout where propagation.isExecutable.contains(block) {
    let constants = constantsOfParameters(of: block, propagation, &function, &replacements)
    if !constants.isEmpty {
      function.setInstructions(of: block, constants + function[block].instructions)
      hasChanged = true
    }
    for value in function[block].instructions where function.constant(value) == nil {
      guard case .constant(let constant) = propagation.states[value] else { continue }
      function.replace(value, by: constant)
      hasChanged = true
    }
  }
  replacements.apply(to: &function)
  return hasChanged
}

/// Returns instructions that make the constants which parameters of `block` always are, and has
/// them used for the parameters.
private func constantsOfParameters(
  of block: BlockID, _ propagation: ConditionalPropagation, _ function: inout Function,
  _ replacements: inout Replacements
) -> [ValueID] {
  var result: [ValueID] = []
  for parameter in function[block].parameters {
    guard case .constant(let constant) = propagation.states[parameter],
      constant.type == function[parameter].type, propagation.isUsed(parameter)
    else { continue }
    let value = function.makeInstruction(
      constant.opcode, type: constant.type, [], immediate: constant.immediate)
    replacements.replace(parameter, by: value)
    result.append(value)
  }
  return result
}

/// Simplifies each instruction after its operands, since those dominate it.
///
/// An instruction that is another value goes at once: it does not raise, which `dce` cannot know.
private func simplifyInstructions(_ function: inout Function, _ module: inout Module) -> Bool {
  var replacements = Replacements(function)
  var hasChanged = false
  for block in ControlFlow(function).reversePostorder {
    let instructions = function[block].instructions
    var kept: [ValueID] = []
    for value in instructions {
      replacements.apply(toOperandsOf: value, in: &function)
      kept.append(value)
      switch Simplification.of(value, function, module.types, module.symbols) {
      case .nothing: continue
      case .value(let other):
        replacements.replace(value, by: other)
        kept.removeLast()
      case .constant(let constant): function.replace(value, by: constant)
      case .instruction(let opcode, let operands, let immediate):
        function.replace(
          value, by: opcode, type: function[value].type, operands, immediate: immediate)
      }
      hasChanged = true
    }
    if kept.count < instructions.count { function.rewriteInstructions(of: block, kept) }
  }
  replacements.apply(to: &function)
  return hasChanged
}

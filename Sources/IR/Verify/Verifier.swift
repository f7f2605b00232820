import Support

/// How far a module has come; each stage adds invariants.
public enum VerificationStage: Int, Comparable, Sendable {

  /// After lowering: generic instructions, types unknown.
  case lowered

  /// After inference, and between the passes of the optimizer.
  case typed

  /// After ownership was made explicit.
  case owned

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

}

/// Returns what is wrong with `module` at `stage`; empty if all invariants hold.
///
/// Always:
/// 1. A function has an entry block, to which no edge leads; every block ends in a terminator.
/// 2. An instruction stands in one place, and block parameters only in parameter lists.
/// 3. An edge leads to a block of the layout and has an argument for each of its parameters.
/// 4. A use is dominated by its definition; that of what ends a block with an error edge, by the
///    block's other edge.
/// 5. An instruction has as many operands as its opcode says; a call, as its callee has
///    parameters.
/// 6. An immediate is what its kind says: an existing symbol, function, global or promise, a
///    known operator or relation, a Bool, a set of tags that is not empty.
/// 7. The type of a result is the one that the opcode fixes.
/// 8. In a function that came from source, what may raise an error has a location.
/// 9. Nothing but the end of the block, which is not reached, follows what always raises.
///
/// 16. A block that ends by `raising` ends in an instruction that can raise, whose result is not
///     passed along the error edge.
///
/// From `.typed` on:
/// 10. No type is unknown.
/// 11. Operands have the types that their opcode takes (`OperandRequirement` lists them); the
///     operands of generic opcodes are tagged, but for checked indices and cursors, which are
///     Ints.
/// 12. Conditions are Bools; arguments have the types of the parameters, results that of the
///     function, globals theirs; a call has the result type of its callee.
/// 17. The type that `convert` gives a value admits it, boxed or not; that of `narrow` and `refine`
///     is one of fewer values. What is read from a map has the type of its values, or Null where
///     the key may be missing.
/// 18. Packed instances occur as elements of arrays only, and their fields are Ints, Floats and
///     Bools. What reads or stores a field has its type, what stores an element a value for each.
///     Such an array only gets longer, shorter, other elements, and is asked for its length.
///
/// Only at `.owned`:
/// 13. Every parameter has a convention.
/// 14. An owned counted value is consumed exactly once on every path that returns or propagates,
///     and not used after; before, `copy` and `drop` do not occur. What raised consumes its
///     operands too, but its result does not exist. To consume an alias (`Function.isAlias`) is to
///     consume what it stands for; `undefined` and constants in memory are never owned.
/// 15. What is borrowed is not used after its root is consumed; a part of a global, field or cell
///     not after anything that may store a reference, nor beyond blocks with one way in.
/// 18. Tokens come from `stack.allocate`, or from `drop.reuse` on objects whose blocks have as many
///     units, and go to `drop` or, as the last operand, to what makes an object of such a block.
/// 19. An object that is made in a block of `stack.allocate` is not copied, handed over or kept by
///     those that get it, and ends by `stack.end`, which ends nothing else.
///
/// Values of type `bottom` do not exist, so they may stand anywhere. Unreachable blocks are only
/// checked for their form. Linear in the size of the module but for the sets of live owned values,
/// which are compared at joins.
public func verify(_ module: Module, stage: VerificationStage) -> [String] {
  let stores = stage == .owned ? SharedStores(module) : nil
  var problems = module.functions.elements.flatMap { verify($0, in: module, stage, stores) }
  if stage == .owned && problems.isEmpty && module.functions.elements.contains(where: usesStack) {
    let escapes = Escapes(module)
    for function in module.functions.elements where usesStack(function) {
      var verifier = Verifier(function, module, stage)
      verifier.verifyStack(escapes)
      problems += verifier.problems
    }
  }
  return problems
}

private func usesStack(_ function: Function) -> Bool {
  function.layout.contains { block in
    function[block].instructions.contains {
      [.stackAllocate, .stackEnd].contains(function[$0].opcode)
    }
  }
}

/// Returns what is wrong with `function` of `module` at `stage`, but for invariant 19; `stores` are
/// there iff that is `owned`.
private func verify(
  _ function: Function, in module: Module, _ stage: VerificationStage, _ stores: SharedStores?
) -> [String] {
  var verifier = Verifier(function, module, stage)
  verifier.verifyForm()
  // What follows walks along edges and operands, which must lead somewhere.
  guard verifier.problems.isEmpty else { return verifier.problems }
  verifier.verifyDominance()
  verifier.verifyInstructions()
  verifier.verifyTerminators()
  guard verifier.problems.isEmpty else { return verifier.problems }
  if let stores { verifier.verifyOwnership(stores) }
  return verifier.problems
}

/// Collects the problems of one function.
struct Verifier {

  let function: Function
  let module: Module
  let stage: VerificationStage
  let cameFromSource: Bool
  private(set) var problems: [String] = []

  init(_ function: Function, _ module: Module, _ stage: VerificationStage) {
    self.function = function
    self.module = module
    self.stage = stage
    cameFromSource = function.values.elements.contains { !$0.location.isNone }
  }

  mutating func report(_ problem: String, at value: ValueID) {
    report("\(problem) (v\(value.raw) = \(function[value].opcode.info.name))")
  }

  mutating func report(_ problem: String, in block: BlockID) {
    report("\(problem) (block \(block.raw))")
  }

  mutating func report(_ problem: String) { problems.append("@\(function.name): \(problem)") }

}

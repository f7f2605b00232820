import IR
import Support

extension Pass {

  /// Cuts a text into pieces one by one, as the loop over them takes them.
  ///
  ///     before                                   after
  ///     %2 = intrinsic string.split %0, %1       %9 = string.byte_length %0
  ///     %3 = array.length %2
  ///     br b1(%4)                                br b1(%4, %4)
  ///     b1(%5: int):                             b1(%5: int, %10: int):
  ///     %6 = int.compare lt %5, %3               %6 = int.compare le %10, %9
  ///     cond_br %6, b2, b3                       cond_br %6, b2, b3
  ///     b2:                                      b2:
  ///                                              %11 = intrinsic string.piece_end %0, %1, %10
  ///     %7 = array.get %2, %5 : string           %7 = intrinsic string.part %0, %10, %11
  ///     ...                                      ...
  ///                                              %12 = int.add_unchecked %11, 1
  ///     %8 = int.add_unchecked %5, 1             %8 = int.add_unchecked %5, 1
  ///     br b1(%8)                                br b1(%8, %12)
  ///
  /// Where a piece begins goes around beside the counter. Likewise with `string.lines`, whose
  /// pieces end behind the end of the line.
  ///
  /// Legal if the array is used for nothing but the loop: its length as the bound of a counter that
  /// goes from 0 up by 1, its elements at the counter, in no loop inside, where each round would
  /// cut again. A separator must be known, and not empty.
  ///
  /// It pays as nothing but one piece is in memory at a time, for which the same block is used
  /// again. It stands behind inlining, where the library's functions stand where they are called,
  /// and before `ownership`, as the text is used in the loop then.
  public static let walkPieces = Pass(
    "walk-pieces", "cut a text into pieces one by one, as the loop over them takes them",
    function: { function, module in
      guard PieceWalk.hasCuts(function) else { return false }
      var walk = PieceWalk(function, module.symbols)
      walk.run()
      function = walk.function
      return walk.hasChanged
    })

}

private struct PieceWalk {

  var function: Function
  var hasChanged = false

  private let symbols: Interner
  private let webs: ArrayWebs
  private let forest: LoopForest

  /// A loop over the pieces of a text.
  private struct Walk {

    let pieces: ValueID
    let loop: Loop

    /// The first block of the body, which is entered from the header alone.
    let body: BlockID

    /// The comparison of the counter with the number of pieces.
    let condition: ValueID
    let reads: [ValueID]

  }

  init(_ function: Function, _ symbols: Interner) {
    self.function = function
    self.symbols = symbols
    webs = ArrayWebs(function)
    forest = LoopForest(function, webs.flow, DominatorTree(function, webs.flow))
  }

  /// The intrinsic that cuts a text into pieces, if `instruction` calls it.
  static func cut(_ instruction: Instruction) -> Intrinsic? {
    guard instruction.opcode == .intrinsic,
      let intrinsic = Intrinsic(rawValue: instruction.immediate)
    else { return nil }
    return [.stringLines, .stringSplit].contains(intrinsic) ? intrinsic : nil
  }

  /// `true` iff `function` cuts texts into pieces.
  static func hasCuts(_ function: Function) -> Bool {
    function.layout.contains { block in
      function[block].instructions.contains { cut(function[$0]) != nil }
    }
  }

  mutating func run() {
    for index in forest.loops.indices {
      guard let walk = walk(of: index) else { continue }
      rewrite(walk)
      hasChanged = true
    }
  }

  // MARK: Legality

  private func walk(of index: Int) -> Walk? {
    let loop = forest.loops[index]
    guard case .conditional(let condition, let then, let otherwise) =
      function[loop.header].terminator,
      loop.blocks.contains(then.target), !loop.blocks.contains(otherwise.target),
      then.target != loop.header, webs.flow.predecessors[then.target] == [loop.header],
      function[condition].opcode == .intCompare,
      Predicate(rawValue: function[condition].immediate) == .less,
      webs.users[condition].isEmpty
    else { return nil }
    let (counter, length) = (function.operand(condition, 0), function.operand(condition, 1))
    guard isCounter(counter, of: loop), function[length].opcode == .arrayLength,
      webs.users[length] == [condition], isNeverPassedOn(length)
    else { return nil }
    let pieces = function.operand(length, 0)
    guard Self.cut(function[pieces]) != nil, hasSeparator(pieces),
      !loop.blocks.contains(function[pieces].block), isNeverPassedOn(pieces)
    else { return nil }
    let reads = webs.users[pieces].filter { $0 != length }
    guard reads.allSatisfy({ isRead($0, at: counter, in: index) }) else { return nil }
    return Walk(
      pieces: pieces, loop: loop, body: then.target, condition: condition, reads: reads)
  }

  /// `true` iff no edge passes `value` on, and it is not returned.
  private func isNeverPassedOn(_ value: ValueID) -> Bool {
    webs.jumps[value].isEmpty
      && !function.layout.contains { function[$0].terminator.operand == value }
  }

  /// `true` iff `value` goes from 0 up by 1 in `loop`.
  private func isCounter(_ value: ValueID, of loop: Loop) -> Bool {
    guard let position = function[loop.header].parameters.firstIndex(of: value) else {
      return false
    }
    return webs.flow.predecessors[loop.header].allSatisfy { block in
      function[block].terminator.edges.filter { $0.target == loop.header }.allSatisfy { edge in
        let argument = edge.arguments[position]
        guard loop.latches.contains(block) else { return isConstant(argument, 0) }
        return [.intAdd, .intAddUnchecked].contains(function[argument].opcode)
          && function.operand(argument, 0) == value
          && isConstant(function.operand(argument, 1), 1)
      }
    }
  }

  private func isConstant(_ value: ValueID, _ number: Int64) -> Bool {
    Constant(function[value]) == .int(number)
  }

  /// `true` iff the pieces are lines, or the separator is known and not empty.
  private func hasSeparator(_ pieces: ValueID) -> Bool {
    Self.cut(function[pieces]) == .stringLines || separatorLength(pieces) > 0
  }

  /// The bytes of the separator; 0 if it is not known.
  private func separatorLength(_ pieces: ValueID) -> Int {
    guard case .string(let separator) = Constant(function[function.operand(pieces, 1)]) else {
      return 0
    }
    return symbols[separator].utf8.count
  }

  /// `true` iff `value` is the element at `counter`, read in the body and in no loop inside.
  private func isRead(_ value: ValueID, at counter: ValueID, in index: Int) -> Bool {
    let block = function[value].block
    return function[value].opcode == .arrayGet && function.operand(value, 1) == counter
      && forest.loop(of: block) == index && block != forest.loops[index].header
  }

  // MARK: Rewriting

  private mutating func rewrite(_ walk: Walk) {
    let text = function.operand(walk.pieces, 0)
    let isLines = Self.cut(function[walk.pieces]) == .stringLines
    let zero = function.makeInstruction(.constInt, type: .int, [])
    let end = function.makeInstruction(.stringByteLength, type: .int, [text])
    substitute([zero, end], for: walk.pieces)
    let start = function.appendParameter(to: walk.loop.header, type: .int)
    let (pieceEnd, next) = isLines
      ? beginLine(walk, text, start) : beginPiece(walk, text, start)
    for read in walk.reads {
      function.replace(
        read, by: .intrinsic, type: .string, [text, start, pieceEnd],
        immediate: (isLines ? Intrinsic.stringLine : Intrinsic.stringPart).rawValue)
    }
    for block in webs.flow.predecessors[walk.loop.header] {
      function.pass(
        walk.loop.latches.contains(block) ? next : zero, from: block, to: walk.loop.header)
    }
    substitute([], for: function.operand(walk.condition, 1))
    function.setOperands(walk.condition, [start, end])
    let predicate = isLines ? Predicate.less : .lessEqual
    function[walk.condition].immediate = predicate.rawValue
  }

  /// Puts `values` where `old` was.
  private mutating func substitute(_ values: [ValueID], for old: ValueID) {
    let block = function[old].block
    let instructions = function[block].instructions.flatMap { $0 == old ? values : [$0] }
    function.rewriteInstructions(of: block, instructions)
  }

  /// Finds, at the beginning of the body, where the next line begins.
  private mutating func beginLine(
    _ walk: Walk, _ text: ValueID, _ start: ValueID
  ) -> (ValueID, ValueID) {
    let end = function.makeInstruction(
      .intrinsic, type: .int, [text, start], immediate: Intrinsic.stringLineEnd.rawValue)
    begin(walk.body, with: [end])
    return (end, end)
  }

  /// Finds, at the beginning of the body, where the piece ends and the next one begins.
  private mutating func beginPiece(
    _ walk: Walk, _ text: ValueID, _ start: ValueID
  ) -> (ValueID, ValueID) {
    let separator = function.operand(walk.pieces, 1)
    let end = function.makeInstruction(
      .intrinsic, type: .int, [text, separator, start],
      immediate: Intrinsic.stringPieceEnd.rawValue)
    let width = function.makeInstruction(
      .constInt, type: .int, [], immediate: Int64(separatorLength(walk.pieces)))
    let next = function.makeInstruction(.intAddUnchecked, type: .int, [end, width])
    begin(walk.body, with: [end, width, next])
    return (end, next)
  }

  private mutating func begin(_ block: BlockID, with values: [ValueID]) {
    function.rewriteInstructions(of: block, values + function[block].instructions)
  }

}

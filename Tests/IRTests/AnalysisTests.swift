import IR
import Support
import Testing

@Suite struct AnalysisTests {

  /// Two loops, one inside the other, and an unreachable block.
  private static let nested = """
    func @f(%0: bool) -> int {
    b0(%0: bool):
      %1 = const.int 1
      br b1
    b1:
      %2 = const.int 2
      cond_br %0, b2, b4
    b2:
      cond_br %0, b2, b3
    b3:
      %3 = int.add_unchecked %1, %2
      br b1
    b4:
      return %2
    b5:
      br b4
    }
    """

  private let function: Function
  private let flow: ControlFlow

  init() throws {
    function = try parseModule(Self.nested).functions[FunctionID(raw: 0)]
    flow = ControlFlow(function)
  }

  private func block(_ number: Int) -> BlockID { BlockID(number) }

  @Test func predecessors() {
    #expect(Set(flow.predecessors[block(1)]) == [block(0), block(3)])
    #expect(Set(flow.predecessors[block(2)]) == [block(1), block(2)])
    #expect(flow.predecessors[block(4)] == [block(1)])
    #expect(!flow.isReachable(block(5)))
  }

  @Test func reversePostorder() {
    #expect(flow.reversePostorder.first == block(0))
    #expect(flow.reversePostorder.count == 5)
    #expect(flow.order[block(1)] < flow.order[block(2)])
    #expect(flow.order[block(2)] < flow.order[block(3)])
  }

  @Test func dominators() {
    let tree = DominatorTree(function, flow)
    #expect(tree.immediateDominator[block(0)].isNone)
    #expect(tree.immediateDominator[block(3)] == block(2))
    #expect(tree.immediateDominator[block(4)] == block(1))
    #expect(tree.dominates(block(1), block(3)))
    #expect(tree.dominates(block(3), block(3)))
    #expect(!tree.dominates(block(2), block(4)))
    #expect(!tree.dominates(block(0), block(5)))
  }

  @Test func loops() {
    let forest = LoopForest(function, flow, DominatorTree(function, flow))
    #expect(forest.loops.count == 2)
    #expect(forest.loops[0].header == block(1))
    #expect(Set(forest.loops[0].blocks) == [block(1), block(2), block(3)])
    #expect(forest.loops[1].header == block(2))
    #expect(forest.loops[1].parent == 0)
    #expect(forest.loops[1].latches == [block(2)])
    #expect((0..<6).map { forest.depth(of: block($0)) } == [0, 1, 2, 1, 0, 0])
  }

  @Test func liveness() {
    let liveness = Liveness(function, flow)
    let (one, two) = (ValueID(raw: 1), ValueID(raw: 2))
    #expect(liveness.isLiveOut(one, block(0)))
    #expect(liveness.isLiveIn(one, block(3)))
    #expect(liveness.isLiveOut(one, block(3)))
    #expect(!liveness.isLiveIn(two, block(1)))
    #expect(liveness.isLiveIn(two, block(4)))
    #expect(!liveness.isLiveOut(two, block(3)))
    #expect(!liveness.isLiveIn(one, block(4)))
    #expect(Set(liveness.liveIn(block(2))) == [ValueID(raw: 0), one, two])
  }

  @Test func uses() {
    let uses = UseLists(function)
    #expect(Array(uses[ValueID(raw: 1)]) == [.instruction(ValueID(raw: 3))])
    #expect(Array(uses[ValueID(raw: 0)]) == [.terminator(block(1)), .terminator(block(2))])
    #expect(uses[ValueID(raw: 3)].isEmpty)
    #expect(function.useCounts()[ValueID(raw: 2)] == 2)
  }

}

import Support
import Testing

private struct NodeID: EntityID {
  let raw: UInt32
  init(raw: UInt32) { self.raw = raw }
}

@Suite struct SupportTests {

  @Test func identities() {
    #expect(NodeID(3).index == 3)
    #expect(NodeID.none.isNone)
    #expect(!NodeID(0).isNone)
    #expect(NodeID(1) < NodeID(2))
  }

  @Test func tables() {
    var table = Table<NodeID, String>()
    #expect(table.isEmpty)
    #expect(table.nextID == NodeID(0))
    let a = table.append("a")
    let b = table.append("b")
    table[a] += "!"
    #expect(table[a] == "a!")
    #expect(table[b] == "b")
    #expect(Array(table.ids) == [a, b])
    #expect(table.elements == ["a!", "b"])
    table.grow(to: 4, with: "c")
    #expect(table.count == 4)
    #expect(Table<NodeID, Int>(repeating: 7, count: 2).elements == [7, 7])
  }

  @Test func sets() {
    var set = IDSet<NodeID>(capacity: 10)
    #expect(set.isEmpty)
    let areNew = [NodeID(3), NodeID(3), NodeID(200)].map { set.insert($0) }
    #expect(areNew == [true, false, true])
    #expect(set.contains(NodeID(200)))
    #expect(!set.contains(NodeID(1000)))
    #expect(set.members == [NodeID(3), NodeID(200)])
    #expect(set.count == 2)
    let wereMembers = [NodeID(3), NodeID(3), NodeID(900)].map { set.remove($0) }
    #expect(wereMembers == [true, false, false])
    var other = IDSet<NodeID>()
    let grew = [set, set].map { other.formUnion($0) }
    #expect(grew == [true, false])
    other.subtract(set)
    #expect(other.isEmpty)
  }

  @Test func interner() {
    var interner = Interner()
    let a = interner.intern("a")
    let b = interner.intern("b")
    #expect(a != b)
    let again = interner.intern("a")
    #expect(again == a)
    #expect(interner[b] == "b")
    #expect(interner.symbol(of: "b") == b)
    #expect(interner.symbol(of: "c") == nil)
    #expect(interner.count == 2)
  }

  /// Texts that are canonically equivalent but of different bytes are different names.
  @Test func internerComparesBytes() {
    var interner = Interner()
    let composed = interner.intern("\u{E9}")
    let decomposed = interner.intern("e\u{301}")
    #expect(composed != decomposed)
  }

  @Test func worklists() {
    var list = Worklist<NodeID>()
    list.push(NodeID(1))
    list.push(NodeID(2))
    list.push(NodeID(1))
    let popped = (0..<3).map { _ in list.pop() }
    #expect(popped == [NodeID(2), NodeID(1), nil])
    list.push(NodeID(1))
    #expect(!list.isEmpty)
  }

  @Test func timer() {
    var timer = PhaseTimer()
    let value = timer.measure("a") { 1 }
    #expect(value == 1)
    timer.measure("b") {}
    timer.measure("a") {}
    #expect(timer.phases.map(\.name) == ["a", "b"])
  }

}

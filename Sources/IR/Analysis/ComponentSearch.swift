import Support

/// The search for strongly connected components of a graph, by Tarjan, "Depth-First Search and
/// Linear Graph Algorithms", 1972, without recursion.
struct ComponentSearch<Node: EntityID> {

  private let successors: Table<Node, [Node]>
  private var numbers: Table<Node, Int>
  private var lows: Table<Node, Int>
  private var isOpen: IDSet<Node>
  private var open: [Node] = []
  private var next = 0

  /// The nodes, each after its successors, as far as cycles allow; components are contiguous.
  private(set) var order: [Node] = []

  /// The nodes that a way leads back to.
  private(set) var isRecursive: IDSet<Node>

  /// The first node of the component of each node that was visited.
  private(set) var components: Table<Node, Node>

  init(_ successors: Table<Node, [Node]>) {
    self.successors = successors
    numbers = Table(repeating: -1, count: successors.count)
    lows = Table(repeating: -1, count: successors.count)
    isOpen = IDSet(capacity: successors.count)
    isRecursive = IDSet(capacity: successors.count)
    components = Table(repeating: .none, count: successors.count)
  }

  /// Visits what `root` leads to.
  mutating func visit(_ root: Node) {
    guard numbers[root] < 0 else { return }
    var stack = [(id: root, child: 0)]
    start(root)
    while let (id, child) = stack.last {
      if child == successors[id].count {
        stack.removeLast()
        if let parent = stack.last { lows[parent.id] = min(lows[parent.id], lows[id]) }
        finish(id)
        continue
      }
      stack[stack.count - 1].child += 1
      let successor = successors[id][child]
      if successor == id { isRecursive.insert(id) }
      if numbers[successor] < 0 {
        start(successor)
        stack.append((successor, 0))
      } else if isOpen.contains(successor) {
        lows[id] = min(lows[id], numbers[successor])
      }
    }
  }

  private mutating func start(_ id: Node) {
    numbers[id] = next
    lows[id] = next
    next += 1
    open.append(id)
    isOpen.insert(id)
  }

  /// Closes the component whose first function is `id`, if it is one's first.
  private mutating func finish(_ id: Node) {
    guard lows[id] == numbers[id] else { return }
    let start = open.lastIndex(of: id)!
    let component = open[start...]
    for member in component {
      isOpen.remove(member)
      components[member] = id
      if component.count > 1 { isRecursive.insert(member) }
    }
    order.append(contentsOf: component)
    open.removeSubrange(start...)
  }

}

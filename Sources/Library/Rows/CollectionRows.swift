extension LibraryTable {

  /// `docs/library/collections.md`
  static let collectionRows = """
    stacks.create() -> Stack<T>
      an empty stack
    mutating Stack.push(value: T) -> Stack<T> {steps update}
      puts value on top
    mutating Stack.pop() -> Stack<T> throws IndexError {steps check update}
      removes the top; returns the stack
    mutating Stack.take() -> T throws IndexError {steps result update}
      removes the top and returns it
    mutating Stack.clear() -> Stack<T> {steps update}
      removes all elements
    Stack.size: Int
      the number of elements
    Stack.isEmpty() -> Bool
      whether there is no element
    Stack.top() -> T?
      the top; Null when empty
    Stack.toArray() -> Array<T>
      the elements from bottom to top

    queues.create() -> Queue<T>
      an empty queue
    mutating Queue.enqueue(value: T) -> Queue<T> {steps update}
      puts value at the back
    mutating Queue.dequeue() -> Queue<T> throws IndexError {steps check update}
      removes the front; returns the queue
    mutating Queue.pop() -> T throws IndexError {steps result update}
      removes the front and returns it
    mutating Queue.clear() -> Queue<T> {steps update}
      removes all elements
    Queue.size: Int
      the number of elements
    Queue.isEmpty() -> Bool
      whether there is no element
    Queue.front() -> T?
      the front; Null when empty
    Queue.back() -> T?
      the back; Null when empty
    Queue.toArray() -> Array<T>
      the elements from front to back

    heaps.create(isMax: Bool = False) -> Heap<T>
      an empty heap; its root is the least element, or the greatest
    mutating Heap.insert(value: T) -> Heap<T> throws TypeError {steps plan update}
      puts in value; TypeError, and no change, for values without order
    mutating Heap.extract() -> Heap<T> throws IndexError {steps plan update}
      removes the root; returns the heap
    mutating Heap.pop() -> T throws IndexError {steps plan result update}
      removes the root and returns it
    mutating Heap.clear() -> Heap<T> {steps update}
      removes all elements
    Heap.size: Int
      the number of elements
    Heap.isEmpty() -> Bool
      whether there is no element
    Heap.peek() -> T?
      the root; Null when empty
    Heap.elements: Array<T>
      the elements sorted, the root first
    Heap.toArray() -> Array<T>
      the same
    Heap.isMaxHeap: Bool
      whether the root is the greatest element

    trees.create(less: (T, T) -> Bool = <) -> Tree<T>
      an empty search tree in the order of less
    mutating Tree.insert(value: T) -> Tree<T> throws TypeError {steps plan update}
      puts in value, unless an equal one is there
    mutating Tree.remove(value: T) -> Tree<T> throws TypeError {steps plan update}
      removes value, if it is there
    mutating Tree.clear() -> Tree<T> {steps update}
      removes all elements
    Tree.size: Int
      the number of elements
    Tree.isEmpty() -> Bool
      whether there is no element
    Tree.height: Int
      the number of nodes on the longest way down
    Tree.min: T?
      the first element; Null when empty
    Tree.max: T?
      the last element; Null when empty
    Tree.search(value: T) -> Bool throws TypeError
      whether value is there
    Tree.toArray() -> Array<T>
      the elements in order

    graphs.create(directed: Bool = False) -> Graph<T>
      an empty graph
    mutating Graph.addNode(node: T) -> Graph<T> {steps check update}
      puts in a node
    mutating Graph.addEdge(a: T, b: T, weight: Number = 1) -> Graph<T> {steps check update}
      puts in an edge and its nodes; changes the weight of one that is there
    mutating Graph.removeNode(node: T) -> Graph<T> {steps check update}
      removes a node and its edges, if it is there
    mutating Graph.removeEdge(a: T, b: T) -> Graph<T> throws KeyError {steps check update}
      removes an edge, if it is there; KeyError for an unknown node
    mutating Graph.clear() -> Graph<T> {steps update}
      removes all nodes
    Graph.size: Int
      the number of nodes
    Graph.isEmpty() -> Bool
      whether there is no node
    Graph.edgeCount: Int
      the number of edges
    Graph.isDirected: Bool
      whether edges have a direction
    Graph.nodes: Array<T>
      the nodes in order of insertion
    Graph.edges: Array<Array<T | Number>>
      arrays of two nodes and the weight, in order of insertion
    Graph.hasNode(node: Any) -> Bool
      whether there is such a node
    Graph.hasEdge(a: Any, b: Any) -> Bool
      whether there is an edge from a to b
    Graph.neighbors(node: T) -> Array<T> throws KeyError
      the nodes to which edges lead, in order of insertion
    Graph.bfs(node: T) -> Array<T> throws KeyError
      the nodes that can be reached, by breadth-first search
    Graph.dfs(node: T) -> Array<T> throws KeyError
      the same by depth-first search
    Graph.shortestPath(a: T, b: T) -> Array<T>? throws KeyError, ValueError
      the nodes on the way with the least sum of weights; Null if there is none
    Graph.topologicalSort() -> Array<T> throws ValueError
      the nodes, each before those to which its edges lead; ValueError for a cycle
    Graph.components() -> Array<Array<T>>
      the nodes that are connected, in order of insertion
    """

}

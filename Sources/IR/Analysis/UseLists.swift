import Support

/// What uses a value.
public enum User: Hashable, Sendable {

  case instruction(ValueID)

  /// The condition, the result or an edge argument at the end of a block.
  case terminator(BlockID)

}

extension Function {

  /// Calls `body` for each operand of each instruction and terminator in the layout, in order.
  public func forEachUse(_ body: (_ operand: ValueID, _ user: User) -> Void) {
    for block in layout {
      for value in self[block].instructions {
        for operand in operands(value) { body(operand, .instruction(value)) }
      }
      if let operand = self[block].terminator.operand { body(operand, .terminator(block)) }
      for edge in self[block].terminator.edges {
        for argument in edge.arguments { body(argument, .terminator(block)) }
      }
    }
  }

  /// Returns how often each value is used.
  public func useCounts() -> Table<ValueID, Int> {
    var counts = Table<ValueID, Int>(repeating: 0, count: values.count)
    forEachUse { operand, _ in counts[operand] += 1 }
    return counts
  }

}

/// The users of each value of a function, in one pool.
public struct UseLists: Sendable {

  private var starts: [Int]
  private var users: [User]

  /// Collects the users in `function`, in linear time.
  public init(_ function: Function) {
    let counts = function.useCounts()
    starts = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts.elements { starts.append(starts[starts.count - 1] + count) }
    var next = starts
    var users = Array(repeating: User.terminator(.none), count: starts[counts.count])
    function.forEachUse { operand, user in
      users[next[operand.index]] = user
      next[operand.index] += 1
    }
    self.users = users
  }

  /// The users of `value` in order, one entry per operand.
  public subscript(value: ValueID) -> ArraySlice<User> {
    users[starts[value.index]..<starts[value.index + 1]]
  }

}

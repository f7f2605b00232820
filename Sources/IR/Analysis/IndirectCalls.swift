import Support

/// What instructions may run beside the functions that they name.
public struct IndirectCalls: Sendable {

  /// The functions that the runtime calls for text forms and comparisons of instances.
  public let hooks: [FunctionID]

  /// The functions that unknown callers of function values reach.
  public let entries: [FunctionID]

  /// Collects those of `module`.
  public init(_ module: Module) {
    var hooks: [FunctionID] = []
    for definition in module.classes.elements {
      hooks += [definition.toStringHook, definition.equalsHook].filter { !$0.isNone }
    }
    self.hooks = hooks
    entries = module.closures.elements.flatMap { closure in
      closure.functions.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// `true` iff `value` of `function` may run hooks.
  public func runsHooks(_ value: ValueID, _ function: Function, _ types: TypeTable) -> Bool {
    guard !hooks.isEmpty, function[value].opcode.mayRunHooks else { return false }
    return function.operands(value).contains { types.mayHoldInstance(function[$0].type) }
  }

  /// `true` iff `value` of `function` may call function values.
  public func runsEntries(_ value: ValueID, _ function: Function) -> Bool {
    !entries.isEmpty && function[value].opcode.mayRunEntries
  }

}

extension Opcode {

  /// `true` iff it makes text forms of its operands, or compares them.
  public var mayRunHooks: Bool {
    switch self {
    case .print, .genericCompare, .genericIn, .genericBinary, .genericToString, .arrayCompare,
      .arrayContains, .arrayToString, .mapEqual, .mapToString, .errorMake, .intrinsicActing:
      true
    default: false
    }
  }

  fileprivate var mayRunEntries: Bool {
    switch self {
    case .genericCall, .genericCallMethod, .genericGetMember, .intrinsicActing: true
    default: false
    }
  }

}

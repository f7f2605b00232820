extension OpcodeInfo {

  /// `true` iff it is used for what it does, not for its result: the printer gives it no name
  /// unless something uses it.
  public var isWithoutResult: Bool {
    switch result {
    case .fixed(.bottom): true
    case .fixed(.null): !effects.isEmpty
    case .fixed, .explicit, .first: false
    }
  }

}

extension Opcode {

  /// `true` iff it never has a result: what follows it is not reached.
  public var alwaysRaises: Bool { info.result == .fixed(.bottom) }

}

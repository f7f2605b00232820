import IR
import Source
import Support
import Syntax

extension FunctionLowering {

  /// A loop or `try` statement around the code being lowered.
  struct Control {

    enum Kind {
      case loop

      /// A `try` with a `catch`, around its body.
      case handler

      /// A `try` with a `finally`, around its body and its `catch`.
      case finally
    }

    let kind: Kind

    /// The number of variables in scope around it.
    let depth: Int

    /// Of a loop: the ways to its end and to its next iteration.
    var breaks: [Jump] = []
    var continues: [Jump] = []

    /// Of a `try`: where its code may raise.
    var errors: [Jump] = []

    /// Of a `finally`: the ways into it other than by an error.
    var exits: [Exit] = []

    init(_ kind: Kind, depth: Int) {
      self.kind = kind
      self.depth = depth
    }

  }

  /// Where a `finally` goes on.
  enum Destination: Int64 {
    case end, error, caller, afterLoop, nextIteration
  }

  /// A way into a `finally`; the jump brings the destination's number, a result and an error.
  struct Exit {
    let destination: Destination
    let jump: Jump
  }

  /// Runs `body` inside a loop or `try`; returns what became known of it.
  mutating func inside(_ kind: Control.Kind, _ body: (inout FunctionLowering) -> Void) -> Control {
    let outer = errorTarget
    if kind != .loop { errorTarget = controls.count }
    controls.append(Control(kind, depth: environment.count))
    body(&self)
    errorTarget = outer
    return controls.removeLast()
  }

  // MARK: Ways out

  mutating func lowerBreak() {
    leave { this, loop in
      if let jump = this.jump() { this.controls[loop].breaks.append(jump) }
    } otherwise: { .afterLoop }
  }

  mutating func lowerContinue() {
    leave { this, loop in
      if let jump = this.jump() { this.controls[loop].continues.append(jump) }
    } otherwise: { .nextIteration }
  }

  /// Leaves towards the innermost loop: directly, or through the `finally` on the way.
  private mutating func leave(
    _ body: (inout FunctionLowering, Int) -> Void, otherwise destination: () -> Destination
  ) {
    guard let index = controls.lastIndex(where: { $0.kind != .handler }) else {
      unreachable("break or continue outside a loop")
    }
    if controls[index].kind == .loop { return body(&self, index) }
    leave(through: index, to: destination())
  }

  /// Returns `result` to the caller, through the `finally` on the way if there is one.
  mutating func leave(with result: ValueID) {
    if let index = controls.lastIndex(where: { $0.kind == .finally }) {
      leave(through: index, to: .caller, result: result)
    } else {
      terminate(.returnValue(result))
    }
  }

  private mutating func leave(
    through index: Int, to destination: Destination, result: ValueID? = nil
  ) {
    guard let jump = jump(to: destination, result: result) else { return }
    controls[index].exits.append(Exit(destination: destination, jump: jump))
  }

  /// Ends the current block by a way into a `finally`.
  func exit(_ destination: Destination, _ jump: Jump?) -> Exit? {
    jump.map { Exit(destination: destination, jump: $0) }
  }

  /// Ends the current block by a jump with what a `finally` needs to know.
  mutating func jump(
    to destination: Destination, result: ValueID? = nil, error: ValueID? = nil
  ) -> Jump? {
    guard block != nil else { return nil }
    let number = emit(.constInt, [], immediate: destination.rawValue)
    return jump([number, result ?? emit(.undefined, []), error ?? emit(.undefined, [])])
  }

}

/// A message to the user about a place in the source.
public struct Diagnostic: Hashable, Sendable {

  /// How serious a message is.
  public enum Severity: String, Hashable, Sendable, Comparable {

    case error, warning

    public static func < (a: Self, b: Self) -> Bool { a == .error && b == .warning }

  }

  /// A further place that explains the message, e.g. "opened here".
  public struct Note: Hashable, Sendable {

    public var text: String
    public var span: SourceSpan

    public init(_ text: String, at span: SourceSpan) {
      self.text = text
      self.span = span
    }

  }

  public var severity: Severity

  /// A stable code, e.g. `E0102`; the hundreds name the phase: 0 lexical, 1 syntax, 2 names,
  /// 3 types, 4 modules, 5 warnings, 9 not available.
  public var code: String

  /// One sentence without a final period.
  public var message: String

  /// The place.
  public var span: SourceSpan

  /// Further places.
  public var notes: [Note]

  /// A way out, or `nil` if there is none to name.
  public var help: String?

  public init(
    _ severity: Severity, _ code: String, _ message: String, at span: SourceSpan,
    notes: [Note] = [], help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.notes = notes
    self.help = help
  }

}

/// The messages of a compilation, in the order they arose.
public struct DiagnosticSet: Sendable {

  public private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  public init() {}

  /// `true` iff there is an error.
  public var containsError: Bool { all.contains { $0.severity == .error } }

  /// Adds `diagnostic` unless an equal one is there already.
  public mutating func insert(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }

  /// The messages in the order of their places: by file, then by offset, errors first.
  public var sorted: [Diagnostic] {
    all.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      let (p, q) = ((x.span.file.raw, x.span.start), (y.span.file.raw, y.span.start))
      if p != q { return p < q }
      if x.severity != y.severity { return x.severity < y.severity }
      return a.offset < b.offset
    }.map(\.element)
  }

}

/// The identity of an interned string.
public struct Symbol: EntityID {

  public let raw: UInt32

  public init(raw: UInt32) { self.raw = raw }

}

/// A table of distinct strings: texts of equal bytes have equal symbols.
public struct Interner: Sendable {

  private var texts = Table<Symbol, String>()
  private var symbols: [ByteKey: Symbol] = [:]

  /// Creates an empty interner.
  public init() {}

  /// Returns the symbol of `text`, which is added if it is new.
  public mutating func intern(_ text: String) -> Symbol {
    if let symbol = symbols[ByteKey(text: text)] { return symbol }
    let symbol = texts.append(text)
    symbols[ByteKey(text: text)] = symbol
    return symbol
  }

  /// Returns the symbol of `text` if it was interned.
  public func symbol(of text: String) -> Symbol? { symbols[ByteKey(text: text)] }

  /// Returns the text of `symbol`.
  public subscript(symbol: Symbol) -> String { texts[symbol] }

  /// The number of distinct texts.
  public var count: Int { texts.count }

}

/// A string compared by its UTF-8 bytes: `String`'s own equality is canonical equivalence.
private struct ByteKey: Hashable {

  let text: String

  static func == (a: ByteKey, b: ByteKey) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

}

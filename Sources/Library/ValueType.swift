/// A type as the table writes it, and annotations of programs: `Array<T>`, `Int | Float`, `T?`,
/// `(T) -> Bool`. Single capital letters stand for any type.
public indirect enum ValueType: Hashable, Sendable, CustomStringConvertible {

  case named(String, [ValueType])
  case optional(ValueType)
  case union([ValueType])
  case function([ValueType], ValueType)

  /// The type without arguments called `name`.
  public static func simple(_ name: String) -> ValueType { .named(name, []) }

  /// `true` iff functions are among the values.
  public var admitsFunctions: Bool {
    switch self {
    case .named: false
    case .optional(let type): type.admitsFunctions
    case .union(let types): types.contains(where: \.admitsFunctions)
    case .function: true
    }
  }

  /// The name of the type where it is one name, with arguments or not.
  public var name: String? { if case .named(let name, _) = self { name } else { nil } }

  public var description: String {
    switch self {
    case .named(let name, let arguments):
      arguments.isEmpty ? name : "\(name)<\(Self.list(arguments))>"
    case .optional(let type): "\(type)?"
    case .union(let types): types.map(\.description).joined(separator: " | ")
    case .function(let parameters, let result): "(\(Self.list(parameters))) -> \(result)"
    }
  }

  private static func list(_ types: [ValueType]) -> String {
    types.map(\.description).joined(separator: ", ")
  }

}

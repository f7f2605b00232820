import Library
import Support

/// A function of the runtime by which the library is implemented: a `runtime` row of the table of
/// the library (`LibraryTable`).
///
/// The runtime's function is `myco_` + the name with `.` as `_`. Strings, arrays and tagged values
/// are passed as the runtime's conventions say.
public struct Intrinsic: RawRepresentable, Hashable, Sendable {

  /// Which row it is.
  public let rawValue: Int64

  /// The function of the row `rawValue`; `nil` if there is none.
  public init?(rawValue: Int64) {
    guard Self.infos.indices.contains(Int(rawValue)) else { return nil }
    self.rawValue = rawValue
  }

  /// The function called `name`, which the table has.
  private init(known name: String) {
    guard let row = Self.rows[name] else { unreachable("the table has no '\(name)'") }
    rawValue = Int64(row)
  }

  // Those that the compiler itself calls.
  public static let outputWrite = Intrinsic(known: "output.write")
  public static let errorOutputWrite = Intrinsic(known: "error_output.write")
  public static let inputLine = Intrinsic(known: "input.line")
  public static let processExit = Intrinsic(known: "process.exit")
  public static let programArguments = Intrinsic(known: "program.arguments")
  public static let stringLower = Intrinsic(known: "string.lower")
  public static let fileReadLine = Intrinsic(known: "file.read_line")
  public static let fileLine = Intrinsic(known: "file.line")
  public static let fileClose = Intrinsic(known: "file.close")
  public static let stringLines = Intrinsic(known: "string.lines")
  public static let stringSplit = Intrinsic(known: "string.split")
  public static let stringLineEnd = Intrinsic(known: "string.line_end")
  public static let stringLine = Intrinsic(known: "string.line")
  public static let stringPieceEnd = Intrinsic(known: "string.piece_end")
  public static let stringPart = Intrinsic(known: "string.part")

  /// All functions, in the order of the rows.
  public static var all: [Intrinsic] { infos.indices.map { Intrinsic(rawValue: Int64($0))! } }

  /// The types, effects and name of an intrinsic.
  public struct Info: Sendable {
    public let name: String
    public let parameters: [TypeID]
    public let result: TypeID

    /// What it does beside computing its result: nothing, `.raises`, or `.raises` and `.acts`.
    public let effects: Effects

    /// `true` iff it gives Objects.
    public let makesObjects: Bool

    fileprivate init(_ row: Signature) {
      name = row.name
      parameters = row.parameters.map { TypeID(of: $0.type) }
      result = TypeID(of: row.result)
      effects = row.acts ? [.raises, .acts] : row.errors.isEmpty ? [] : .raises
      makesObjects = row.makesObjects
    }
  }

  /// The description of this intrinsic.
  public var info: Info { Self.infos[Int(rawValue)] }

  /// Returns the intrinsic called `name`, e.g. `string.upper`, if there is one.
  public static func named(_ name: String) -> Intrinsic? {
    rows[name].flatMap { Intrinsic(rawValue: Int64($0)) }
  }

  private static let infos = LibraryTable.standard.runtimeFunctions.map { Info($0) }

  private static let rows = Dictionary(
    uniqueKeysWithValues: infos.enumerated().map { ($1.name, $0) })

}

extension TypeID {

  /// The type of the values that functions of the runtime take and give for `type`.
  fileprivate init(of type: ValueType) {
    guard let known = Self.ofRuntime[type] else {
      unreachable("functions of the runtime neither take nor give \(type)")
    }
    self = known
  }

  private static let ofRuntime: [ValueType: TypeID] = [
    .simple("Null"): .null, .simple("Bool"): .bool, .simple("Int"): .int,
    .simple("Float"): .float, .simple("String"): .string, .simple("Object"): .object,
    .simple("Any"): .any, .optional(.simple("String")): .stringOrNull,
    .named("Array", [.simple("String")]): .stringArray,
    .named("Array", [.simple("Int")]): .intArray,
    .named("Array", [.simple("Object")]): .objectArray,
  ]

}

extension Opcode {

  /// The opcode that calls `intrinsic`.
  public static func call(of intrinsic: Intrinsic) -> Opcode {
    let effects = intrinsic.info.effects
    if effects.contains(.acts) { return .intrinsicActing }
    return effects.contains(.raises) ? .intrinsicRaising : .intrinsic
  }

}

/// A library function that the runtime implements.
///
/// The one list of them: name, types and effects; the runtime's function is `myco_` + the name
/// with `.` as `_`. Strings, arrays and tagged values are passed as the runtime's conventions say.
public enum Intrinsic: Int64, CaseIterable, Sendable {

  case stringUpper
  case stringLower

  /// Writes a text to standard output.
  case outputWrite

  /// Flushes standard output and writes a text to standard error.
  case errorOutputWrite

  /// Flushes standard output and reads a line without its end; Null at the end of the input.
  case inputLine

  /// Flushes standard output and ends the program with a status, of which the low byte counts.
  case processExit

  /// The arguments of the program.
  case programArguments

  // Of the environment, the process and time.
  case envGet, envSet, envEntries, processPid, processRun, httpRequest
  case timeClock, timeSleep, timeNow, timeMake, timePart, timeFormat, timeParse

  // Of files and directories.
  case fileRead, fileWrite, fileAppend, fileExists, fileSize, fileDelete
  case dirExists, dirList, dirCreate, dirRemove, dirRemoveAll, dirCurrent, dirChange
  case fileReadBytes, fileWriteBytes, fileCopy, fileMove, fileStatus
  case fileOpen, fileClose, fileReadChunk, fileWriteChunk, fileSeek, fileTell, fileIsAtEnd
  case fileOpenLines, fileReadLine, fileLine

  // Of JSON, and of Objects.
  case jsonParse, jsonValidate, jsonStringify, objectMake

  // Of regular expressions.
  case regexCheck, regexTest, regexMatches, regexSplit, regexReplace, regexEscape, regexIsKind

  // Of strings (runtime/include/myco_library.h).
  case stringTrim, stringLines, stringSplit, stringReplace, stringStartsWith, stringEndsWith
  case stringIndexOf, stringLastIndexOf, stringCount, stringSlice, stringCode, stringReverse
  case stringBytes, stringIsKind, stringFromCode, stringFromArray

  // Texts of numbers.
  case numberToFixed, numberToHex

  // Of `math`, on Float but for `div`, `gcd`, `lcm`.
  case mathAbs, mathSqrt, mathCbrt, mathExp, mathLog, mathLog2, mathLog10, mathSin, mathCos, mathTan
  case mathAsin, mathAcos, mathAtan, mathAtan2, mathSinh, mathCosh, mathTanh, mathHypot
  case mathFloor, mathCeil, mathRound, mathDiv, mathGcd, mathLcm

  // Random numbers.
  case mathRandom, mathRandomInt, mathSeed

  /// The types, effects and name of an intrinsic.
  public struct Info: Sendable {
    public let name: String
    public let parameters: [TypeID]
    public let result: TypeID

    /// What it does beside computing its result: nothing, `.raises`, or `.raises` and `.acts`.
    public let effects: Effects

    init(_ name: String, _ parameters: [TypeID], _ result: TypeID, _ effects: Effects = []) {
      self.name = name
      self.parameters = parameters
      self.result = result
      self.effects = effects
    }
  }

  /// The description of this intrinsic.
  public var info: Info { Self.table[Int(rawValue)] }

  /// `true` iff it gives Objects.
  public var makesObjects: Bool { [.jsonParse, .objectMake, .regexMatches].contains(self) }

  /// Returns the intrinsic called `name`, e.g. `string.upper`, if there is one.
  public static func named(_ name: String) -> Intrinsic? { names[name] }

  private static let table: [Info] = allCases.map { infos[$0]! }

  private static let names: [String: Intrinsic] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.info.name, $0) })

}

extension Opcode {

  /// The opcode that calls `intrinsic`.
  public static func call(of intrinsic: Intrinsic) -> Opcode {
    let effects = intrinsic.info.effects
    if effects.contains(.acts) { return .intrinsicActing }
    return effects.contains(.raises) ? .intrinsicRaising : .intrinsic
  }

}

extension Intrinsic {

  static let infos =
    [systemInfos, fileInfos, jsonInfos, regexInfos, stringInfos, mathInfos]
    .reduce(into: [:]) { $0.merge($1) { $1 } }

  private static let acts: Effects = [.raises, .acts]

  private static let systemInfos: [Intrinsic: Info] = [
    .outputWrite: Info("output.write", [.string], .null, acts),
    .errorOutputWrite: Info("error_output.write", [.string], .null, acts),
    .inputLine: Info("input.line", [], .any, acts),
    .processExit: Info("process.exit", [.int], .null, acts),
    .programArguments: Info("program.arguments", [], .stringArray),
    .envGet: Info("env.get", [.string], .any, acts),
    .envSet: Info("env.set", [.string, .string], .null, acts),
    .envEntries: Info("env.entries", [], .stringArray, acts),
    .processPid: Info("process.pid", [], .int, acts),
    .timeClock: Info("time.clock", [], .float, acts),
    .timeSleep: Info("time.sleep", [.float], .null, acts),
    .timeNow: Info("time.now", [], .float, acts),
    .timeMake: Info("time.make", [.int, .int, .int, .int, .int, .int], .float, acts),
    .timePart: Info("time.part", [.float, .int], .int, acts),
    .timeFormat: Info("time.format", [.float, .string], .string, acts),
    .timeParse: Info("time.parse", [.string, .string], .any, acts),
    .httpRequest: Info(
      "http.request", [.string, .string, .stringArray, .bool, .string, .float], .any, acts),
    .processRun: Info("process.run", [.stringArray], .any, acts),
  ]

  private static let fileInfos: [Intrinsic: Info] = [
    .fileRead: Info("file.read", [.string], .string, acts),
    .fileWrite: Info("file.write", [.string, .string], .null, acts),
    .fileAppend: Info("file.append", [.string, .string], .null, acts),
    .fileExists: Info("file.exists", [.string], .bool, acts),
    .fileSize: Info("file.size", [.string], .int, acts),
    .fileDelete: Info("file.delete", [.string], .null, acts),
    .fileReadBytes: Info("file.read_bytes", [.string], .intArray, acts),
    .fileWriteBytes: Info("file.write_bytes", [.string, .any], .null, acts),
    .fileCopy: Info("file.copy", [.string, .string], .null, acts),
    .fileMove: Info("file.move", [.string, .string], .null, acts),
    .fileStatus: Info("file.status", [.string, .bool], .intArray, acts),
    .fileOpen: Info("file.open", [.string, .string], .int, acts),
    .fileClose: Info("file.close", [.int], .null, acts),
    .fileReadChunk: Info("file.read_chunk", [.int, .int], .string, acts),
    .fileWriteChunk: Info("file.write_chunk", [.int, .string], .null, acts),
    .fileSeek: Info("file.seek", [.int, .int], .null, acts),
    .fileTell: Info("file.tell", [.int], .int, acts),
    .fileIsAtEnd: Info("file.is_at_end", [.int], .bool, acts),
    .fileOpenLines: Info("file.open_lines", [.string], .int, acts),
    .fileReadLine: Info("file.read_line", [.int], .bool, acts),
    .fileLine: Info("file.line", [], .string, acts),
    .dirExists: Info("dir.exists", [.string], .bool, acts),
    .dirList: Info("dir.list", [.string], .stringArray, acts),
    .dirCreate: Info("dir.create", [.string], .null, acts),
    .dirRemove: Info("dir.remove", [.string], .null, acts),
    .dirRemoveAll: Info("dir.remove_all", [.string], .null, acts),
    .dirCurrent: Info("dir.current", [], .string, acts),
    .dirChange: Info("dir.change", [.string], .null, acts),
  ]

  private static let jsonInfos: [Intrinsic: Info] = [
    .jsonParse: Info("json.parse", [.string], .any, .raises),
    .jsonValidate: Info("json.validate", [.string], .bool),
    .jsonStringify: Info("json.stringify", [.any, .int], .string, .raises),
    .objectMake: Info("object.make", [.any], .object),
  ]

  private static let regexInfos: [Intrinsic: Info] = [
    .regexCheck: Info("regex.check", [.string, .int], .null, .raises),
    .regexTest: Info("regex.test", [.string, .string, .int], .bool, .raises),
    .regexMatches: Info("regex.matches", [.string, .string, .int, .int], .objectArray, .raises),
    .regexSplit: Info("regex.split", [.string, .string, .int, .bool], .stringArray, .raises),
    .regexReplace: Info("regex.replace", [.string, .string, .string, .int], .string, .raises),
    .regexEscape: Info("regex.escape", [.string], .string),
    .regexIsKind: Info("regex.is_kind", [.string, .int], .bool),
  ]

  private static let stringInfos: [Intrinsic: Info] = [
    .stringUpper: Info("string.upper", [.string], .string),
    .stringLower: Info("string.lower", [.string], .string),
    .stringTrim: Info("string.trim", [.string, .bool, .bool], .string),
    .stringLines: Info("string.lines", [.string], .stringArray),
    .stringSplit: Info("string.split", [.string, .string], .stringArray),
    .stringReplace: Info("string.replace", [.string, .string, .string], .string),
    .stringStartsWith: Info("string.starts_with", [.string, .string], .bool),
    .stringEndsWith: Info("string.ends_with", [.string, .string], .bool),
    .stringIndexOf: Info("string.index_of", [.string, .string, .int], .int),
    .stringLastIndexOf: Info("string.last_index_of", [.string, .string], .int),
    .stringCount: Info("string.count", [.string, .string], .int),
    .stringSlice: Info("string.slice", [.string, .int, .int], .string),
    .stringCode: Info("string.code", [.string], .int),
    .stringReverse: Info("string.reverse", [.string], .string),
    .stringBytes: Info("string.bytes", [.string], .intArray),
    .stringIsKind: Info("string.is_kind", [.string, .int], .bool),
    .stringFromCode: Info("string.from_code", [.int], .string),
    .stringFromArray: Info("string.from_array", [.any], .string, .raises),
    .numberToFixed: Info("number.to_fixed", [.float, .int], .string),
    .numberToHex: Info("number.to_hex", [.int], .string),
  ]

  private static let mathInfos: [Intrinsic: Info] = [
    .mathAbs: float("abs"), .mathSqrt: float("sqrt"), .mathCbrt: float("cbrt"),
    .mathExp: float("exp"), .mathLog: float("log"), .mathLog2: float("log2"),
    .mathLog10: float("log10"), .mathSin: float("sin"), .mathCos: float("cos"),
    .mathTan: float("tan"), .mathAsin: float("asin"), .mathAcos: float("acos"),
    .mathAtan: float("atan"), .mathSinh: float("sinh"), .mathCosh: float("cosh"),
    .mathTanh: float("tanh"),
    .mathAtan2: Info("math.atan2", [.float, .float], .float),
    .mathHypot: Info("math.hypot", [.float, .float], .float),
    .mathFloor: Info("math.floor", [.float], .int, .raises),
    .mathCeil: Info("math.ceil", [.float], .int, .raises),
    .mathRound: Info("math.round", [.float], .int, .raises),
    .mathDiv: Info("math.div", [.int, .int], .int, .raises),
    .mathGcd: Info("math.gcd", [.int, .int], .int, .raises),
    .mathLcm: Info("math.lcm", [.int, .int], .int, .raises),
    .mathRandom: Info("math.random", [], .float, acts),
    .mathRandomInt: Info("math.random_int", [.int, .int], .int, acts),
    .mathSeed: Info("math.seed", [.int], .null, acts),
  ]

  /// A function of `math` from Float to Float.
  private static func float(_ name: String) -> Info { Info("math." + name, [.float], .float) }

}

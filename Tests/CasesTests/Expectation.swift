import Testing

/// Checks that `result` is what the case `name` of `Tests/Cases` says: it prints `NAME.out`, and
/// ends with status 0 or, where there is a `NAME.err`, with status 1 and that report.
func expect(_ result: ProgramResult, of name: String) {
  let path = "\(Folder.cases)/\(name)"
  guard let expected = contents(of: "\(path).out") else {
    Issue.record("\(name).out is missing")
    return
  }
  #expect(result.output == expected)
  if let error = contents(of: "\(path).err") {
    expectError(error, in: result)
  } else {
    #expect(result.status == 0, "\(result.errors)")
  }
}

/// Checks that `result` is that of the uncaught error that `expected` describes. Warnings may stand
/// before its report.
private func expectError(_ expected: String, in result: ProgramResult) {
  #expect(result.status == 1)
  let lines = expected.split(separator: "\n")
  let found = result.errors.split(separator: "\n")
  guard let start = found.firstIndex(of: lines[0]) else {
    Issue.record("no '\(lines[0])' in:\n\(result.errors)")
    return
  }
  #expect(Array(found[start...]) == lines)
}

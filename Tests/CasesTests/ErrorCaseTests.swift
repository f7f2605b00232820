@preconcurrency import Glibc
import Testing

/// Checks each program of `Tests/Cases/errors` and compares the messages with `NAME.expected`.
///
/// That file holds the exact text of standard error or, of a new case, a line for each message in
/// order: `3:7: error: a phrase of it`. With `MYCO_BLESS=1` in the environment the exact text
/// replaces such lines, if they fit, and exact texts that differ.
@Suite struct ErrorCaseTests {

  @Test(arguments: Folder.programs(in: "errors"))
  func saysWhatItShould(name: String) {
    let folder = "\(Folder.cases)/errors"
    let result = Program.verifiedMyco("check", ["\(name).myco"], in: folder)
    guard let expected = contents(of: "\(folder)/\(name).expected") else {
      Issue.record("\(name).expected is missing")
      return
    }
    #expect(result.status == (hasError(result.errors) ? 1 : 0))
    #expect(result.output == "")
    let phrases = Phrase.list(expected)
    let fits = phrases.isEmpty ? result.errors == expected : fit(phrases, name, result.errors)
    if getenv("MYCO_BLESS") != nil, fits || phrases.isEmpty, result.status < 2 {
      if result.errors != expected { write(result.errors, to: "\(folder)/\(name).expected") }
    } else if phrases.isEmpty {
      #expect(result.errors == expected)
    } else {
      #expect(fits, "\(expected)\nis not what was said:\n\(result.errors)")
    }
  }

  private func hasError(_ text: String) -> Bool {
    text.split(separator: "\n").contains { $0.hasPrefix("error[") }
  }

  /// `true` iff the messages in `text` are those that `phrases` describe, in their order.
  private func fit(_ phrases: [Phrase], _ name: String, _ text: String) -> Bool {
    let messages = Message.list(text)
    return messages.count == phrases.count
      && zip(messages, phrases).allSatisfy { message, phrase in
        message.severity == phrase.severity && message.text.contains(phrase.text)
          && message.place.hasSuffix("\(name).myco:\(phrase.position)")
      }
  }

}

/// A line of an expectation: `3:7: error: a phrase`.
private struct Phrase {

  let position: Substring
  let severity: Substring
  let text: Substring

  /// Returns the phrases of `expectation`; none if it is an exact text.
  static func list(_ expectation: String) -> [Phrase] {
    expectation.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 3)
      guard parts.count == 4, Int(parts[0]) != nil, Int(parts[1]) != nil else { return nil }
      return Phrase(
        position: line[..<parts[1].endIndex], severity: parts[2].dropFirst(),
        text: parts[3].dropFirst())
    }
  }

}

/// A message as it was written: its first line and its place.
private struct Message {

  let severity: Substring
  let text: Substring
  let place: Substring

  /// Returns the messages in `text`.
  static func list(_ text: String) -> [Message] {
    let lines = text.split(separator: "\n")
    return lines.indices.compactMap { i in
      guard let end = lines[i].firstRange(of: "]: "),
        let bracket = lines[i].firstIndex(of: "["), bracket < end.lowerBound
      else { return nil }
      let severity = lines[i][..<bracket]
      guard severity == "error" || severity == "warning" else { return nil }
      let next = i + 1 < lines.count ? lines[i + 1] : ""
      return Message(severity: severity, text: lines[i][end.upperBound...], place: next)
    }
  }

}

import Foundation
import IR
import Optimizer
import Testing

/// A rewrite: `Tests/Cases/ir/PASSES/NAME.ir` and what the passes make of it in
/// `NAME.expected`. The folder's name is that of a pass, or of several joined by `+`.
struct GoldenCase: CustomTestStringConvertible, Sendable {

  let passes: String
  let name: String

  var testDescription: String { "\(passes)/\(name)" }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Cases/ir")

  static let all: [GoldenCase] = {
    let files = FileManager.default
    let folders = (try? files.contentsOfDirectory(atPath: root.path)) ?? []
    return folders.sorted().flatMap { folder -> [GoldenCase] in
      let path = root.appendingPathComponent(folder).path
      let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
      return names.sorted().filter { $0.hasSuffix(".ir") }.map {
        GoldenCase(passes: folder, name: String($0.dropLast(3)))
      }
    }
  }()

  func text(_ suffix: String) throws -> String {
    let folder = Self.root.appendingPathComponent(passes)
    return try String(
      contentsOf: folder.appendingPathComponent("\(name).\(suffix)"), encoding: .utf8)
  }

}

@Suite struct GoldenTests {

  @Test func casesExist() { #expect(!GoldenCase.all.isEmpty) }

  @Test(arguments: GoldenCase.all)
  func rewrites(_ golden: GoldenCase) throws {
    var module = try parseModule(golden.text("ir"))
    var stage = VerificationStage(of: module)
    #expect(verify(module, stage: stage) == [])
    let names = golden.passes.split(separator: "+").map(String.init)
    try Pipeline(names: names).run(&module) { name, module in
      if name == "ownership" { stage = .owned }
      #expect(verify(module, stage: stage) == [], "after \(name)")
    }
    let observed = print(module)
    #expect(observed == (try golden.text("expected")), "observed:\n\(observed)")
    #expect(try print(parseModule(observed)) == observed)
  }

}

import IR
import Support
import Testing

/// One negative for each invariant that `verify` lists, and what holds.
@Suite struct VerifierTests {

  /// Returns the problems of `text`, in which values and blocks are numbered from 0.
  private func problems(_ text: String, _ stage: VerificationStage = .typed) throws -> [String] {
    verify(try parseModule(text), stage: stage)
  }

  /// Expects that the body `body` of `@f(%0: int, %1: array<int>)` has the problem `problem`.
  private func expect(
    _ problem: String, _ body: String, _ stage: VerificationStage = .typed,
    parameters: String = "%0: int, %1: array<int>", result: String = "int",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = """
      global $0 = "g" : array<string>
      func @f(\(parameters)) -> \(result) file "f.myco" {
      b0:
      \(body)
      }
      func @g(%0: array<int> owned) -> array<int> {
      b0:
        return %0
      }
      """
    let found = try problems(text, stage)
    #expect(
      found.contains { $0.contains(problem) }, "found \(found)", sourceLocation: sourceLocation)
  }

  @Test func acceptsTheSample() throws {
    let module = try parseModule(RoundTripTests.sample.replacing(" borrowed", with: ""))
    let prefix = "@\(module.functions[FunctionID(0)].name):"
    #expect(verify(module, stage: .typed).filter { $0.hasPrefix(prefix) } == [])
  }

  // MARK: Form

  @Test func entryIsNoTarget() throws {
    try expect("an edge leads to the entry", "br b0(%0, %1)")
  }

  @Test func blocksEnd() throws {
    try expect("the block has no terminator", "%2 = int.add_unchecked %0, %0")
  }

  @Test func functionsHaveBlocks() throws {
    #expect(try problems("func @f() -> int {\n}") == ["@f: the function has no entry block"])
  }

  @Test func argumentsMatchParameters() throws {
    try expect("1 arguments for the 0 parameters", "br b1(%0)\nb1:\nreturn %0")
  }

  @Test func instructionsStandOnce() throws {
    var module = try parseModule(
      "func @f() -> int {\nb0:\n%0 = const.int 1\nreturn %0\n}")
    let id = FunctionID(raw: 0)
    let entry = module.functions[id].entry
    let value = module.functions[id][entry].instructions[0]
    module.functions[id].setInstructions(of: entry, [value, value])
    #expect(verify(module, stage: .typed)[0].contains("the value stands twice"))
    module.functions[id].setInstructions(of: entry, [])
    #expect(verify(module, stage: .typed)[0].contains("stands in no block"))
  }

  @Test func definitionsDominateUses() throws {
    try expect(
      "does not dominate its use",
      "%2 = int.add_unchecked %3, %0\n%3 = int.add_unchecked %0, %0\nreturn %2")
    try expect(
      "does not dominate the terminator",
      """
      %2 = const.bool true
      cond_br %2, b1, b2
      b1:
      %3 = const.int 1
      br b2
      b2:
      return %3
      """)
  }

  // MARK: Instructions

  @Test func operandsAreAsManyAsTaken() throws {
    try expect("1 operands instead of 2", "%2 = int.add_unchecked %0\nreturn %2")
    try expect(
      "2 arguments for 1 parameters", "%2 = call @g %1, %1 : array<int> at 1:1\nreturn %0")
  }

  @Test func immediatesAreValid() throws {
    try expect("immediate 0 is not valid", "%2 = test_tags <> %0\nreturn %0", .lowered)
    var module = try parseModule(
      "func @f() -> int {\nb0:\n%0 = const.int 1\n%1 = int.compare lt %0, %0\nreturn %0\n}")
    let id = FunctionID(raw: 0)
    module.functions[id][ValueID(raw: 1)].immediate = 99
    #expect(verify(module, stage: .typed)[0].contains("immediate 99 is not valid"))
  }

  @Test func resultsHaveTheTypeOfTheOpcode() throws {
    try expect("the result has type bool", "%2 = int.and %0, %0 : bool\nreturn %0")
    try expect("not the type of the first", "%2 = array.unique %1 : array<bool>\nreturn %0")
  }

  @Test func raisingHasLocations() throws {
    try expect(
      "what may raise has no location",
      "%2 = int.add %0, %0 at 1:1\n%3 = int.add %0, %0\nreturn %3")
  }

  @Test func nothingFollowsRaising() throws {
    try expect(
      "an instruction follows what always raises",
      "raise.type_error \"x\" at 1:1\n%2 = const.int 1\nunreachable")
    try expect("is not unreachable", "raise.type_error \"x\" at 1:1\nreturn %0")
  }

  @Test func ownershipIsNotExplicitBefore() throws {
    try expect("ownership is not explicit yet", "%2 = copy %1\nreturn %0")
  }

  // MARK: Types

  @Test func typesAreKnown() throws {
    try expect("the type is unknown", "return %0", parameters: "%0: unknown", result: "unknown")
    #expect(
      try problems("func @f(%0: unknown) -> unknown {\nb0:\nreturn %0\n}", .lowered).isEmpty)
  }

  @Test func operandsHaveTheTypesTaken() throws {
    try expect("operand 1 has type array<int>", "%2 = int.and %0, %1\nreturn %2")
    try expect("operand 0 has type int", "%2 = array.length %0\nreturn %2")
    try expect(
      "operand 1 has type array<int>", "%2 = array.push %1, %1\nreturn %0")
  }

  @Test func genericOperandsAreTagged() throws {
    try expect("operand 0 has type int", "%2 = generic.truth %0\nreturn %0")
    try expect("operand 1 has type array<int>", """
      %2 = generic.get %0, %1 : any
      return %0
      """, parameters: "%0: any, %1: array<int>")
  }

  @Test func elementsThatWereTakenOutAreNotConverted() throws {
    try expect("an array is converted that an element was taken out of", """
      %2 = array.take %1, %0 : array<int>
      %3 = convert %1 : array<any>
      return %0
      """, parameters: "%0: int, %1: array<array<int>>")
  }

  @Test func packedInstancesStayInTheirArrays() throws {
    func expect(_ problem: String, _ body: String, field: String = "int") throws {
      let text = """
        class 0 = "P" {
          field "x" of 0 : float
          field "n" of 0 : \(field)
        }
        func @f(%0: int, %1: float, %2: array<packed<0>>) -> array<packed<0>> file "f.myco" {
        b0:
        \(body)
        }
        """
      let found = try problems(text)
      #expect(found.isEmpty ? problem.isEmpty : found.contains { $0.contains(problem) }, "\(found)")
    }
    try expect("", """
      %3 = array.push_fields %2, %1, %0
      %4 = array.set_fields %3, %0, %1, %0
      %5 = array.get_field 1 %4, %0 : int
      array.set_field 0 %4, %5, %1
      return %4
      """)
    try expect("a packed instance is no value", "%3 = array.get %2, %0 : packed<0>\nreturn %2")
    try expect("taken for another", "%3 = array.unique %2\nreturn %3")
    try expect("taken for another", "%3 = convert %2 : any\nreturn %2")
    try expect("the operands are not the fields", "%3 = array.push_fields %2, %1\nreturn %3")
    try expect(
      "the operands are not the fields", "%3 = array.set_fields %2, %0, %1, %1\nreturn %3")
    try expect("the field has type float", "%3 = array.get_field 0 %2, %0 : int\nreturn %2")
    try expect("the field has type int", "array.set_field 1 %2, %0, %1\nreturn %2")
    try expect("there is no field 2", "%3 = array.get_field 2 %2, %0 : int\nreturn %2")
    try expect(
      "no Int, Float or Bool", "%3 = array.get_field 0 %2, %0 : float\nreturn %2", field: "string")
  }

  @Test func typesMeet() throws {
    try expect("the condition has type int", "cond_br %0, b1, b2\nb1:\nreturn %0\nb2:\nreturn %0")
    try expect("an argument has type int", "br b1(%0)\nb1(%2: bool):\nreturn %0")
    try expect("the result has type array<int>", "return %1")
    try expect("the callee returns", "%2 = call @g %1 : int at 1:1\nreturn %0")
    try expect(
      "argument 0 has type int", "%2 = call @g %0 : array<int> at 1:1\nreturn %0")
    try expect("the global has type", "%2 = global.get $0 : int\nreturn %0")
  }

  @Test func conversionsAdmitTheirOperand() throws {
    try expect(
      "union<null|string> does not admit int", "%2 = convert %0 : union<null|string>\nreturn %0")
    try expect("optional<float> does not admit bool", """
      %2 = const.bool true
      %3 = convert %2 : optional<float>
      return %0
      """)
    try expect(
      "array<float> does not admit array<string>", "%2 = convert %0 : array<float>\nreturn %1",
      parameters: "%0: array<string>, %1: int")
    try expect(
      "optional<int> does not admit float", "%2 = narrow %0 : float\nreturn %1",
      parameters: "%0: optional<int>, %1: int")
    try expect(
      "no union<null|string> is a int", "%2 = refine <int> %0 : int\nreturn %2",
      parameters: "%0: union<null|string>")
    let boxed = """
      func @f(%0: int, %1: map<int, float>) -> int {
      b0:
        %2 = convert %0 : union<null|float>
        %3 = convert %0 : optional<int>
        %4 = convert %3 : union<null|int|string>
        %5 = narrow %3 : int
        return %5
      }
      """
    #expect(try problems(boxed).isEmpty)
  }

  @Test func readsOfMapsHaveTheTypeOfTheirValues() throws {
    let parameters = "%0: int, %1: map<int, float>"
    try expect(
      "float does not admit null", "%2 = map.get %1, %0 : float\nreturn %0",
      parameters: parameters)
    try expect(
      "the result has type int", "%2 = map.get_present %1, %0 : int\nreturn %0",
      parameters: parameters)
    try expect(
      "optional<int> does not admit float", "%2 = map.get %1, %0 : optional<int>\nreturn %0",
      parameters: parameters)
  }

  // MARK: Ownership

  private func expectOwned(
    _ problem: String?, _ body: String, result: String = "int",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = """
      global $0 = "g" : array<string>
      func @f(%0: int borrowed, %1: array<int> owned, %2: array<string> borrowed) -> \(result) {
      b0:
      \(body)
      }
      func @g(%0: array<int> owned) -> array<int> {
      b0:
        return %0
      }
      func @s(%0: array<string> owned) -> null {
      b0:
        global.set $0 %0
        %1 = const.null
        return %1
      }
      """
    let found = try problems(text, .owned)
    if let problem {
      #expect(
        found.contains { $0.contains(problem) }, "found \(found)", sourceLocation: sourceLocation)
    } else {
      #expect(found == [], sourceLocation: sourceLocation)
    }
  }

  // MARK: Tokens

  /// Expects that the body `body` of `@f(%0: exact<0> owned)` has the problem `problem`.
  private func expectTokens(
    _ problem: String?, _ body: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = """
      class 0 = "Small" {
        field "a" of 0 : int
      }
      class 1 = "Large" {
        field "a" of 1 : int
        field "b" of 1 : any
      }
      func @f(%0: exact<0> owned, %1: array<int> borrowed) -> exact<0> {
      b0:
      \(body)
      }
      """
    let found = try problems(text, .owned)
    if let problem {
      #expect(
        found.contains { $0.contains(problem) }, "found \(found)", sourceLocation: sourceLocation)
    } else {
      #expect(found == [], sourceLocation: sourceLocation)
    }
  }

  @Test func tokensGoToObjectsOfTheirSize() throws {
    let make = "%3 = instance.make 0 %2 : exact<0>\nreturn %3"
    try expectTokens(nil, "%2 = drop.reuse %0 : token<2>\n" + make)
    try expectTokens(
      "the token is not for the block of what ends", "%2 = drop.reuse %0 : token<3>\n" + make)
    try expectTokens(
      "the block of the token has another size",
      "%2 = drop.reuse %0 : token<2>\n%3 = instance.make 1 %2 : exact<1>\n"
        + "drop %3\n%4 = instance.make 0 : exact<0>\nreturn %4")
    try expectTokens(
      "an instance is made of nothing but a token",
      "%2 = const.int 1\n%3 = instance.make 0 %2 : exact<0>\ndrop %0\nreturn %3")
    try expectTokens("a token that no object leaves", "%2 = undefined : token<2>\nreturn %0")
    try expectTokens(
      "a token is no value",
      "%2 = drop.reuse %0 : token<2>\nprint %2\n" + make)
  }

  @Test func tokensEndOnce() throws {
    try expectTokens(
      "is owned but not ended",
      "%2 = drop.reuse %0 : token<2>\n%3 = instance.make 0 : exact<0>\nreturn %3")
    try expectTokens(
      "is consumed by v4 after it ended",
      "%2 = drop.reuse %0 : token<2>\n%3 = instance.make 0 %2 : exact<0>\ndrop %2\nreturn %3")
  }

  @Test func parametersHaveConventions() throws {
    try expect("0 conventions for 2 parameters", "return %0", .owned)
  }

  @Test func acceptsBalancedOwnership() throws {
    try expectOwned(nil, "drop %1\nreturn %0")
    try expectOwned(nil, "%3 = copy %1\ndrop %1\ndrop %3\nreturn %0")
    try expectOwned(nil, "%3 = call @g %1 : array<int>\ndrop %3\nreturn %0")
    try expectOwned(
      nil,
      """
      %3 = const.bool true
      cond_br %3, b1, b2
      b1:
      drop %1
      br b3
      b2:
      print %1
      drop %1
      br b3
      b3:
      return %0
      """)
  }

  @Test func ownedValuesEnd() throws {
    try expectOwned("v1 is owned but not ended", "return %0")
    try expectOwned("v1 is consumed by v4 after it ended", "drop %1\ndrop %1\nreturn %0")
    try expectOwned("v1 is used by v4 after v1 ended", "drop %1\nprint %1\nreturn %0")
    try expectOwned(
      "v1 is owned on some edges",
      """
      %3 = const.bool true
      cond_br %3, b1, b2
      b1:
      drop %1
      br b2
      b2:
      return %0
      """)
  }

  @Test func borrowedValuesAreNotConsumed() throws {
    try expectOwned("v2 is borrowed, but consumed", "drop %1\ndrop %2\nreturn %0")
  }

  @Test func partsLiveAsLongAsTheirRoot() throws {
    try expectOwned(nil, "%3 = array.get %2, %0 : string\nprint %3\ndrop %1\nreturn %0")
    try expectOwned(
      "v5 is used by v7 after v4 ended",
      """
      drop %1
      %4 = copy %2
      %5 = array.get %4, %0 : string
      drop %4
      print %5
      return %0
      """)
  }

  @Test func partsOfGlobalsEndWithStores() throws {
    try expectOwned(nil, "drop %1\n%3 = global.get $0 : array<string>\nprint %3\nreturn %0")
    try expectOwned(
      nil,
      """
      %3 = global.get $0 : array<string>
      %4 = call @g %1 : array<int>
      print %3
      drop %4
      return %0
      """)
    try expectOwned(
      "is part of shared memory",
      """
      drop %1
      %3 = global.get $0 : array<string>
      %4 = copy %2
      %5 = call @s %4 : null
      print %3
      return %0
      """)
  }

  // MARK: Error edges

  @Test func resultsOfWhatRaisedDoNotExist() throws {
    try expect(
      "does not exist where its error is handled",
      """
      %3 = int.add %0, %0 at 1:1
      raising b1, b2
      b1:
      return %3
      b2:
      return %3
      """)
    try expect(
      "is passed along its error edge",
      """
      %3 = int.add %0, %0 at 1:1
      raising b1, b2(%3)
      b1:
      return %3
      b2(%4: int):
      return %4
      """)
  }

  @Test func errorEdgesFollowWhatCanRaise() throws {
    try expect(
      "cannot raise, but has an error edge",
      """
      %3 = int.and %0, %0
      raising b1, b2
      b1:
      return %3
      b2:
      return %0
      """)
  }

  @Test func ownedValuesEndBeforePropagation() throws {
    try expectOwned(
      "v1 is owned but not ended where block 2 propagates",
      """
      %3 = int.add %0, %0
      raising b1, b2
      b1:
      drop %1
      return %3
      b2:
      propagate
      """)
  }

  @Test func whatRaisedIsNotDroppedOnItsErrorEdge() throws {
    let body = """
      %3 = array.repeat %1, %0
      raising b1, b2
      b1:
      drop %1
      drop %3
      return %0
      b2:
      drop %1
      """
    try expectOwned(nil, body + "\nreturn %0")
    try expectOwned("does not exist", body + "\ndrop %3\nreturn %0")
  }

  @Test func aliasesAreConsumedOnce() throws {
    let alias = "%3 = convert %1 : any\n"
    try expectOwned(nil, alias + "drop %3\nreturn %0")
    try expectOwned("v1 is owned but not ended", alias + "print %3\nreturn %0")
    try expectOwned("v1 is consumed by v5 after it ended", alias + "drop %3\ndrop %1\nreturn %0")
  }

}

import IR
import Support
import Testing

@Suite struct RoundTripTests {

  static let sample = """
    annotation !0 = <float> converting "Float"
    annotation !1 = <null|array> element !0 "Array<Float>?"
    promise #0 = "the result of f" is !1
    global $0 = "count" : int
    global $1 = "count" : union<null|string>
    main @main

    func @sum(%0: array<int> borrowed) -> int file "sum.myco" {
    b0(%0: array<int>):
      %1 = const.int -9223372036854775808
      %2 = array.length %0
      br b1(%1, %1)
    b1(%3: int at 2:7, %4: int):
      %5 = int.compare lt %3, %2
      cond_br %5, b2, b3
    b2:
      %6 = array.check_index %0, %3 at 3:12
      %7 = array.get %0, %6 : int
      %8 = int.add %4, %7 at 3:9 in "inner" inlined at "other.myco":1:2 in "outer"
      %9 = int.add %3, %8 at 3:9
      br b1(%9, %8)
    b3:
      return %4
    }

    func @"main<int|null>"() -> any display "main" {
    b0:
      %0 = const.float -0.0
      %1 = const.float nan
      %2 = const.float inf
      %3 = const.float 5e-324
      %4 = const.bool true
      %5 = const.string "a\\"\\\\\\n\\t\\r\\u{0}ä"
      %6 = array.literal %0, %1 : array<float>
      %7 = call @sum %6 : int
      %8 = global.get $1 : union<null|string>
      print %7, %8
      global.set $0 %7
      %9 = generic.binary ** %8, %8 : any
      %10 = test_tags <null|int> %9
      %11 = check_promise #0 %9 : any
      %12 = const.null
      %13 = array.push %6, %0
      raise.type_error "no"
      unreachable
    }

    func @main() -> bottom {
    b0:
      br b0
    }

    """

  @Test func printsWhatItRead() throws {
    #expect(print(try parseModule(Self.sample)) == Self.sample)
  }

  @Test func numbersAnew() throws {
    let module = try parseModule(
      """
      func @f(%x: int) -> int { // a comment
      start(%x: int):
        br last

      last:
        %sum = int.add_unchecked %x, %x
        return %sum
      }
      """)
    #expect(
      print(module) == """
        func @f(%0: int) -> int {
        b0(%0: int):
          br b1
        b1:
          %1 = int.add_unchecked %0, %0
          return %1
        }

        """)
  }

  @Test func readsEveryOpcode() throws {
    for opcode in Opcode.allCases where opcode != .blockParameter {
      var module = Module()
      let name = module.symbol("f")
      module.globals.append(Global(name: name, type: .int))
      module.annotations.append(
        Annotation(tags: .any, element: .none, convertsIntToFloat: false, text: name))
      module.promises.append(
        TypePromise(annotation: AnnotationID(raw: 0), subject: name))
      module.classes.append(ClassDefinition(name: name))
      module.closures.append(ClosureDefinition(kind: .lambda, name: .none, captureCount: 0))
      module.cells.append(CellDefinition(name: name, type: .int))
      module.namespaces.append(NamespaceDefinition(name: name, isLibrary: true))
      var function = Function(name: "f", displayName: name, resultType: .int)
      let block = function.appendBlock()
      let parameter = function.appendParameter(to: block, type: .int)
      let count = opcode.info.operandCount ?? 2
      function.append(
        to: block, opcode, type: .any, Array(repeating: parameter, count: count),
        immediate: opcode.info.immediate == .tags ? 5 : 0)
      function[block].terminator = .returnValue(parameter)
      module.functions.append(function)
      let text = print(module)
      #expect(try print(parseModule(text)) == text)
    }
  }

  @Test(arguments: [
    ("func @f() -> int {\nb0:\n  return %1\n}", "3:10: %1 is not defined"),
    ("func @f() -> int {\nb0:\n  br b1\n}", "3:6: there is no block b1"),
    ("func @f() -> what {\n}", "1:14: unknown type 'what'"),
    ("func @f() -> int {\nb0:\n  %1 = foo\n}", "3:8: unknown instruction 'foo'"),
    ("func @f() -> int {\nb0:\n  %1 = call @g : int\n}", "3:13: there is no function @g"),
    ("func @f() -> int {\nb0:\n  %1 = global.get $0 : int\n}", "3:19: $0 is not defined"),
    ("func @f() -> int {\nb0:\n  %1 = const.int 1 2\n}", "3:20: expected the end of the line"),
    ("func @f() -> int {\nb0:\n  %1 = const.string \"a\n}", "3:23: the string is not closed"),
    ("func @f() -> int {\nb0:\n  %1 = const.null\n  %1 = const.null\n}",
      "4:3: %1 is defined twice"),
    ("func @f() -> int {\nb0:\n  %1 = const.int 1 at 1:1\n}",
      "3:23: expected the name of a file, since the function names none"),
    ("func @f() -> int {\nb0:\n  %1 = convert %1\n}", "3:8: 'convert' needs a type"),
    ("what", "1:1: unknown definition 'what'"),
  ])
  func reportsErrors(_ text: String, _ message: String) {
    let error = #expect(throws: ReadError.self) { try parseModule(text) }
    #expect(error?.description == message)
  }

}

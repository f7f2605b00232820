import Testing

/// The reports of errors that nothing catches.
@Suite struct ErrorTests {

  /// Sources whose last failing place is in the first line, with the first line of the report and
  /// the column.
  @Test(arguments: [
    (
      "let a = 9223372036854775807; a = a + 1;",
      "OverflowError: integer overflow in 9223372036854775807 + 1", 36
    ),
    (
      "let a = -9223372036854775808; a = -a;",
      "OverflowError: integer overflow in -(-9223372036854775808)", 35
    ),
    ("let a = 0; print(1 / a);", "DivisionError: division by zero", 20),
    ("let a = 0; print(1 % a);", "DivisionError: division by zero", 20),
    (
      "let a = [1, 2, 3]; print(a[10]);",
      "IndexError: index 10 is out of range for an array of length 3", 26
    ),
    (
      #"let a = "abc"; print(a[-1]);"#,
      "IndexError: index -1 is out of range for a string of length 3", 22
    ),
    (
      "let a = 0..3; print(a[3]);",
      "IndexError: index 3 is out of range for a range of length 3", 21
    ),
    ("let a = []; a.pop();", "IndexError: pop from an empty array", 15),
    (#"let a = "abc"; a.toInt();"#, "ValueError: \"abc\" is not a number", 18),
    ("let a = 64; print(1 << a);", "ValueError: shift count 64 is outside 0..64", 21),
    ("let a = 0; print(0..5..a);", "ValueError: a range step of zero", 18),
    ("let a = -1; print(2 ** a);", "ValueError: negative exponent in 2 ** -1; write 2.0 ** -1", 21),
    ("let a = 1e300; a.toInt();", "OverflowError: 1e+300 does not fit Int", 18),
    ("let a = 1; assert(a > 2);", "AssertionError: a > 2", 12),
    (#"throw Error("m", "KeyError");"#, "KeyError: m", 7),
    ("throw [1];", "Uncaught: [1]", 7),
  ])
  func operations(source: String, report: String, column: Int) {
    let result = run(source)
    #expect(result.errors == "\(report)\n  at main (main.myco:1:\(column))\n")
    #expect(result.status == 1)
  }

  /// Values that reach the operations through a function, where no compiler can know them.
  @Test(arguments: [
    ("x + Null", "1", "TypeError: unsupported operand types for +: Int and Null", 21),
    ("-x", "\"a\"", "TypeError: unsupported operand type for -: String", 19),
    (#"x < "a""#, "1", "TypeError: Int and String have no order", 21),
    ("[1][x]", "\"a\"", "TypeError: an index must be an Int, not String", 19),
    ("[1][x]", "1.5", "TypeError: an index must be a whole number, not 1.5", 19),
    ("x[0]", "5", "TypeError: Int cannot be indexed", 19),
    ("x()", "5", "TypeError: Int is not a function", 19),
    ("x..5", "\"a\"", "TypeError: range bounds must be numbers, not String and Int", 19),
    ("x.name", "Null", "TypeError: Null has no member name", 21),
    ("x.name", "5", "NameError: Int has no member name", 21),
    ("x(1)", "func(a, b): end", "ArgumentError: the function expects 2 arguments, not 1", 19),
  ])
  func types(expression: String, argument: String, report: String, column: Int) {
    let result = run("func f(x): return \(expression); end f(\(argument));")
    #expect(result.errors.hasPrefix("\(report)\n  at f (main.myco:1:\(column))\n"), "\(result)")
  }

  @Test(arguments: [
    ("x", "Int", "TypeError: y expects Int, not String"),
    ("[x]", "Array<Int>", "TypeError: y expects Array<Int>, not Array"),
  ])
  func annotations(value: String, type: String, report: String) {
    let result = run("func f(x): let y: \(type) = \(value); end f(\"a\");")
    #expect(result.errors.hasPrefix(report + "\n  at f (main.myco:1:"), "\(result)")
  }

  @Test func elementsOfAnnotatedArrays() {
    let result = run("func f(x): let y: Array<Int> = []; y.push(x); end f(\"a\");")
    #expect(result.errors.hasPrefix("TypeError: an element of y expects Int, not String\n"))
  }

  @Test func traceAndFlush() {
    let result = run("""
      func average(a):
        return a[10];
      end
      func g(): return average([1]); end
      print("before");
      g();
      """)
    #expect(result.output == "before\n")
    #expect(result.errors == """
      IndexError: index 10 is out of range for an array of length 1
        at average (main.myco:2:10)
        at g (main.myco:4:18)
        at main (main.myco:6:1)

      """)
  }

  @Test func readBeforeDeclaration() {
    let result = run("func f(): return x; end\nf();\nlet x = 1;")
    #expect(result.errors.hasPrefix(
      "NameError: x is read before its declaration has run\n  at f (main.myco:1:18)\n"))
  }

  @Test func exitSkipsFinally() {
    let result = run("try: print(1); exit(3); finally: print(2); end")
    #expect(result.output == "1\n" && result.status == 3 && result.errors == "")
  }

}

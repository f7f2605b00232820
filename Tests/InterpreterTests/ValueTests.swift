import Testing

/// Text forms, operators, conversions, equality and order.
@Suite struct ValueTests {

  @Test(arguments: [
    (#"1, 2.5, "x", True, Null"#, "1 2.5 x True Null"),
    (
      #"[1, "two", [3]], {a: 1, "b c": 2}, {1, 2}, {}, []"#,
      "[1, two, [3]] {a: 1, b c: 2} {1, 2} {} []"
    ),
    (
      "1e21, 1e-5, 1e16, 123456789012345.0, 0.0001, -0.0",
      "1e+21 1e-05 1e+16 123456789012345.0 0.0001 -0.0"
    ),
    ("1e300 * 1e300, -1e300 * 1e300, 0.1 + 0.2, 5e-324", "inf -inf 0.30000000000000004 5e-324"),
    (
      "1e15, 1e17, 123456.789e3, 1/3, 100.0",
      "1000000000000000.0 1e+17 123456789.0 0.3333333333333333 100.0"
    ),
    (
      "1..5, 0..10..2, 1.0..2.0, print, Int, x => x",
      "1..5 0..10..2 1.0..2.0 <function print> <class Int> <function>"
    ),
    (#"math, Error("m"), Error("m", "KeyError")"#, "<library math> Error: m KeyError: m"),
    (
      "9223372036854775807, -9223372036854775808, 0x2A, 0b11, 1_000",
      "9223372036854775807 -9223372036854775808 42 3 1000"
    ),
  ])
  func text(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  @Test(arguments: [
    ("7 / 2, 15 / 3, -7 % 3, 7 % -3, -7.5 % 2", "3.5 5.0 -1 1 -1.5"),
    ("2 ** 10, -2 ** 2, 2.0 ** -1, 2 ** 3 ** 2", "1024 4 0.5 512"),
    (
      #""a" + 1, 1 + "a", [1] + 2, [1] + [2], "ab" * 3, [0] * 3"#,
      "a1 1a [1, 2] [1, 2] ababab [0, 0, 0]"
    ),
    (#""x" + [1], True + "x", [1] + "x""#, "x[1] Truex [1, x]"),
    ("not True, !0, ~5, 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, -16 >> 2", "False True -6 1 7 6 16 -4"),
    (
      "{1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} + {2}",
      "{1, 2, 3} {2} {1} {1, 3} {1, 2}"
    ),
    (
      #"2 in [1, 2], "a" in {a: 1}, "el" in "hello", 3 in 0..5, 4 in 0..10..3"#,
      "True True True True False"
    ),
    (#"1 or 2, Null and 1, True ? "y" : "n""#, "True False y"),
    (
      "(10..0..-3).toArray(), (5..1).length, (0.0..1.0..0.25).toArray()",
      "[10, 7, 4, 1] 0 [0.0, 0.25, 0.5, 0.75]"
    ),
    (
      #"5 is Int, 5 is Float, "s" is (Int | String), ["a"] is Array<Int>"#,
      "True False True False"
    ),
  ])
  func operators(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  @Test(arguments: [
    (
      #"1 == 1.0, "1" == 1, True == 1, [1, 2] == [1.0, 2], {a: 1} == {a: 1}"#,
      "True False False True True"
    ),
    ("9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0", "False True"),
    (#""e\u{301}" == "\u{e9}", "e\u{301}".length, "\u{1F600}".length"#, "False 2 1"),
    (
      "math.NaN == math.NaN, math.NaN < 1, {1, 2} == {2, 1}, (1..3) == (1..3)",
      "False False True True"
    ),
    (#"1 < 2, "a" < "b", [1, 2] < [1, 3], [1] < [1, 0], 1.0 <= 1"#, "True True True True True"),
  ])
  func comparisons(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  @Test(arguments: [
    (
      #""42".toInt(), " 3.9 ".toInt(), "0x1F".toInt(), "-0042".toInt(), "1e3".toFloat()"#,
      "42 3 31 -42 1000.0"
    ),
    (#"int("7"), (3.99).toInt(), (-3.99).toInt(), True.toInt(), str(5) + "!""#, "7 3 -3 1 5!"),
    (
      #"bool("FALSE"), bool("x"), bool(""), bool([]), (0.0).toBool()"#,
      "False True False False False"
    ),
    (
      #"(5).type, (5.0).type, "s".type, [].type, {}.type, {1}.type, (1..2).type"#,
      "Int Float String Array Map Set Range"
    ),
    (
      #"type(Null), typeof(5), print.type, True.type, "x".isString(), isInt(5.0)"#,
      "Null int Function Boolean True False"
    ),
  ])
  func conversions(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  /// A whole Float is the same key as the Int; `True` and 1 are different keys.
  @Test func keys() {
    let source = "let m = {1: 10, 2.0: 20, True: 30}; print(m[1.0], m[2], m[True], m.size);"
    #expect(run(source).output == "10 20 30 3\n")
  }

}

import Testing

/// The methods of strings and collections, and `math`.
@Suite struct LibraryTests {

  @Test(arguments: [
    (
      #""Hello".replace("l", "L"), "abc".reverse(), "abc".slice(-2), "abc".substring(2, 1) + "|""#,
      "HeLLo cba bc |"
    ),
    (
      #""a,b".split(","), "".split(","), "ab".split(""), "a\r\nb\n".lines()"#,
      "[a, b] [] [a, b] [a, b]"
    ),
    (
      #""abc".padLeft(5, "*"), " x ".trim() + "|", "\u{df}".upper(), "abcabc".count("bc")"#,
      "**abc x| SS 2"
    ),
    (
      #""abc".indexOf("c"), "abc".index_of("z"), "aba".lastIndexOf("a"), "a".charCodeAt(0)"#,
      "2 -1 2 97"
    ),
    (
      #""-".join([1, 2]), String.fromCode(65), "12".isDigit(), "abc".bytes()"#,
      "1-2 A True [97, 98, 99]"
    ),
  ])
  func strings(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  @Test(arguments: [
    (
      "[3, 1, 2].sorted(), [1, 2].map(v => v * 2), [1, 2, 3].filter(v => v > 1), [1, "
        + "2].reduce((a, b) => a + b)",
      "[1, 2, 3] [2, 4] [2, 3] 3"
    ),
    (
      #"[1, 2, 2].unique(), [[1], 2].flatten(), [1, 2].zip([3]), ["a"].enumerate(), [1, 2, "#
        + #"3].chunk(2)"#,
      "[1, 2] [1, 2] [[1, 3]] [[0, a]] [[1, 2], [3]]"
    ),
    (
      "[1, 2, 3].groupBy(v => v % 2), [1, 2].sum(), [1, 2].average(), [].max(), [2, 1].min()",
      "{1: [1, 3], 0: [2]} 3 1.5 Null 1"
    ),
    (
      "[1, 2].map((v, i) => v + i), [1, 2, 3].take(2), [1, 2, 3].drop(-1), [1, 2].join()",
      "[1, 3] [1, 2] [1, 2, 3] 1, 2"
    ),
    (
      "[3, 1, 2].sort((a, b) => a > b), [1, 2].pop(), [1].insert(0, 5), [1, 2].find(v => v > 1)",
      "[3, 2, 1] 2 [5, 1] 2"
    ),
    (
      "[].first, [1, 2].last, [1].isEmpty(), [1, 2].length(), [1, 2].reversed()",
      "Null 2 False 2 [2, 1]"
    ),
  ])
  func arrays(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  @Test(arguments: [
    (
      #"{a: 1}.keys, {a: 1}.values(), {a: 1}.entries, {a: 1}.has("a"), {}.get("z", 5)"#,
      "[a] [1] [[a, 1]] True 5"
    ),
    (
      #"{a: 1}.merge({b: 2}), {a: 1}.delete("a"), {a: 1, b: 2}.filter((k, v) => v > 1), {a: "#
        + #"1}.map((k, v) => v + 1)"#,
      "{a: 1, b: 2} {} {b: 2} {a: 2}"
    ),
    (
      "{1, 2}.union({3}), {1, 2}.has(2), {1}.isSubset({1, 2}), {2, 1}.toArray(), {1}.add(1.0)",
      "{1, 2, 3} True True [2, 1] {1}"
    ),
  ])
  func mapsAndSets(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

  @Test(arguments: [
    (
      "math.sqrt(16), math.max(1, 5, 3), math.min([2, 1]), math.floor(-2.5), "
        + "math.round(2.5), math.trunc(-2.5)",
      "4.0 5 1 -3 3 -2"
    ),
    (
      "math.div(-7, 2), math.mod(-7, 2), math.gcd(12, 18), math.lcm(4, 6), "
        + "math.factorial(5), math.isPrime(7)",
      "-4 1 6 12 120 True"
    ),
    (
      "math.Pi, math.MaxInt, math.Infinity, (7).clamp(1, 5), (-3).abs(), (255).toHex(), "
        + "(2.5).toFixed(2)",
      "3.141592653589793 9223372036854775807 inf 5 3 ff 2.50"
    ),
  ])
  func numbers(arguments: String, expected: String) {
    #expect(run("print(\(arguments));").output == expected + "\n")
  }

}

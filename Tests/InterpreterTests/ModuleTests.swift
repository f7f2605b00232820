import Testing

/// Modules and their variables.
@Suite struct ModuleTests {

  static let modules = [
    "./geometry": """
      print("geometry runs");
      let unit = 2;
      func area(a, b): return a * b * unit; end
      func grow(): unit += 1; end
      class Point: let x; let y; func sum(): return self.x + self.y; end end
      """,
    "./cycle.myco": """
      use "main.myco" as top;
      func call(): return top.value(); end
      """,
  ]

  @Test(arguments: [
    (#"use "./geometry" as geo; print(geo.area(2, 3), geo.unit);"#, "geometry runs\n12 2"),
    (#"from "./geometry" use area, unit as u; print(area(1, 1), u);"#, "geometry runs\n2 2"),
    (#"use "./geometry"; geometry.grow(); print(geometry.unit);"#, "geometry runs\n3"),
    (
      #"use "./geometry" as a; use "./geometry" as b; a.grow(); print(b.unit, a == b, a);"#,
      "geometry runs\n3 True <module geometry>"
    ),
    (#"print(1); use "./geometry" as g; print(g.Point(1, 2).sum());"#, "1\ngeometry runs\n3"),
    (#"use "./geometry" as g; print(g.Point(1, 2) is g.Point);"#, "geometry runs\nTrue"),
    (#"func value(): return 7; end use "./cycle.myco" as c; print(c.call());"#, "7"),
    ("use math as m; from math use sqrt, Pi as pi; print(m.floor(2.5), sqrt(4), pi);",
      "2 2.0 3.141592653589793"),
  ])
  func modules(source: String, expected: String) {
    let result = run(source, modules: Self.modules)
    #expect(result.output == expected + "\n", "\(result)")
  }

  @Test func arguments() {
    #expect(run("print(args, args.length);").output == "[a, b] 2\n")
  }

}

import Testing

/// The libraries of the system that programs are linked with.
@Suite struct LinkingTests {

  /// The libraries that a program needs beside libc and libm.
  private func libraries(of source: String) -> [String] {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    folder.write(source, to: "main.myco")
    let build = Program.myco.run(["build", "main.myco", "-o", "main"], in: folder.root)
    #expect(build.status == 0, "\(build.errors)")
    let result = Program(path: "/usr/bin/ldd").run(["main"], in: folder.root)
    #expect(result.status == 0, "\(result.errors)")
    let names = result.output.split(separator: "\n").compactMap {
      $0.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
    let usual = ["linux-vdso", "libc.", "libm.", "/lib64/ld-linux"]
    return names.filter { name in !usual.contains { name.hasPrefix($0) } }
  }

  @Test(arguments: [
    "print(json.stringify([math.sin(1)]));", "print(dir.current(), time.clock());",
    "func f(): return regex.test(\"a\", \"b\"); end",
    "print(\"ß\".upper(), \"ß\".isLower());",
  ])
  func mostProgramsNeedNone(source: String) {
    #expect(libraries(of: source) == [])
  }

  @Test func regexNeedsPCRE2() {
    #expect(libraries(of: "print(regex.test(\"a\", \"b\"));") == ["libpcre2-8.so.0"])
    #expect(libraries(of: "let f = regex.isIp; print(f(\"\"));") == ["libpcre2-8.so.0"])
  }

  @Test func httpNeedsCurl() {
    #expect(libraries(of: "print(http.get(\"\").success);").contains("libcurl.so.4"))
  }

}

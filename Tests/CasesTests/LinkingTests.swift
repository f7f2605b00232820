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

  @Test func jsonIsPartOfTheProgram() {
    #expect(libraries(of: "print(json.parse(\"[]\"));") == [])
    #expect(libraries(of: "print(json.parse(\"[]\"), regex.isIp(\"\"));") == ["libpcre2-8.so.0"])
  }

  @Test func httpNeedsCurl() {
    #expect(libraries(of: "print(http.get(\"\").success);").contains("libcurl.so.4"))
  }

  // MARK: Missing libraries

  /// Writes a library to preload that hides files whose path has `$HIDDEN` in it from `access`.
  private func writeHider(in folder: TemporaryFolder) {
    folder.write(
      """
      #define _GNU_SOURCE
      #include <errno.h>
      #include <fcntl.h>
      #include <stdlib.h>
      #include <string.h>
      #include <unistd.h>
      int access(const char *path, int mode) {
        const char *hidden = getenv("HIDDEN");
        if (hidden == NULL || strstr(path, hidden) == NULL) {
          return faccessat(AT_FDCWD, path, mode, 0);
        }
        errno = ENOENT;
        return -1;
      }

      """, to: "hider.c")
    let result = Program(path: "/usr/bin/clang-22").run(
      ["-shared", "-fPIC", "hider.c", "-o", "hider.so"], in: folder.root)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: [
    ("regex", "pcre2-8", "libpcre2-dev", "print(regex.test(\"a\", \"b\"));"),
    ("json", "yajl_s", "libyajl-dev", "print(json.parse(\"[]\"));"),
    ("http", "curl", "libcurl4-openssl-dev", "print(http.get(\"\").success);"),
  ])
  func aMissingLibraryNamesItsPackage(
    part: String, library: String, package: String, source: String
  ) {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    writeHider(in: folder)
    folder.write(source, to: "main.myco")
    folder.write("print(1);", to: "plain.myco")
    let environment = [
      "LD_PRELOAD=\(folder.path("hider.so"))", "HIDDEN=/lib\(library).",
      "TMPDIR=\(folder.root)",
    ]
    let commands = [
      ["build", "main.myco"], ["build", "main.myco", "-o", "out"], ["run", "main.myco"],
    ]
    for arguments in commands {
      let result = Program.myco.run(arguments, in: folder.root, environment: environment)
      #expect(result.status == 1)
      #expect(result.output == "")
      #expect(
        result.errors == """
          error: a program that uses '\(part)' needs lib\(library), which was not found; install \
          \(package)

          """)
    }
    #expect(folder.names == ["hider.c", "hider.so", "main.myco", "plain.myco"])
    let plain = Program.myco.run(["run", "plain.myco"], in: folder.root, environment: environment)
    #expect(plain.output == "1\n")
    let found = Program.myco.run(["build", "main.myco"], in: folder.root)
    #expect(found.status == 0, "\(found.errors)")
  }

}

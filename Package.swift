// swift-tools-version: 6.1

import Foundation
import PackageDescription

// LLVM is found by asking `llvm-config`; `LLVM_CONFIG` names another one. When it is missing the
// manifest still loads, so that tools can read it, and the build stops with a sentence that says
// which package to install.

/// Returns the output of `llvm-config` with `arguments`, or `nil` if it cannot be run.
func llvmConfig(_ arguments: String...) -> [String]? {
  let names = ProcessInfo.processInfo.environment["LLVM_CONFIG"].map { [$0] }
    ?? (20...22).reversed().map { "llvm-config-\($0)" } + ["llvm-config"]
  for name in names {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { continue }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { continue }
    return String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).map(String.init)
  }
  return nil
}

guard let includeDirectory = llvmConfig("--includedir")?.first,
  let libraryFlags = llvmConfig(
    "--ldflags", "--link-static", "--libs", "--system-libs", "core", "analysis", "bitreader",
    "bitwriter", "irreader", "linker", "passes", "target", "x86")
else {
  fatalError(
    "LLVM was not found: install llvm-22-dev (any of 20 to 22), or set LLVM_CONFIG to llvm-config")
}

let optimized: [SwiftSetting] = [
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))
]

/// Settings of a module that imports `CLLVM`.
let llvmImporter: [SwiftSetting] =
  optimized + [.unsafeFlags(["-Xcc", "-I\(includeDirectory)"])]

/// Settings of an executable or a test that links LLVM.
///
/// LLVM's solver, which nothing here uses, alone needs z3. Of zstd only the library itself is
/// always there, not what its development package adds.
let llvmLinker: [LinkerSetting] = [
  .unsafeFlags(
    libraryFlags.filter { $0 != "-lz3" && !$0.hasSuffix("/libz3.so") }
      .map { $0 == "-lzstd" ? "-l:libzstd.so.1" : $0 }
      + ["-lstdc++", "-use-ld=lld"])
]

/// Returns the library target `name`, which may import `dependencies`.
func module(
  _ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = optimized
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "myco",
  products: [
    .executable(name: "myco", targets: ["myco"]),
    .executable(name: "myco-opt", targets: ["myco-opt"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    module("Support", []),
    module("Library", ["Support"]),
    module("Source", ["Support"]),
    module("Syntax", ["Support", "Source"]),
    module("Sema", ["Support", "Library", "Source", "Syntax"]),
    module("IR", ["Support", "Library"]),
    module("Lowering", ["Support", "Library", "Source", "Syntax", "Sema", "IR"]),
    module("Inference", ["Support", "Library", "Source", "IR"]),
    module("Optimizer", ["Support", "IR"]),
    .target(
      name: "CHTTP", path: "runtime/core/http",
      cSettings: [.define("MYCO_LOADS_CURL"), .define("CURL_DISABLE_TYPECHECK")]),
    .target(
      name: "CSystem", path: "runtime/core/system", cSettings: [.define("_GNU_SOURCE")]),
    .target(
      name: "CRegex", dependencies: ["CSystem"], path: "runtime/core/regex",
      linkerSettings: [.linkedLibrary("pcre2-8")]),
    // The archive, so that myco needs no package where it runs.
    .target(
      name: "CUnicode", path: "runtime/core/unicode",
      linkerSettings: [.linkedLibrary(":libutf8proc.a")]),
    .target(
      name: "CJSON", dependencies: ["CSystem"], path: "runtime/core/json",
      linkerSettings: [.linkedLibrary("yajl_s")]),
    .target(name: "CLLVM", cSettings: [.unsafeFlags(["-I", includeDirectory])]),
    module("CodeGen", ["Support", "IR", "CLLVM"], settings: llvmImporter),
    module(
      "Interpreter",
      [
        "Support", "Library", "Source", "Syntax", "Sema", "CRegex", "CSystem", "CHTTP", "CUnicode",
        "CJSON",
      ]),
    module(
      "Driver",
      [
        "Support", "Library", "Source", "Syntax", "Sema", "IR", "Lowering", "Inference",
        "Optimizer", "CodeGen", "Interpreter",
      ], settings: llvmImporter),
    .executableTarget(
      name: "myco",
      dependencies: [
        "Driver", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: llvmImporter, linkerSettings: llvmLinker),
    .executableTarget(
      name: "myco-opt",
      dependencies: [
        "Support", "IR", "Optimizer", "CodeGen",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: llvmImporter, linkerSettings: llvmLinker),
    .testTarget(name: "SupportTests", dependencies: ["Support"]),
    .testTarget(name: "SyntaxTests", dependencies: ["Support", "Source", "Syntax"]),
    .testTarget(name: "SemaTests", dependencies: ["Support", "Source", "Syntax", "Sema"]),
    .testTarget(name: "IRTests", dependencies: ["Support", "IR"]),
    .testTarget(name: "OptimizerTests", dependencies: ["Support", "IR", "Optimizer"]),
    .testTarget(
      name: "InferenceTests",
      dependencies: ["Support", "Source", "Syntax", "Sema", "IR", "Lowering", "Inference"]),
    .testTarget(
      name: "InterpreterTests",
      dependencies: ["Support", "Source", "Syntax", "Sema", "Interpreter"]),
    .testTarget(
      name: "CasesTests",
      dependencies: [
        "Support", "Library", "Source", "Syntax", "IR", "Sema", "Interpreter", "myco", "myco-opt",
      ]),
  ]
)

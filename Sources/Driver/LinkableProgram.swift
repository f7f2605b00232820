/// A compiled program and what it is linked with.
struct LinkableProgram {

  /// The bytes of the program's relocatable object.
  let object: [UInt8]

  /// The path of the runtime's archive.
  let archive: String

  /// `true` iff all symbols stay in the executable. What traces need always does.
  let keepsSymbols: Bool

  /// Links the program to the executable `output`, which does not exist.
  func link(to output: String) throws(DriverError) {
    var directory = try TemporaryDirectory()
    defer { directory.remove() }
    let path = directory.file("program.o")
    try OutputFile(path).write(object)
    try Linker(object: path, archive: archive, keepsSymbols: keepsSymbols).link(to: output)
  }

}

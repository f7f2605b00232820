/// A compiled program and what it is linked with.
struct LinkableProgram {

  /// The bytes of the program's relocatable object.
  let object: [UInt8]

  /// The path of the runtime's archive.
  let archive: String

  /// The path of the archive that counts and writes a profile, if the program does.
  let profileRuntime: String?

  /// The libraries of the system that the program needs beside libc and libm.
  let libraries: [ExternalLibrary]

  /// `true` iff all symbols stay in the executable. What traces need always does.
  let keepsSymbols: Bool

  /// Links the program to the executable `output`, which does not exist.
  func link(to output: String) throws(DriverError) {
    var directory = try TemporaryDirectory()
    defer { directory.remove() }
    let path = directory.file("program.o")
    try OutputFile(path).write(object)
    let linker = Linker(
      object: path, archive: archive, profileRuntime: profileRuntime, libraries: libraries,
      keepsSymbols: keepsSymbols)
    try linker.link(to: output)
  }

}

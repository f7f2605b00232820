import Source

/// Why a module's file could not be loaded.
public struct LoadFailure: Error, Hashable, Sendable {

  /// One sentence without a final period, e.g. `there is no file './geometry.myco'`.
  public var message: String

  /// A way out, or `nil` if there is none to name.
  public var help: String?

  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

}

/// How name resolution gets the files that `use "path"` names.
public struct ModuleLoader {

  /// Returns the file that `importer` calls `path`, or why there is none.
  ///
  /// A file is known by the `path` of the result: for one file, however it is called, it is always
  /// the same, and for the main file that of the main file.
  public var load: (_ path: String, _ importer: SourceFile) -> Result<SourceFile, LoadFailure>

  public init(
    load: @escaping (_ path: String, _ importer: SourceFile) -> Result<SourceFile, LoadFailure>
  ) {
    self.load = load
  }

}

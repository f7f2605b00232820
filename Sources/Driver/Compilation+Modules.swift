import Sema
import Source

extension Compilation {

  /// Resolves the names of the program; `use` of a file reads and parses it.
  mutating func resolveNames() -> SemanticModel {
    var reader = self.reader
    defer { self.reader = reader }
    var diagnostics = DiagnosticSet()
    defer { for diagnostic in diagnostics.all { report(diagnostic) } }
    return resolve(ast: &ast, sources: &sources, diagnostics: &diagnostics) { (name, importer) in
      guard let path = reader.locate(name, from: importer) else { return .missing }
      do throws(DriverError) {
        return .file(try reader.readModule(path))
      } catch {
        return .unreadable(error.message ?? path)
      }
    }
  }

}

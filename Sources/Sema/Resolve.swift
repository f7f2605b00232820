import Source
import Syntax

/// What became of the request to load a file that a `use` names.
public enum LoadedModule {
  case file(SourceFile)
  case missing

  /// The file is there but cannot be read; the text says why.
  case unreadable(String)
}

/// Resolves the names of the program whose main file is `ast.modules[0]`.
///
/// Files that a `use` names are loaded by `loader`, which gets the written path and the importing
/// file, and parsed, each once. Errors and warnings go to `diagnostics`.
public func resolve(
  ast: inout AST, sources: inout SourceMap, diagnostics: inout DiagnosticSet,
  loader: (String, SourceFile) -> LoadedModule
) -> SemanticModel {
  let main = ast.modules[0].file
  return withoutActuallyEscaping(loader) { load in
    let adapter = ModuleLoader { path, importer in
      switch load(path, importer) {
      case .file(let file): .success(file)
      case .missing: .failure(LoadFailure("no file '\(path)'"))
      case .unreadable(let reason): .failure(LoadFailure(reason))
      }
    }
    return resolve(
      main: main, ast: &ast, sources: &sources, loader: adapter, diagnostics: &diagnostics)
  }
}

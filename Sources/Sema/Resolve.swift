import Source
import Support
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
  let modules = loadModules(&ast, &sources, &diagnostics, loader)
  var resolver = Resolver(ast: ast, modules: modules)
  resolver.run()
  for diagnostic in resolver.diagnostics.all { diagnostics.insert(diagnostic) }
  return resolver.model
}

/// Loads and parses the files that the program uses; returns the module that each `use` names.
private func loadModules(
  _ ast: inout AST, _ sources: inout SourceMap, _ diagnostics: inout DiagnosticSet,
  _ loader: (String, SourceFile) -> LoadedModule
) -> [StmtID: Int] {
  var result: [StmtID: Int] = [:]
  var indexOfPath: [String: Int] = [sources[ast.modules[0].file].path: 0]
  var visited = 0
  var statement = 0
  while visited < ast.modules.count {
    let importer = ast.modules[visited].file
    while statement < ast.stmts.count {
      let id = StmtID(statement)
      statement += 1
      guard case .use(let use) = ast.stmts[id].kind, case .path(let path) = use.source else {
        continue
      }
      let file = sources[use.sourceSpan.file.isNone ? importer : use.sourceSpan.file]
      switch loader(ast.text(path), file) {
      case .file(let loaded):
        if let index = indexOfPath[loaded.path] {
          result[id] = index
        } else {
          indexOfPath[loaded.path] = ast.modules.count
          result[id] = ast.modules.count
          parse(sources.add(loaded), in: sources, into: &ast, diagnostics: &diagnostics)
        }
      case .missing:
        diagnostics.insert(
          Diagnostic(.error, "E0401", "no file '\(ast.text(path))'", at: use.sourceSpan))
      case .unreadable(let reason):
        diagnostics.insert(Diagnostic(.error, "E0402", reason, at: use.sourceSpan))
      }
    }
    visited += 1
  }
  return result
}

import Sema
import Source
import Support
import Syntax
import Testing

/// A resolved program of files that are given by name.
struct Resolution {

  let ast: AST
  let sources: SourceMap
  let model: SemanticModel
  let diagnostics: [Diagnostic]

  /// The order in which files were asked for.
  let loaded: [String]

  /// Resolves `text`, which may use `files`; the file `x.myco` is called `./x`.
  init(_ text: String, files: [String: String] = [:]) {
    var (ast, sources, diagnostics) = (AST(), SourceMap(), DiagnosticSet())
    let main = sources.add(Self.file("main", text))
    parse(main, in: sources, into: &ast, diagnostics: &diagnostics)
    #expect(!diagnostics.containsError, "does not parse: \(text)")
    var loaded: [String] = []
    model = withoutActuallyEscaping({ (path: String, _: SourceFile) in
      loaded.append(path)
      let name = String(path.dropFirst(2))
      if name == "main" { return .success(Self.file(name, text)) }
      return files[name].map { .success(Self.file(name, $0)) }
        ?? .failure(LoadFailure("there is no file '\(path)'"))
    }) { (load: @escaping (String, SourceFile) -> Result<SourceFile, LoadFailure>) in
      resolve(
        main: main, ast: &ast, sources: &sources, loader: ModuleLoader(load: load),
        diagnostics: &diagnostics)
    }
    self.ast = ast
    self.sources = sources
    self.diagnostics = diagnostics.sorted
    self.loaded = loaded
  }

  private static func file(_ name: String, _ text: String) -> SourceFile {
    SourceFile(name: "\(name).myco", path: "\(name).myco", bytes: Array(text.utf8))
  }

  /// The messages in short: `E0201 1:5`, with the file where it is not the main one; warnings only
  /// where there is no error, as they are shown.
  var messages: [String] {
    let hasError = diagnostics.contains { $0.severity == .error }
    return diagnostics.filter { !hasError || $0.severity == .error }.map {
      let position = sources.position(of: $0.span)
      let file = sources[$0.span.file].name
      return
        "\($0.code) \(file == "main.myco" ? "" : file + ":")\(position.line):\(position.column)"
    }
  }

  /// The declarations called `name`, in order.
  func decls(_ name: String) -> [DeclID] {
    ast.decls.ids.filter { ast.text(ast.decls[$0].name) == name }
  }

  /// What is known of the first declaration called `name`.
  func info(_ name: String) -> DeclInfo { model.decls[decls(name)[0]] }

  /// The function called `name`; lambdas have none.
  func function(_ name: String) -> FuncID {
    ast.funcs.ids.first { ast.funcs[$0].decl.map { ast.text(ast.decls[$0].name) } == name } ?? .none
  }

  func names(_ decls: [DeclID]) -> [String] { decls.map { ast.text(ast.decls[$0].name) } }

  func captures(_ function: FuncID) -> [String] { names(model.funcs[function].captures) }

  /// The class called `name`.
  func type(_ name: String) -> ClassInfo {
    let id = ast.classes.ids.first { ast.text(ast.decls[ast.classes[$0].decl].name) == name }
    return model.classes[id ?? .none]
  }

  func fields(_ name: String) -> [String] { type(name).fields.map { ast.text($0.name) } }

  /// The meanings of the expressions `name`, in order.
  func uses(_ name: String) -> [Reference] {
    ast.exprs.ids.compactMap { id in
      guard case .name(let symbol) = ast.exprs[id].kind, ast.text(symbol) == name else {
        return nil
      }
      return model.references[id]
    }
  }

}

import Source
import Support
import Syntax

/// The files of a program and which `use` names which.
struct ModuleGraph {

  /// The index in `AST.modules` that each `use` of a file names, where it could be loaded.
  private(set) var moduleOfUse: [StmtID: Int] = [:]

  /// The index in `AST.modules` of each file by its path.
  private var moduleOfPath: [String: Int] = [:]

  /// The `use` statements of files that are still to be followed, with their modules.
  private var pending: [(use: StmtID, module: Int)] = []

  /// Loads and parses the files that `main`, which is parsed, needs, each once.
  init(
    main: FileID, ast: inout AST, sources: inout SourceMap, loader: ModuleLoader,
    diagnostics: inout DiagnosticSet
  ) {
    guard let index = ast.modules.firstIndex(where: { $0.file == main }) else {
      unreachable("the main file is not parsed")
    }
    moduleOfPath[Self.key(sources[main].path)] = index
    collectUses(of: index, in: ast, from: 0)
    var next = 0
    while next < pending.count {
      let (use, importer) = pending[next]
      next += 1
      guard case .use(let node) = ast.stmts[use].kind, case .path(let path) = node.source else {
        continue
      }
      let file = sources[ast.modules[importer].file]
      switch loader.load(ast.text(path), file) {
      case .success(let file):
        moduleOfUse[use] = module(
          of: file, ast: &ast, sources: &sources, diagnostics: &diagnostics)
      case .failure(let failure):
        diagnostics.insert(
          Diagnostic(
            .error, SemanticCode.missingModule.rawValue, failure.message, at: node.sourceSpan,
            help: failure.help))
      }
    }
  }

  /// Returns the index of the module in `file`, which is parsed if it was not yet.
  private mutating func module(
    of file: SourceFile, ast: inout AST, sources: inout SourceMap,
    diagnostics: inout DiagnosticSet
  ) -> Int {
    let key = Self.key(file.path)
    if let known = moduleOfPath[key] { return known }
    let index = ast.modules.count
    let firstStatement = ast.stmts.count
    moduleOfPath[key] = index
    parse(sources.add(file), in: sources, into: &ast, diagnostics: &diagnostics)
    collectUses(of: index, in: ast, from: firstStatement)
    return index
  }

  /// Remembers the `use` statements of files among the statements of `module`, which come from
  /// `first` on.
  private mutating func collectUses(of module: Int, in ast: AST, from first: Int) {
    let file = ast.modules[module].file
    var uses: [StmtID] = []
    for index in first..<ast.stmts.count {
      let id = StmtID(index)
      guard case .use(let node) = ast.stmts[id].kind, case .path = node.source else { continue }
      if ast.stmts[id].span.file == file { uses.append(id) }
    }
    uses.sort { ast.stmts[$0].span.start < ast.stmts[$1].span.start }
    for use in uses { pending.append((use, module)) }
  }

  /// Returns `path` without `.` and with `..` resolved where that is possible.
  private static func key(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

}

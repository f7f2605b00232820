import Library

/// What the part of the library that is written in Myco declares and calls, read from its text.
struct LibrarySource {

  /// A function or method.
  struct Function {
    let file: String
    let parameters: [(name: String, type: String?)]
    let arity: Arity

    /// What it calls by name, but for members of values.
    let calls: [Call]
  }

  /// A call of a function of the library, or of one in C.
  enum Call: Hashable {
    case function(String)
    case runtime(String)
  }

  /// The functions of the top levels by their names.
  private(set) var functions: [String: [Function]] = [:]

  /// The methods by the names of their classes and their own.
  private(set) var methods: [String: [String: Function]] = [:]

  /// Reads the files of `folder`.
  init(folder: String) {
    for file in Folder.names(in: folder, suffix: ".myco") {
      let text = contents(of: "\(folder)/\(file).myco")!.replacing(/(?m)^ *#.*$/, with: "")
      var type: String?
      // A declaration reaches to the next.
      let starts = text.matches(of: /(?m)^( {4})?(func|class) ([\w$]+)(?:\((.*?)\))?:/)
      for (i, start) in starts.enumerated() {
        let end = i + 1 < starts.count ? starts[i + 1].range.lowerBound : text.endIndex
        let name = String(start.3)
        if start.2 == "class" {
          type = name
          continue
        }
        let parameters = Self.parameters(String(start.4 ?? ""))
        let required = parameters.prefix { !$0.hasDefault }.count
        let function = Function(
          file: file, parameters: parameters.map { ($0.name, $0.type) },
          arity: Arity(least: required, most: parameters.count),
          calls: Self.calls(in: text[start.range.upperBound..<end]))
        if start.1 != nil {
          methods[type!, default: [:]][name] = function
        } else {
          functions[name, default: []].append(function)
        }
      }
    }
  }

  private static func parameters(
    _ text: String
  ) -> [(name: String, type: String?, hasDefault: Bool)] {
    text.replacing("\", \"", with: "\"\"").split(separator: ",").map { part in
      let sides = part.split(separator: "=", maxSplits: 1)
      let words = sides[0].split(separator: ":", maxSplits: 1).map {
        String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      return (words[0], words.count > 1 ? words[1] : nil, sides.count > 1)
    }
  }

  /// Returns the functions in C that the function `name` calls, itself or by others that it names.
  func runtimeFunctions(calledBy name: String) -> Set<String> {
    var (result, seen): (Set<String>, Set<String>) = ([], [])
    var pending = (functions[name] ?? []).map { (name, $0) }
    while let (next, function) = pending.popLast() {
      if !seen.insert("\(function.file).\(next)/\(function.arity)").inserted { continue }
      for call in function.calls {
        switch call {
        case .runtime(let name): result.insert(name)
        case .function(let name):
          let all = functions[name] ?? []
          let near = all.filter { $0.file == function.file }
          pending += (near.isEmpty ? all : near).map { (name, $0) }
        }
      }
    }
    return result
  }

  /// Returns the calls in `body`. A member of a value has a row of its own.
  private static func calls(in body: Substring) -> [Call] {
    body.matches(of: /(?:(\w+)\.|(\.)|)(\w+)\(/).compactMap { match in
      let name = String(match.3)
      if name.hasPrefix("__") {
        return runtimeNames[String(name.dropFirst(2))].map { .runtime($0) }
      }
      if let library = match.1 { return .function("\(library)_\(name)") }
      return match.2 == nil ? .function(name) : nil
    }
  }

  private static let runtimeNames = Dictionary(
    uniqueKeysWithValues: LibraryTable.standard.runtimeFunctions.map {
      ($0.name.replacing(".", with: "_"), $0.name)
    })

}

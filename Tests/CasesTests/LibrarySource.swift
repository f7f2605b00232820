import Library

/// What the part of the library that is written in Myco declares and calls, read from its text.
struct LibrarySource {

  /// A function or method.
  struct Function {
    let file: String
    let parameters: [(name: String, type: String?)]
    let arity: Arity
    let body: String
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
          body: String(text[start.range.upperBound..<end]))
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
      for match in function.body.matches(of: /(?:(\w+)\.|(\.)|)(\w+)\(/) {
        let called = String(match.3)
        if called.hasPrefix("__") {
          if let known = Self.runtimeNames[String(called.dropFirst(2))] { result.insert(known) }
          continue
        }
        // A member of a value has a row of its own.
        let target = match.1.map { "\($0)_\(called)" } ?? (match.2 == nil ? called : "")
        let all = functions[target] ?? []
        let near = all.filter { $0.file == function.file }
        pending += (near.isEmpty ? all : near).map { (target, $0) }
      }
    }
    return result
  }

  private static let runtimeNames = Dictionary(
    uniqueKeysWithValues: LibraryTable.standard.runtimeFunctions.map {
      ($0.name.replacing(".", with: "_"), $0.name)
    })

}

import IR
import Sema
import Source
import Support
import Syntax

// The parts of the library that are written in Myco.
//
// The functions of their top levels are found by their names: `Array_take(xs, n)` is the method
// `take` of arrays, `Array_first_property(xs)` their property `first`, `Array_insert_update` the
// step `insert$update` of a mutating method (`Mutator`), and `math_sqrt(x)` the function
// `math.sqrt`. Other names are their own. Only what is asked for is lowered.
extension ModuleLowering {

  /// Enters the functions of the library into the tables by which they are found.
  mutating func registerLibrary() {
    for part in ast.modules where part.isLibrary {
      var groups: [Symbol: [FuncID]] = [:]
      for statement in part.body.statements {
        guard case .function(let function, _) = ast.stmts[statement].kind,
          let decl = ast.funcs[function].decl
        else { continue }
        groups[ast.decls[decl].name, default: []].append(function)
      }
      for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
        register(group, named: ast.text(name))
      }
    }
  }

  private mutating func register(_ group: [FuncID], named name: String) {
    let words = name.split(separator: "_").map(String.init)
    guard words.count > 1 else { return }
    for arity in arities(of: group) {
      // No two functions of a name take as many arguments, so that none is chosen by types.
      let own = group.first { arities(of: $0).contains(arity) }!
      let function = FunctionKey(function: own, arity: arity)
      guard let tags = Self.receivers[words[0]] else {
        libraryFunctions["\(words[0]).\(words[1...].joined(separator: "_"))/\(arity)"] = function
        continue
      }
      let isProperty = words.last == "property"
      let member = words.count == 2 || isProperty ? words[1] : "\(words[1])$\(words[2])"
      for symbol in spellings(of: member) {
        libraryMembers[symbol, default: []] += tags.map {
          LibraryMethod(
            key: LibraryMethodKey(tag: $0, name: symbol, arity: isProperty ? -1 : arity - 1),
            function: function)
        }
      }
    }
  }

  /// Declares the members of the library that the instructions of `function` name: by the types of
  /// receivers it is decided later which of them are called.
  mutating func demandMembers(namedIn function: Function) {
    for block in function.layout {
      for value in function[block].instructions
      where function[value].opcode.info.immediate == .symbol {
        let name = Symbol(raw: UInt32(function[value].immediate))
        for method in libraryMembers.removeValue(forKey: name) ?? [] {
          module.libraryMethods[method.key] = self.function(method.function)
        }
      }
    }
  }

  /// The names by which the library's member `name` is looked up: as documented, and as a class of
  /// the program spells a member of its own.
  mutating func spellings(of name: String) -> [Symbol] {
    [module.symbol(name)] + members.names.filter {
      module.symbols[$0] != name && documentedName($0) == name
    }
  }

  /// The types of receivers by the first words of the names of methods.
  private static let receivers: [String: [TagSet]] = [
    "Array": [.array], "Map": [.map], "Object": [.object], "Set": [.set],
    "Range": [.range], "String": [.string],
    "Number": [.int, .float], "Scalar": [.bool, .int, .float, .string],
    "Any": TagSet.names.map(\.tag), "Some": TagSet.names.map(\.tag).filter { $0 != .null },
  ]

  /// `true` iff the function `id` is a part of the library.
  func isLibrary(_ id: FuncID) -> Bool { ast.modules[model.funcs[id].module].isLibrary }

  /// Returns the name by which messages speak of a function of the library: the member's.
  func memberName(of id: FuncID) -> String {
    Predeclared.member(ofLibraryFunction: displayName(of: id))
  }

}

extension FunctionLowering {

  /// The function of the library that this is, or stands in.
  private var libraryFunction: FuncID? {
    var next = owner
    while let id = next, ast.funcs[id].decl == nil { next = model.funcs[id].parent }
    return next.flatMap { shared.isLibrary($0) ? $0 : nil }
  }

  /// What messages call the parameter `decl`, or another variable: in the library, the member.
  func subject(of decl: DeclID) -> String {
    if ast.decls[decl].kind == .parameter, let id = libraryFunction {
      return shared.memberName(of: id)
    }
    return text(ast.decls[decl].name)
  }

  /// Lowers the call of `__name`, by which the library reaches what programs cannot.
  mutating func callInternal(
    _ name: String, _ values: [ValueID], _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    switch name {
    case "function":
      let promise = makePromise(
        functionAnnotation(arity: -1), subject: libraryFunction.map(shared.memberName) ?? name)
      return emit(.checkPromise, values, immediate: Int64(promise), at: span)
    case "callable": return emitTagTest(values[0], [.function, .classObject])
    case "accepts":
      guard case .int(let arity) = ast.exprs[arguments[1]].kind else {
        unreachable("a number of arguments that is no literal")
      }
      let promise = makePromise(functionAnnotation(arity: Int(arity)), subject: "")
      return emit(.testPromise, [values[0]], immediate: Int64(promise))
    case "emptySet": return emit(.setLiteral, [], at: span)
    case "setInsert": return emit(.genericInsert, values, at: span)
    case "mapRemove": return emit(.genericRemove, values, at: span)
    default:
      let known = Intrinsic.all.first { $0.info.name.replacing(".", with: "_") == name }
      guard let known else { unreachable("'__\(name)', which the runtime does not have") }
      return call(known, values, at: location(span))
    }
  }

  private mutating func functionAnnotation(arity: Int) -> AnnotationID {
    if let known = shared.functionAnnotations[arity] { return known }
    let text = shared.module.symbol("Function")
    var annotation = Annotation(
      tags: [.function, .classObject], element: .none, convertsIntToFloat: false, text: text)
    annotation.arity = arity
    let id = shared.module.annotations.append(annotation)
    shared.functionAnnotations[arity] = id
    return id
  }

}

import IR
import Library
import Support

/// What the access to a member does on receivers of one type.
enum MemberAction: Equatable {

  /// The field at an index of the classes that are or extend `owner`.
  case field(Int, owner: ClassTypeID)

  /// A method of the class, called with the receiver before the arguments.
  case method(FunctionID)

  /// A method of the class as a value.
  case bound(ClosureID)

  /// A property or method of the library, called likewise.
  case library(FunctionID)

  /// What a property of the library holds, called with arguments.
  case property(FunctionID)

  /// The length or size.
  case length

  /// The entry of a map under the member's name.
  case entry

  /// The entry of an Object under the member's name if it has that, else what its type has.
  indirect case own(else: MemberAction)

  case errorPart(ErrorPart)
  case namespace(NamespaceDefinition.Member)

  /// Always an error of a kind, with this text.
  case raises(ErrorKind, String)

  /// The kinds of errors that accesses raise.
  enum ErrorKind: Equatable {
    case type, name, argument

    /// The name of the kind.
    var name: String {
      switch self {
      case .type: "TypeError"
      case .name: "NameError"
      case .argument: "ArgumentError"
      }
    }
  }

}

/// The receivers of one type that an access treats alike.
struct MemberCase {

  /// How these receivers are told from others.
  enum Test: Equatable {
    case tags(TagSet)
    case classes([ClassTypeID])
  }

  let test: Test

  /// The type of these receivers.
  let type: TypeID
  let action: MemberAction

  /// Returns the case with another action.
  func doing(_ action: MemberAction) -> MemberCase {
    MemberCase(test: test, type: type, action: action)
  }

}

/// Finds out what accesses to a member do, by the type of the receiver.
struct MemberResolver {

  let module: Module
  let name: Symbol

  /// The number of arguments of a call; `nil` where the member is read or changed.
  let arity: Int?

  /// `true` iff the member is changed: only fields and entries can be.
  let isChange: Bool

  /// The classes that instances can be of.
  let classes: [ClassTypeID]

  /// Returns the cases of receivers of type `type`, in the order in which they are tested.
  func cases(_ type: TypeID, _ selection: inout Selection) -> [MemberCase] {
    selection.types.alternatives(type).flatMap { simpleCases($0, &selection) }
  }

  private func simpleCases(_ type: TypeID, _ selection: inout Selection) -> [MemberCase] {
    switch selection.types[type] {
    case .instance(let id, let known): return instanceCases(id, known, &selection)
    case .namespace(let index):
      return [MemberCase(test: .tags([.library, .module]), type: type, action: namespace(index))]
    default:
      let tags = selection.types.tags(of: type)
      return [
        MemberCase(test: .tags(tags), type: type, action: action(tags, selection.name(type)))
      ]
    }
  }

  // MARK: Instances

  private func instanceCases(
    _ id: ClassTypeID, _ known: [ClassTypeID], _ selection: inout Selection
  ) -> [MemberCase] {
    let candidates = known.isEmpty
      ? classes.filter { selection.source.isClass($0, orExtends: id) } : known
    var groups: [(action: MemberAction, classes: [ClassTypeID], type: TypeID)] = []
    for candidate in candidates {
      let action = action(of: candidate)
      let type = selection.types.intern(.exact(candidate))
      if let i = groups.firstIndex(where: { $0.action == action }) {
        groups[i].classes.append(candidate)
        groups[i].type = selection.join(groups[i].type, type)
      } else {
        groups.append((action, [candidate], type))
      }
    }
    return groups.map { MemberCase(test: .classes($0.classes), type: $0.type, action: $0.action) }
  }

  private func action(of id: ClassTypeID) -> MemberAction {
    if let index = module.classes[id].fieldIndex(name) {
      return .field(index, owner: module.classes[id].fields[index].owner)
    }
    guard !isChange, let methods = module.methods(of: id, name) else {
      return action(.instance, module.symbols[module.classes[id].name])
    }
    if let getter = methods[0], (arity ?? 0) == 0, module.classes[id].properties.contains(name) {
      return .library(getter)
    }
    guard let arity else { return .bound(module.boundMethod(of: id, name)!) }
    if let function = methods[arity] { return .method(function) }
    let definition = module.closures[module.boundMethod(of: id, name)!]
    return .raises(.argument, definition.refusal(of: arity, module.symbols))
  }

  private func missing(_ typeName: String) -> MemberAction {
    .raises(.name, "\(typeName) has no member \(module.symbols[name])")
  }

  // MARK: Other values

  private func action(_ tags: TagSet, _ typeName: String) -> MemberAction {
    let isMap = !tags.isDisjoint(with: [.map, .object])
    if isMap && isChange { return tags != .object && isMember ? refusedChange : .entry }
    if !isChange, let builtin = builtin(tags) {
      return tags == .object && module.makesObjects ? .own(else: builtin) : builtin
    }
    if tags == .null { return .raises(.type, "Null has no member \(module.symbols[name])") }
    return isMap ? .entry : missing(typeName)
  }

  /// `true` iff Map has the member.
  private var isMember: Bool {
    let text = module.symbols[name]
    return text == "type" || isLength(text, .map)
      || (-1...Self.maximumArity).contains { library(.map, $0) != nil }
  }

  private var refusedChange: MemberAction {
    let text = module.symbols[name]
    return .raises(.name, "\(text) is a member of Map; write [\"\(text)\"] for the key")
  }

  private func builtin(_ tags: TagSet) -> MemberAction? {
    let text = module.symbols[name]
    if tags == .error, arity == nil, let part = ErrorPart.allCases.first(where: { $0.name == text })
    {
      return .errorPart(part)
    }
    if (arity ?? 0) == 0, isLength(text, tags) { return .length }
    if let function = library(tags, arity ?? -1) { return .library(function) }
    if arity == 0, let function = library(tags, -1) { return .library(function) }
    guard let arity else {
      let key = LibraryMethodKey(tag: receiverTag(tags), name: name, arity: -1)
      return module.boundLibraryMethods[key].map { .bound($0) }
    }
    if let refusal = refusal(tags, arity) { return refusal }
    return isLength(text, tags) ? .length : library(tags, -1).map { .property($0) }
  }

  private func receiverTag(_ tags: TagSet) -> TagSet { tags == .object ? .map : tags }

  /// The error of a call of a library method that does not take `arity` arguments.
  private func refusal(_ tags: TagSet, _ arity: Int) -> MemberAction? {
    let taken = (0...Self.maximumArity).filter { library(tags, $0) != nil }
    guard let least = taken.first, let most = taken.last else { return nil }
    let text = Arity(least...most).refusal(of: module.symbols[name], givenCount: arity)
    return .raises(.argument, text)
  }

  /// No method of the library takes more arguments.
  private static let maximumArity = 6

  private func library(_ tags: TagSet, _ arity: Int) -> FunctionID? {
    module.libraryMethods[LibraryMethodKey(tag: tags, name: name, arity: arity)]
      ?? module.libraryMethods[LibraryMethodKey(tag: receiverTag(tags), name: name, arity: arity)]
  }

  private func isLength(_ text: String, _ tags: TagSet) -> Bool {
    Self.lengths[text]?.isSuperset(of: tags) ?? false
  }

  /// The values that have a member of a name that is the number of their elements.
  private static let lengths: [String: TagSet] = {
    var result: [String: TagSet] = [:]
    for entry in LibraryTable.standard.members
    where entry.signatures[0].implementation == .instruction("length") {
      let tags = TagSet.names.filter { entry.owner == .type($0.name) }.map(\.tag)
      result[entry.name, default: []].formUnion(tags == [.map] ? [.map, .object] : TagSet(tags))
    }
    return result
  }()

  private func namespace(_ index: Int) -> MemberAction {
    let definition = module.namespaces[index]
    if !isChange, let member = definition.members[name] { return .namespace(member) }
    return missing(definition.isLibrary ? "Library" : "Module")
  }

}

extension ClosureDefinition {

  /// Returns the text of the ArgumentError for a call with `count` arguments.
  func refusal(of count: Int, _ symbols: Interner) -> String {
    let subject = name.isNone ? "the function" : symbols[name]
    return Arity(acceptedArities ?? 0...0).refusal(of: subject, givenCount: count)
  }

}

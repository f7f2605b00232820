import Library
import Sema

/// A property or method of the library's own types, by its documented name.
enum Method: String, CaseIterable {

  // Of every value, or of numbers and strings.
  case toString, toInt, toFloat, toBool
  case isString, isInt, isFloat, isNumber, isBool, isBoolean, isNull, isArray, isMap, isSet
  case isObject, isFunction
  case abs, min, max, floor, ceil, round, sqrt, pow, sign, clamp, toFixed, toHex

  // Of several collections.
  case length, size, isEmpty, contains, indexOf, lastIndexOf, slice, reverse, count, join, map
  case filter, forEach, remove, clear, has, toArray

  // Of strings.
  case upper, lower, toUpperCase, toLowerCase, trim, trimLeft, trimRight, split, lines, replace
  case startsWith, endsWith, substring, charAt, charCodeAt, `repeat`, padLeft, padRight, chars
  case isDigit, isLetter, isSpace, isUpper, isLower, isAlphanumeric, bytes

  // Of arrays.
  case first, last, push, pop, insert, removeValue, extend, fill, sort, sortBy, swap, reserve
  case concat, unique, sorted, reversed, find, findIndex, reduce, any, all, flatMap, zip
  case enumerate, chunk, groupBy, sum, average, flatten, take, drop

  // Of maps.
  case keys, values, entries, get, set, delete, update, merge, getOrInsert

  // Of sets.
  case add, union, intersection, difference, symmetricDifference, isSubset

  /// Creates the method that `spelling` means, in camel or in snake case.
  init?(spelling: String) { self.init(rawValue: Predeclared.documented(spelling)) }

  /// `true` iff the method changes `value`.
  func changes(_ value: Value) -> Bool { entry(of: value)?.isMutating ?? false }

  /// `true` iff `value` has this member.
  func applies(to value: Value) -> Bool { entry(of: value) != nil }

  /// What the table of the library says of this member of `value`; `nil` if that has none.
  func entry(of value: Value) -> Entry? { Self.table[value.ownTypeName ?? "Instance"]?[self] }

  /// The value of the member where it is a property; `nil` where it is a method.
  func property(of value: Value) -> Value? {
    switch (self, value) {
    case (.length, .string(let text)): .int(text.count)
    case (.length, .array(let elements)): .int(elements.count)
    case (.length, .range(let range)): .int(range.count)
    case (.first, .array(let elements)): elements.first ?? .null
    case (.last, .array(let elements)): elements.last ?? .null
    case (.size, .map(let map)), (.size, .set(let map)), (.size, .object(let map)):
      .int(map.count)
    case (.keys, .map(let map)), (.keys, .object(let map)): .array(map.keys)
    case (.values, .map(let map)), (.values, .object(let map)): .array(map.entries.map(\.value))
    case (.entries, .map(let map)), (.entries, .object(let map)):
      .array(map.entries.map { .array([$0.key, $0.value]) })
    default: nil
    }
  }

  // MARK: Which type has which

  /// The members of the types by their names.
  private static let table: [String: [Method: Entry]] = {
    var result: [String: [Method: Entry]] = [:]
    for type in Value.ownTypeNames + ["Instance"] {
      for owner in LibraryTable.owners(ofMembersOf: type) {
        for entry in LibraryTable.standard.entries(of: owner) where entry.kind != .function {
          if let method = Method(rawValue: entry.name), result[type]?[method] == nil {
            result[type, default: [:]][method] = entry
          }
        }
      }
    }
    return result
  }()

}

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
  init?(spelling: String) {
    if let method = Method(rawValue: spelling) {
      self = method
      return
    }
    guard spelling.contains("_") else { return nil }
    let words = spelling.split(separator: "_", omittingEmptySubsequences: false)
    guard words.allSatisfy({ !$0.isEmpty }) else { return nil }
    let camel = words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined()
    self.init(rawValue: String(camel))
  }

  /// `true` iff the method changes the path it is called on, for some type.
  var isMutating: Bool { Self.mutating.contains(self) }

  /// `true` iff the method changes `value`.
  func changes(_ value: Value) -> Bool {
    guard isMutating, applies(to: value) else { return false }
    return switch value.container {
    case .array, .entries, .set: true
    case .instance, .none: false
    }
  }

  /// `true` iff `value` has this member.
  func applies(to value: Value) -> Bool {
    if Self.general.contains(self) { return true }
    switch value {
    case .int, .float: return Self.ofNumbers.contains(self)
    case .bool: return [.toInt, .toFloat, .toBool].contains(self)
    case .string: return Self.ofStrings.contains(self)
    case .array: return Self.ofArrays.contains(self)
    case .map, .object: return Self.ofMaps.contains(self)
    case .set: return Self.ofSets.contains(self)
    case .range: return [.length, .toArray, .toBool].contains(self)
    case .function, .instance, .classType, .error, .library, .module, .builtinType:
      return self == .toBool
    case .null: return false
    }
  }

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

  private static let general: Set<Method> = [
    .toString, .isString, .isInt, .isFloat, .isNumber, .isBool, .isBoolean, .isNull, .isArray,
    .isMap, .isSet, .isObject, .isFunction,
  ]

  private static let ofNumbers: Set<Method> = [
    .toInt, .toFloat, .toBool, .abs, .min, .max, .floor, .ceil, .round, .sqrt, .pow, .sign,
    .clamp, .toFixed, .toHex,
  ]

  private static let ofStrings: Set<Method> = [
    .toInt, .toFloat, .toBool, .length, .isEmpty, .contains, .indexOf, .lastIndexOf, .slice,
    .reverse, .count, .join, .upper, .lower, .toUpperCase, .toLowerCase, .trim, .trimLeft,
    .trimRight, .split, .lines, .replace, .startsWith, .endsWith, .substring, .charAt,
    .charCodeAt, .repeat, .padLeft, .padRight, .chars, .isDigit, .isLetter, .isSpace, .isUpper,
    .isLower, .isAlphanumeric, .bytes,
  ]

  private static let ofArrays: Set<Method> = [
    .toBool, .length, .isEmpty, .first, .last, .push, .pop, .insert, .remove, .removeValue,
    .clear, .extend, .fill, .reverse, .sort, .sortBy, .swap, .reserve, .concat, .slice, .unique,
    .sorted, .reversed, .map, .filter, .find, .findIndex, .reduce, .forEach, .any, .all, .count,
    .flatMap, .zip, .enumerate, .chunk, .groupBy, .sum, .min, .max, .average, .flatten, .join,
    .contains, .indexOf, .lastIndexOf, .take, .drop,
  ]

  private static let ofMaps: Set<Method> = [
    .toBool, .size, .isEmpty, .keys, .values, .entries, .has, .get, .set, .delete, .update,
    .clear, .merge, .map, .filter, .forEach, .getOrInsert,
  ]

  private static let ofSets: Set<Method> = [
    .toBool, .size, .isEmpty, .has, .contains, .add, .remove, .clear, .union, .intersection,
    .difference, .symmetricDifference, .isSubset, .toArray, .map, .filter, .forEach,
  ]

  private static let mutating: Set<Method> = [
    .push, .pop, .insert, .remove, .removeValue, .clear, .extend, .fill, .reverse, .sort, .sortBy,
    .swap, .reserve, .set, .delete, .update, .getOrInsert, .add,
  ]

}

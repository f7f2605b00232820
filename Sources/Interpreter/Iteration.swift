import Source
import Support

/// What a `for` loop walks: a value as it was when the loop began.
struct Iteration {

  private enum Elements {
    case range(RangeValue)
    case array([Value])
    case string(Text)
    case entries([OrderedMap.Entry])
  }

  private let elements: Elements

  let count: Int

  /// Creates the walk over `value`; TypeError for what cannot be iterated.
  init(over value: Value, in program: Program, at span: SourceSpan) throws {
    switch value {
    case .range(let range): (elements, count) = (.range(range), range.count)
    case .array(let array): (elements, count) = (.array(array), array.count)
    case .set(let set): (elements, count) = (.array(set.keys), set.count)
    case .string(let text): (elements, count) = (.string(text), text.count)
    case .map(let map), .object(let map): (elements, count) = (.entries(map.entries), map.count)
    default: throw Fault.type("\(program.typeName(of: value)) cannot be iterated", at: span)
    }
  }

  /// The value of the one variable: an element, or a key.
  func only(_ i: Int) -> Value {
    switch elements {
    case .range(let range): range.element(at: i)
    case .array(let array): array[i]
    case .string(let text): .string(Text([text.scalars[i]]))
    case .entries(let entries): entries[i].key
    }
  }

  /// The value of the first of two variables: an index, or a key.
  func first(_ i: Int) -> Value {
    if case .entries(let entries) = elements { entries[i].key } else { .int(i) }
  }

  /// The value of the second of two variables: an element, or the key's value.
  func second(_ i: Int) -> Value {
    if case .entries(let entries) = elements { entries[i].value } else { only(i) }
  }

}

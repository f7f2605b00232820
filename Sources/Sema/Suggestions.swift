/// Finds the known name that a misspelt one probably means.
struct SuggestionFinder {

  private let name: [Unicode.Scalar]
  private let lowered: String

  /// The greatest distance that still counts as a misspelling.
  private let limit: Int

  private var best: (text: String, distance: Int)?

  /// Creates a finder for `name`.
  init(for name: String) {
    self.name = Array(name.unicodeScalars)
    lowered = name.lowercased()
    limit = self.name.count > 64 ? 0 : self.name.count < 3 ? 1 : max(1, self.name.count / 3)
  }

  /// The nearest of the names given to `consider`, or `nil` if none is near.
  var result: String? { best?.text }

  /// Considers `candidate`; of equally near ones the first stays.
  mutating func consider(_ candidate: String) {
    let scalars = Array(candidate.unicodeScalars)
    if scalars.isEmpty || abs(scalars.count - name.count) > limit || scalars == name { return }
    let distance: Int
    if candidate.lowercased() == lowered {
      distance = 0
    } else {
      distance = editDistance(name, scalars)
      if distance >= max(name.count, scalars.count) { return }
    }
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }

}

/// Returns how many insertions, deletions, replacements and swaps of neighbours lead from `a` to
/// `b`: the restricted Damerau-Levenshtein distance (optimal string alignment).
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in a.indices {
    current[0] = i + 1
    for j in b.indices {
      let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
      var distance = min(replaced, previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforePrevious[j - 1] + 1)
      }
      current[j + 1] = distance
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[b.count]
}

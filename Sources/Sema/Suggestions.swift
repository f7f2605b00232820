/// Returns the candidate nearest to `name` by edits, if it is near enough to be meant.
func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates where abs(candidate.count - name.count) <= limit {
    let isSameButCase = candidate.lowercased() == name.lowercased()
    let distance = isSameButCase ? 0 : editDistance(Array(name), Array(candidate))
    if distance <= limit, best.map({ distance < $0.distance }) ?? true {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// Returns the number of insertions, deletions, replacements and exchanges of neighbours that turn
/// `a` into `b` (the optimal string alignment distance, after Damerau, 1964).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(rows[i][j + 1], row[j]) + 1
      cost = min(cost, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}

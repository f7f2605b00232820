import Support

extension Compilation {

  /// Returns a table of the phases' durations: milliseconds and the share of the whole.
  func phaseTable() -> String {
    let total = timer.phases.reduce(Duration.zero) { $0 + $1.duration }
    let rows = timer.phases + [(name: "total", duration: total)]
    return rows.map { phase in
      let tenths = Int((phase.duration / .microseconds(1)) / 100)
      let time = "\(tenths / 10).\(tenths % 10) ms"
      let share = total == .zero ? 0 : Int((phase.duration / total * 100).rounded())
      return phase.name + padding(phase.name, 10) + padding(time, 11) + time
        + padding("\(share)%", 6) + "\(share)%\n"
    }.joined()
  }

}

/// Returns the spaces that fill `text` up to `width`.
private func padding(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.utf8.count))
}

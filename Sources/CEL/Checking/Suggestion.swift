// Names are misspelt by a letter or two, mostly by one that is missing, doubled or swapped with its
// neighbour, so swaps count as one mistake. What needs more mistakes than a third of the letters is
// another word, and naming it would mislead.

/// Finds what a misspelt name may have meant.
enum Suggestion {
  /// `did you mean 'x'?` for the nearest of the known names; nil where none is near.
  static func hint(_ name: String, among known: some Sequence<String>) -> String? {
    nearest(name, among: known).map { "did you mean '\($0)'?" }
  }

  static func nearest(_ name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8.prefix(64))
    // One mistake for each three letters.
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in known where candidate != name {
      let letters = Array(candidate.utf8.prefix(64))
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      guard distance <= limit else { continue }
      if let best, (best.distance, best.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// Edits that make one of the other: letters added, removed, replaced or swapped; case is free.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1]
      for j in 0..<b.count {
        let same = lower(a[i]) == lower(b[j])
        var cost = min(previous[j] + (same ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, lower(a[i]) == lower(b[j - 1]), lower(a[i - 1]) == lower(b[j]) {
          cost = min(cost, before[j - 1] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }

  private static func lower(_ c: UInt8) -> UInt8 { c &- 0x41 < 26 ? c | 0x20 : c }
}

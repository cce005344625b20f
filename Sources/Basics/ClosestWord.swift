// Names are misspelt by a letter or two, mostly by one that is missing, doubled or swapped with its
// neighbour, so swaps count as one mistake. What needs more mistakes than a third of the letters is
// another word, and naming it would mislead.

/// The candidate that a misspelt word may have meant: the one with the fewest mistakes, of several
/// the first by bytes; nil where none is near.
///
/// - Parameter most: Mistakes that are allowed in a long word.
public func closestWord(
  to word: String, among candidates: some Sequence<String>, most: Int = 3
) -> String? {
  let wanted = Array(word.utf8.prefix(longestWord + 1))
  guard wanted.count <= longestWord else { return nil }
  let limit = max(1, min(most, wanted.count / 3))
  var best: (distance: Int, word: String)?
  for candidate in candidates {
    let count = candidate.utf8.count
    guard abs(count - wanted.count) <= limit, !candidate.equalsByBytes(word) else { continue }
    let distance = editDistance(wanted, Array(candidate.utf8))
    guard distance <= limit else { continue }
    if let best {
      if distance > best.distance { continue }
      if distance == best.distance, !candidate.precedesByBytes(best.word) { continue }
    }
    best = (distance, candidate)
  }
  return best?.word
}

/// Bytes of the longest word for which a closest one is looked for.
private let longestWord = 128

/// Edits that make one of the other: letters added, removed, replaced or swapped; case is free.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
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

private func lower(_ c: UInt8) -> UInt8 { c &- 0x41 < 26 ? c | 0x20 : c }

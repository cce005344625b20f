// Names are misspelt by a letter or two, usually by one that is missing, doubled or swapped with
// its neighbour, so swaps count as one mistake. What needs more mistakes than a third of the
// letters is another word, and naming it would mislead.

/// The candidate that a misspelt word may stand for: the one with the fewest mistakes, and of
/// several the first by bytes; nil if none is near.
///
/// - Parameter most: Mistakes that are allowed in a long word.
public func closestWord(
  to word: String, among candidates: some Sequence<String>, most: Int = 3
) -> String? {
  let wanted = Array(word.utf8.prefix(longestWord + 1))
  guard wanted.count <= longestWord else { return nil }
  let limit = max(1, min(most, wanted.count / 3))
  let letters = wanted.reduce(0) { $0 | letter($1) }
  var best: (distance: Int, word: String)?
  var distance = EditDistance(wanted, limit: limit)
  for candidate in candidates {
    let count = candidate.utf8.count
    guard abs(count - wanted.count) <= limit else { continue }
    // An edit adds or removes one letter, or does both.
    let others = candidate.utf8.reduce(0) { $0 | letter($1) }
    guard (letters ^ others).nonzeroBitCount <= 2 * limit, !candidate.equalsByBytes(word),
      let distance = distance.toWord(candidate)
    else { continue }
    if let best {
      if distance > best.distance { continue }
      if distance == best.distance, !candidate.precedesByBytes(best.word) { continue }
    }
    best = (distance, candidate)
  }
  return best?.word
}

/// What a message about a misspelt word ends with: `; did you mean "x"?`, or nothing.
public func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String {
  closestWord(to: word, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// Bytes of the longest word for which a closest one is looked for.
private let longestWord = 128

/// A bit for a letter; several share one.
private func letter(_ byte: UInt8) -> UInt64 { 1 << UInt64(lower(byte) & 63) }

/// Edits that make one word of another: letters added, removed, replaced or swapped; case is free.
private struct EditDistance {
  private let wanted: [UInt8]
  private let limit: Int
  private var before: [Int]
  private var previous: [Int]
  private var current: [Int]

  init(_ wanted: [UInt8], limit: Int) {
    self.wanted = wanted
    self.limit = limit
    before = Array(repeating: 0, count: wanted.count + limit + 1)
    previous = before
    current = before
  }

  /// The edits to a word that is at most `limit` bytes longer; nil if they are more than that.
  mutating func toWord(_ word: String) -> Int? {
    let other = Array(word.utf8)
    for j in 0...other.count { previous[j] = j }
    for i in 0..<wanted.count {
      let a = lower(wanted[i])
      current[0] = i + 1
      var least = i + 1
      for j in 0..<other.count {
        let b = lower(other[j])
        var cost = min(previous[j] + (a == b ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a == lower(other[j - 1]), lower(wanted[i - 1]) == b {
          cost = min(cost, before[j - 1] + 1)
        }
        current[j + 1] = cost
        least = min(least, cost)
      }
      // A swap reaches over one row, and so may undo one edit.
      guard least <= limit + 1 else { return nil }
      swap(&before, &previous)
      swap(&previous, &current)
    }
    return previous[other.count] <= limit ? previous[other.count] : nil
  }
}

private func lower(_ c: UInt8) -> UInt8 { c &- 0x41 < 26 ? c | 0x20 : c }

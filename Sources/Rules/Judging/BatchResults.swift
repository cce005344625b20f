import Findings

/// The results of all batches of subjects, as they come in.
///
/// A rule that has as many findings as it may have is judged no further. Batches are judged by
/// several threads, in whatever order; so that the result does not depend on it, what counts is how
/// many findings those before a batch have, once all of these are there.
struct BatchResults {
  /// Some subjects of one rule.
  struct Item {
    /// The rule's index.
    let rule: Int
    let range: Range<Int>
  }

  let items: [Item]
  private let findingLimit: Int
  /// Nil for a batch that is not judged, or not yet.
  private var results: [BatchResult?]
  /// How many findings a batch has; nil for one that is not judged, or not yet.
  private var counts: [Int?]
  /// The first batch of each batch's rule.
  private let firsts: [Int]

  /// - Parameter items: in the order of rules and subjects.
  init(items: [Item], findingLimit: Int) {
    self.items = items
    self.findingLimit = findingLimit
    results = Array(repeating: nil, count: items.count)
    counts = Array(repeating: nil, count: items.count)
    var first = 0
    firsts = items.indices.map { i in
      if items[i].rule != items[first].rule { first = i }
      return first
    }
  }

  subscript(index: Int) -> BatchResult {
    get { results[index] ?? BatchResult() }
    set {
      results[index] = newValue
      counts[index] = counts[index] ?? newValue.findings.count
    }
  }

  var findingCount: Int { counts.reduce(0) { $0 + ($1 ?? 0) } }

  /// Whether the batches before one, of the same rule, have as many findings as there may be; false
  /// while that is not known.
  func isBeyondLimit(_ index: Int) -> Bool {
    var count = 0
    for i in firsts[index]..<index {
      guard let found = counts[i] else { return count >= findingLimit }
      count += found
      if count >= findingLimit { return true }
    }
    return false
  }
}

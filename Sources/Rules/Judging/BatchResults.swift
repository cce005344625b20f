import Findings

/// The results of all batches of subjects, as they come in.
///
/// A rule that has as many findings or costs as much as it may is judged no further. Batches are
/// judged by several threads, in whatever order; so that the result does not depend on it, what
/// counts is what those before a batch found and cost, once all of these are there.
struct BatchResults {
  /// Some subjects of one rule.
  struct Item {
    /// The rule's index.
    let rule: Int
    let range: Range<Int>
  }

  let items: [Item]
  private let findingLimit: Int
  let costLimit: UInt64
  /// Nil for a batch that is not judged, or not yet.
  private var results: [BatchResult?]
  /// How many findings a batch has, and what it cost; nil for one that is not judged, or not yet.
  private var counts: [(findings: Int, cost: UInt64)?]
  /// The first batch of each batch's rule.
  private let firsts: [Int]

  /// - Parameter items: in the order of rules and subjects.
  init(items: [Item], findingLimit: Int, costLimit: UInt64 = .max) {
    self.items = items
    self.costLimit = costLimit
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
      counts[index] = counts[index] ?? (newValue.findings.count, newValue.cost)
    }
  }

  var findingCount: Int { counts.reduce(0) { $0 + ($1?.findings ?? 0) } }

  /// Whether the batches before one, of the same rule, have as many findings as there may be, or
  /// cost as much; false while that is not known.
  func isBeyondLimit(_ index: Int) -> Bool {
    var count = 0
    var cost: UInt64 = 0
    for i in firsts[index]..<index {
      guard let found = counts[i] else { return false }
      count += found.findings
      cost += found.cost
      if count >= findingLimit || cost > costLimit { return true }
    }
    return false
  }
}

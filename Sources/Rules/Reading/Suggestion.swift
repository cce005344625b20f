/// The nearest of `candidates` to a misspelt name; nil where none is near enough to be meant.
package func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.unicodeScalars.count / 3)
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let distance = editDistance(
      Array(name.lowercased().unicodeScalars), Array(candidate.lowercased().unicodeScalars))
    guard distance <= limit else { continue }
    if let best, (best.distance, best.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name
}

/// ` (did you mean "x"?)`, or nothing.
package func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String {
  suggestion(for: name, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// Insertions, deletions, substitutions and swaps of neighbours that make one from the other.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  guard a.count <= 128, b.count <= 128 else { return .max }
  var previous = [Int](), current = Array(0...b.count)
  for i in 0..<a.count {
    let beforePrevious = previous
    previous = current
    current = [i + 1] + Array(repeating: 0, count: b.count)
    for j in 0..<b.count {
      current[j + 1] = min(
        previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], beforePrevious[j - 1] + 1)
      }
    }
  }
  return current[b.count]
}

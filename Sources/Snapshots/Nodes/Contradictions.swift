import Documents
import Findings

/// What files that were recorded at different times, or on different machines, contradict each
/// other in. Filled by one thread.
final class Contradictions {
  private(set) var found: [(what: String, places: [SourcePlace])] = []

  func add(_ what: String, _ places: [SourcePlace]) {
    if !found.contains(where: { $0.what == what }) { found.append((what, places)) }
  }

  /// One problem for each, of the node with that name.
  func problems(ofNode name: String) -> [Problem] {
    found.map { what, places in
      Problem(
        "contradicting-files", .warning,
        "files of node \(name) contradict each other: \(what); what depends on it is unknown",
        place: places.first, related: places.count > 1 ? places[1] : nil, note: "and here",
        help: "collect them anew, at one time and on one machine")
    }
  }
}

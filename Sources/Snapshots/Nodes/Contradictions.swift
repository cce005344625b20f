import Documents
import Findings

/// What files that were recorded at different times, or on different machines, contradict each
/// other in. Filled by one thread.
final class Contradictions {
  private(set) var found: [(what: String, places: [SourcePlace])] = []

  /// Servers of resolver files that are no addresses.
  private var unusable: [SourcePlace] = []

  func add(_ what: String, _ places: [SourcePlace]) {
    if !found.contains(where: { $0.what == what }) { found.append((what, places)) }
  }

  /// Notes a server of a resolver file that is no address.
  func reportUnusable(_ source: SourceText, _ range: Range<Int>) {
    let offset = range.lowerBound
    if unusable.contains(where: { $0.source === source && $0.offset == offset }) { return }
    unusable.append(SourcePlace(source: source, offset: offset))
  }

  /// One problem for each, of the node with that name.
  func problems(ofNode name: String) -> [Problem] {
    let servers = unusable.map { place in
      Problem(
        "doubtful-file", .warning, "the name server is no address, and counts as unknown",
        place: place)
    }
    return servers
      + found.map { what, places in
        Problem(
          "contradicting-files", .warning,
          "files of node \(name) contradict each other: \(what); what depends on it is unknown",
          place: places.first, related: places.count > 1 ? places[1] : nil, note: "and here",
          help: "collect them anew, at one time and on one machine")
      }
  }
}

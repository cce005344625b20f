import Documents
import Findings

/// What files that were recorded at different times, or on different machines, contradict each
/// other in. Filled by one thread.
final class Contradictions {
  /// Of one node. Contradictions that are more are counted; what is doubtful is unknown anyway.
  private static let limit = 20

  private var found: [(what: String, places: [SourcePlace])] = []
  private var known: Set<String> = []
  /// Servers of resolver files that are not addresses: the first of each file, and their number.
  private var unusable: [ObjectIdentifier: (places: [SourcePlace], offsets: Set<Int>)] = [:]
  private var sources: [ObjectIdentifier] = []
  private var doubts: [Problem] = []
  private var strange: Set<ObjectIdentifier> = []

  func add(_ what: String, _ places: [SourcePlace]) {
    guard known.insert(what).inserted, found.count < Contradictions.limit else { return }
    found.append((what, places))
  }

  /// Notes a server of a resolver file that is not an address.
  func reportUnusable(_ source: SourceText, _ range: Range<Int>) {
    let file = ObjectIdentifier(source)
    if unusable[file] == nil { sources.append(file) }
    guard unusable[file, default: ([], [])].offsets.insert(range.lowerBound).inserted,
      unusable[file, default: ([], [])].places.count < ProblemTally.placeLimit
    else { return }
    unusable[file]?.places.append(SourcePlace(source: source, offset: range.lowerBound))
  }

  /// Notes that something is not what its place says, and counts as unknown.
  func reportDoubt(_ message: String, _ place: SourcePlace?, help: String? = nil) {
    guard doubts.count < Contradictions.limit else { return }
    doubts.append(Problem("doubtful-file", .warning, message, place: place, help: help))
  }

  /// Notes the same of values that may be credentials: neither the report nor a line around them
  /// shows what they are.
  func reportUnshown(_ found: [(message: String, value: DocumentValue)]) {
    var hidden = WithheldRanges()
    for (message, value) in found {
      guard let place = value.place else { continue }
      hidden.add(value)
      guard doubts.count < Contradictions.limit else { continue }
      let region = Region(place, count: nil)
      doubts.append(
        Problem(
          stage: .snapshot, code: "doubtful-file", severity: .warning, message: message,
          places: [Place(path: place.source.path, region: region)]))
    }
    hidden.withhold()
  }

  /// Notes the first line of a resolver file that does not belong in one; once, however often it is
  /// read.
  func reportStrange(_ source: SourceText, _ line: Range<Int>) {
    guard strange.insert(ObjectIdentifier(source)).inserted else { return }
    reportDoubt(
      "no resolver file has this line: other lines may be lost, and count as unknown",
      SourcePlace(source: source, offset: line.lowerBound))
  }

  /// Notes a table of systemd units that ends with another number of units than it holds.
  func reportMiscounted(_ place: SourcePlace, rows: Int, said: Int) {
    reportDoubt(
      "the table says that it lists \(said) units, and holds \(rows): lines of it are lost or "
        + "added, and units that are not in it count as unknown", place)
  }

  /// One problem for each, of the node with that name.
  func problems(ofNode name: String) -> [Problem] {
    let servers = sources.compactMap { unusable[$0] }.map { places, offsets in
      var problem = Problem(
        "doubtful-file", .warning, "the name server is not an address, and counts as unknown",
        place: places.first)
      problem.places += places.dropFirst().map { Place($0, note: Problem.again) }
      problem.count = offsets.count
      return problem
    }
    var contradictions = found.map { what, places in
      Problem(
        "contradicting-files", .warning,
        "files of node \(name) contradict each other: \(what); what depends on it is unknown",
        place: places.first, related: places.count > 1 ? places[1] : nil, note: "and here",
        help: "collect them again, at one time and on one machine")
    }
    if known.count > found.count {
      contradictions.append(
        Problem(
          "contradicting-files", .warning,
          "files of node \(name) contradict each other in \(known.count - found.count) more ways"))
    }
    return servers + doubts + contradictions
  }
}

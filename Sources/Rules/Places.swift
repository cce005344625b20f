import Documents
import Findings

extension Place {
  /// A place in a source: `count` bytes from it, or as many as the token there has.
  package init(
    _ place: SourcePlace, count: Int? = nil, pointer: String? = nil,
    precision: Precision = .exact, note: String? = nil
  ) {
    let region = Region(place, count: count)
    self.init(
      path: place.source.path, region: region, pointer: pointer, precision: precision, note: note,
      frame: SourceFrame(around: region, in: place.source.buffer))
  }
}

extension Region {
  init(_ place: SourcePlace, count: Int?) {
    let source = place.source
    let range = source.tokenRange(at: place.offset, count: count)
    let (line, column) = source.position(of: range.lowerBound)
    let (endLine, endColumn) = source.position(of: range.upperBound)
    self.init(
      byteOffset: range.lowerBound, byteLength: range.count, line: line, column: column,
      endLine: endLine, endColumn: endColumn)
  }
}

/// Problems of one loading run, in the order in which they came up.
final class ProblemList {
  private(set) var problems: [Problem] = []

  func add(_ problem: Problem) { problems.append(problem) }

  /// A problem of a rule or pack file. They are fatal: a rule that is not understood could pass.
  func add(
    _ code: String, _ message: String, at place: SourcePlace?, count: Int? = nil,
    related: SourcePlace? = nil, help: String? = nil
  ) {
    var places = place.map { [Place($0, count: count)] } ?? []
    if let related { places.append(Place(related, note: "first defined here")) }
    problems.append(
      Problem(
        stage: .rules, code: code, isFatal: true, message: message, places: places, help: help))
  }
}

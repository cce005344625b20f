import Findings

extension Place {
  /// A place in a source: `count` bytes from it, or as many as the token there has.
  ///
  /// It holds the lines around as they are now: what is to be masked in them must be by then.
  package init(
    _ place: SourcePlace, count: Int? = nil, pointer: String? = nil,
    precision: Precision = .exact, note: String? = nil
  ) {
    let region = Region(place, count: count)
    self.init(
      path: place.source.path, region: region, pointer: pointer, precision: precision, note: note,
      frame: SourceFrame(around: region, in: place.source))
  }

  /// The same for a source that was read and masked to its end: the lines are cut out when they are
  /// asked for.
  package init(
    masked place: SourcePlace, count: Int?, pointer: String? = nil, precision: Precision,
    object: (@Sendable () -> String)? = nil
  ) {
    let region = Region(place, count: count)
    let source = place.source
    self = Place(path: source.path, region: region, pointer: pointer, precision: precision)
      .framed(object: object) { SourceFrame(around: region, in: source) }
  }
}

extension SourceFrame {
  /// The lines around a region, of what may be quoted of the source; nil if that is nothing.
  init?(around region: Region, in source: SourceText) {
    guard let part = source.quotablePart(at: region.byteOffset) else { return nil }
    // Files of packs may be quoted whole, and need no second look.
    let isEvidence = source.isEvidence
    var inner = region
    inner.byteOffset -= part.lowerBound
    let near = max(0, region.byteOffset - 8192)..<region.byteOffset + region.byteLength + 8192
    let withheld = source.withheld(in: near).map {
      $0.lowerBound - part.lowerBound..<$0.upperBound - part.lowerBound
    }
    self.init(
      around: inner, in: UnsafeBufferPointer(rebasing: source.buffer[part]), hiding: withheld,
      isEvidence: isEvidence, windows: (source.credentials, part.lowerBound))
  }
}

extension Region {
  /// Bytes of a token that are looked at for its end, where nothing else tells it.
  private static let reach = 1 << 14

  package init(_ place: SourcePlace, count: Int?) {
    let source = place.source
    let range = source.tokenRange(at: place.offset, count: count, reach: Region.reach)
    let (line, column) = source.position(of: range.lowerBound)
    let (endLine, endColumn) = source.position(of: range.upperBound)
    self.init(
      byteOffset: range.lowerBound, byteLength: range.count, line: line, column: column,
      endLine: endLine, endColumn: endColumn)
  }
}

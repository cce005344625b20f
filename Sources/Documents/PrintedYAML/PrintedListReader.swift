/// Reads the elements of a piece of a List: those that are as programs print them, and the others
/// with libyaml.
///
/// An element that is not understood is taken to end where the next one seems to begin, as
/// `ListCut` does, and for the same reason: libyaml's reading proves the guess, or refutes it.
struct PrintedListReader: ~Copyable {
  private let source: SourceText
  private let range: Range<Int>
  private let builder: DocumentBuilder
  private let store: DocumentStore
  private let options: ReadingOptions
  private let duplicates: RepeatedKeys
  private var reader: PrintedYAMLReader
  /// Blanks before the dashes of the elements.
  private let column: Int
  /// What was masked in elements that libyaml read, and how many those were.
  private var masked = MaskedRanges()
  private var otherCount = 0

  /// Elements of a piece that libyaml reads one by one; at the next one it takes all that is left.
  private static let otherLimit = 32

  init(
    _ source: SourceText, _ range: Range<Int>, into builder: DocumentBuilder,
    _ store: DocumentStore, _ options: ReadingOptions
  ) {
    self.source = source
    self.range = range
    self.builder = builder
    self.store = store
    self.options = options
    duplicates = RepeatedKeys(store, source, options)
    builder.onDuplicateKey = duplicates.report
    reader = PrintedYAMLReader(source, range, into: builder, options)
    var column = 0
    while source.bytes[range.lowerBound + column] == .space { column += 1 }
    self.column = column
  }

  /// The piece; nil if it is not a list of elements.
  mutating func piece(_ uncommon: [Int]) -> Piece? {
    guard beginsElement(at: range.lowerBound),
      reader.beginList(at: range.lowerBound + column, column)
    else { return nil }
    var next = 0
    while reader.at < range.upperBound {
      guard beginsElement(at: reader.at) else { return nil }
      let start = reader.at
      let state = builder.checkpoint
      let flaws = duplicates.flaws
      while next < uncommon.count, uncommon[next] < start { next += 1 }
      let isRead = element()
      if isRead, next == uncommon.count || uncommon[next] >= reader.at { continue }
      if builder.isTooDense { return nil }
      builder.restore(state)
      duplicates.restore(flaws)
      guard readOtherwise(from: start) else { return nil }
    }
    guard let list = reader.endDocument() else { return nil }
    builder.close()
    if let watch = builder.watch { masked += watch.ranges }
    return Piece(list: list, flaws: duplicates.flaws, masked: masked)
  }

  @inline(__always)
  private func beginsElement(at line: Int) -> Bool {
    let dash = line &+ column
    guard source.bytes[dash] == .dash,
      source.bytes[dash &+ 1] == .space || source.bytes[dash &+ 1] == .lineFeed
    else { return false }
    for i in line..<dash where source.bytes[i] != .space { return false }
    return true
  }

  /// Reads to the next element; false if a line is not understood.
  private mutating func element() -> Bool {
    repeat {
      guard reader.line(), !builder.isTooDense else { return false }
    } while reader.at < range.upperBound && !beginsElement(at: reader.at)
    reader.endElement()
    return true
  }

  private mutating func readOtherwise(from start: Int) -> Bool {
    otherCount += 1
    var stop = range.upperBound
    if otherCount <= PrintedListReader.otherLimit {
      let mark = [.lineFeed] + [UInt8](repeating: .space, count: column) + [.dash, .space]
      if let found = source.firstRange(of: mark, in: start..<stop) { stop = found.lowerBound + 1 }
    }
    guard let piece = store.eventPiece(start..<stop, source, options) else { return false }
    for i in 0..<store.memory.count(list: piece.list) {
      builder.link(store.memory.element(i, of: piece.list))
    }
    duplicates.add(piece.flaws)
    if let ranges = piece.masked { masked += ranges }
    reader.resume(at: stop)
    return true
  }
}

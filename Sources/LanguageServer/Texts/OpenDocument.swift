import Documents

/// A text that an editor has open.
struct OpenDocument {
  /// As the editor calls it.
  let uri: String
  private(set) var lines: TextLines
  var version: Int
  /// Whether the file on disk holds the same, as far as the editor said.
  var isSaved = true

  /// Bytes of one text.
  static let byteLimit = 8 << 20
  static let tooLarge = "it is larger than \(byteLimit >> 20) MiB"
  /// Changes that one message may make.
  static let changeLimit = 10_000

  init(uri: String, text: String, version: Int) {
    self.uri = uri
    self.version = version
    lines = TextLines(Array(text.utf8))
  }

  /// Makes changes, each of the text that the one before it left; nil, or why it cannot.
  mutating func apply(_ changes: [DocumentValue], in encoding: PositionEncoding) -> String? {
    guard changes.count <= Self.changeLimit else {
      return "a message makes more than \(Self.changeLimit) changes"
    }
    for change in changes {
      guard let text = change["text"]?.string, let range = range(of: change, in: encoding) else {
        return "a change is not one"
      }
      var bytes = lines.bytes
      bytes.replaceSubrange(range, with: text.utf8)
      guard bytes.count <= Self.byteLimit else { return Self.tooLarge }
      lines = TextLines(bytes)
    }
    isSaved = false
    return nil
  }

  /// What a change replaces: all where it names no range.
  private func range(of change: DocumentValue, in encoding: PositionEncoding) -> Range<Int>? {
    guard let range = change["range"], !range.isNull else { return 0..<lines.bytes.count }
    guard let start = TextPosition(range["start"]), let end = TextPosition(range["end"]) else {
      return nil
    }
    let ends = [lines.offset(of: start, in: encoding), lines.offset(of: end, in: encoding)]
    return ends.min().flatMap { low in ends.max().map { low..<$0 } }
  }
}

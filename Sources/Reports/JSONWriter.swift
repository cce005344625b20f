import Basics

/// Writes JSON into a byte buffer, in the order in which it is told: deterministic, no tree.
///
/// Everything beyond printable ASCII that could act on a terminal is written as `\u….`, so that
/// the value survives and printing the report is harmless.
package struct JSONWriter {
  /// What was written and not handed to the sink.
  package private(set) var bytes: [UInt8] = []
  private let sink: ReportFormat.Sink?
  private let isIndented: Bool
  private var depth = 0
  private var isFirst = true

  /// - Parameter sink: gets what is written, between elements and at the end of the document; nil
  ///   to keep it in `bytes`.
  package init(isIndented: Bool, to sink: ReportFormat.Sink? = nil) {
    self.isIndented = isIndented
    self.sink = sink
  }

  // MARK: Members of an object

  package mutating func member(_ key: String, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { literal("null") }
  }

  /// A member that is left out where there is no value.
  package mutating func optional(_ key: String, _ value: String?) {
    if let value { member(key, value) }
  }

  package mutating func member(_ key: String, _ value: Int?) {
    self.key(key)
    literal(value.map(String.init) ?? "null")
  }

  package mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    literal(value ? "true" : "false")
  }

  package mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
    self.key(key)
    container("{", "}", body)
  }

  /// An object, or `null` for no value.
  package mutating func object<Value>(
    _ key: String, _ value: Value?, _ body: (inout JSONWriter, Value) -> Void
  ) {
    self.key(key)
    if let value { container("{", "}") { body(&$0, value) } } else { literal("null") }
  }

  /// An array of objects, one for each item.
  package mutating func objects<Items: Sequence>(
    _ key: String, _ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
  ) {
    self.key(key)
    container("[", "]") { writer in
      for item in items { writer.element { body(&$0, item) } }
    }
  }

  /// An array of very many objects, written by several threads a piece each.
  package mutating func objects<Item: Sendable>(
    _ key: String, _ items: [Item], jobs: Int,
    _ body: @escaping @Sendable (inout JSONWriter, Item) -> Void
  ) {
    self.key(key)
    container("[", "]") { writer in
      // As many pieces at a time as there are threads, so that little is there twice.
      var start = 0
      while start < items.count {
        let pieces = (0..<max(1, jobs)).map { i in
          let first = min(start + i * JSONWriter.piece, items.count)
          return items[first..<min(first + JSONWriter.piece, items.count)]
        }
        let (isIndented, depth, isFirst) = (writer.isIndented, writer.depth, writer.isFirst)
        let written = inParallel(pieces.count, threads: jobs) { i in
          var part = JSONWriter(isIndented: isIndented)
          (part.depth, part.isFirst) = (depth, isFirst && i == 0)
          for item in pieces[i] { part.element { body(&$0, item) } }
          return part.bytes
        }
        for part in written {
          writer.bytes += part
          writer.drain(above: JSONWriter.pieceBytes)
        }
        writer.isFirst = false
        start += pieces.count * JSONWriter.piece
      }
    }
  }

  private static let piece = 256
  /// What is written is handed over once it is more than this: a report may be larger than the
  /// snapshot that it is about.
  private static let pieceBytes = 1 << 16

  private mutating func drain(above limit: Int) {
    guard let sink, bytes.count > limit else { return }
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  package mutating func strings(_ key: String, _ items: some Sequence<String>) {
    values(key, items) { $0.string($1) }
  }

  package mutating func numbers(_ key: String, _ items: some Sequence<Int>) {
    values(key, items) { $0.number($1) }
  }

  package mutating func numberLists(_ key: String, _ lists: some Sequence<[Int]>) {
    values(key, lists) { writer, list in
      writer.values(list) { $0.number($1) }
    }
  }

  private mutating func values<Items: Sequence>(
    _ key: String, _ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
  ) {
    self.key(key)
    values(items, body)
  }

  private mutating func values<Items: Sequence>(
    _ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
  ) {
    container("[", "]") { writer in
      for item in items {
        writer.separator()
        body(&writer, item)
      }
    }
  }

  // MARK: Values

  /// The outermost object, followed by a line end.
  package mutating func document(_ body: (inout JSONWriter) -> Void) {
    container("{", "}", body)
    bytes.append(UInt8(ascii: "\n"))
    drain(above: 0)
  }

  /// An outermost array of objects, followed by a line end.
  package mutating func list<Items: Sequence>(
    _ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
  ) {
    container("[", "]") { writer in
      for item in items { writer.element { body(&$0, item) } }
    }
    bytes.append(UInt8(ascii: "\n"))
    drain(above: 0)
  }

  private mutating func element(_ body: (inout JSONWriter) -> Void) {
    separator()
    container("{", "}", body)
    drain(above: JSONWriter.pieceBytes)
  }

  private mutating func container(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst { lineBreak() }
    isFirst = false
    bytes.append(UInt8(ascii: close))
  }

  private mutating func key(_ key: String) {
    separator()
    string(key)
    literal(isIndented ? ": " : ":")
  }

  private mutating func separator() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    lineBreak()
  }

  private mutating func lineBreak() {
    guard isIndented else { return }
    let count = 1 + 2 * depth
    guard count <= JSONWriter.lineBreak.utf8CodeUnitCount else {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
      return
    }
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: JSONWriter.lineBreak.utf8Start, count: count))
  }

  private static let lineBreak: StaticString = "\n                                                "

  private mutating func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func number(_ number: Int) { literal(String(number)) }

  private mutating func string(_ text: String) { QuotedText.appendJSON(text, to: &bytes) }
}

import Basics
import CLibYAML
import CLibrary

/// Reads YAML into a builder, with the events of libyaml, as Kubernetes' own reader understands
/// it (sigs.k8s.io/yaml: YAML 1.1 scalars, merge keys, keys that become strings).
///
/// libyaml counts code points, so its marks are mapped to bytes; and it has no limit of depth, so
/// the loop has one.
final class YAMLReader {
  private let source: SourceText
  private let builder: DocumentBuilder
  private let limits: ReadingLimits
  @exclusivity(unchecked) private var places: MarkPlaces
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let managedFields: UInt32
  private let metadata: UInt32
  private let splice: YAMLSplice?
  @exclusivity(unchecked) private var frames = Stack<Frame>()
  /// Anchors of containers that are open, by depth.
  private var openAnchors: [Int: String] = [:]
  private var anchors: [String: Anchor] = [:]
  /// Values built, each alias counted as what it stands for.
  @exclusivity(unchecked) private var valueCount = 0
  private var aliasedCount = 0
  @exclusivity(unchecked) private(set) var flaw: Flaw?
  /// Whether an alias, an anchor or a directive was met: what a piece of a List may not have.
  private(set) var isSelfContained = true
  private(set) var notes: FlawList
  /// Where each document stands in the source, with what is between it and the one before.
  private(set) var parts: [Range<Int>] = []
  private let projection: Projection.Tree?
  /// Where the text breaks off; nil if it ends with a line.
  private let truncation: TextTruncation?
  private let truncationReason: UInt32
  /// Where the last container ended that lies in one open container, and in two.
  @exclusivity(unchecked) private var ends = (0, 0)
  private typealias Frame = YAMLFrame
  private struct Anchor {
    let word: UInt64
    let valueCount: Int
  }

  /// Reads `text`, a part of the source or a text made of parts; `places` maps its marks.
  init(
    _ source: SourceText, text: UnsafeBufferPointer<UInt8>, places: MarkPlaces,
    into builder: DocumentBuilder, options: ReadingOptions, splice: YAMLSplice? = nil
  ) {
    self.source = source
    self.builder = builder
    self.places = places
    self.splice = splice
    limits = options.limits
    notes = FlawList(options)
    managedFields =
      options.skipsManagedFields ? builder.store.key("managedFields") ?? .max : .max
    metadata = builder.store.key("metadata") ?? .max
    projection = options.projection.resolved(in: builder.store)
    truncationReason = options.truncationReason
    truncation = TextTruncation(text, places, options)
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    // The first parse frees the event before it, so there must be one that owns nothing.
    event.initialize(to: yaml_event_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
  }

  // MARK: Documents

  /// The documents of the text, in order; those before a flaw are kept.
  func documents() -> [Value] {
    var documents: [Value] = []
    let documentLimit = limits.documents(inBytes: source.count)
    while true {
      guard parse() else { break }
      let type = event.pointee.type
      if type == YAML_STREAM_START_EVENT { continue }
      guard type == YAML_DOCUMENT_START_EVENT else { break }  // the stream's end
      noteDirectives()
      guard let document = document() ?? keptItems() else { break }
      if documents.count == documentLimit {
        fail("has more than \(documentLimit) documents", at: nil)
        break
      }
      documents.append(document)
      let end = flaw == nil ? places.byte(at: event.pointee.end_mark.index) : ends.0
      parts.append((parts.last?.upperBound ?? 0)..<max(end, parts.last?.upperBound ?? 0))
    }
    yaml_event_delete(event)
    return documents
  }

  private func noteDirectives() {
    let start = event.pointee.data.document_start
    if start.version_directive != nil || start.implicit == 0
      || start.tag_directives.start != start.tag_directives.end
    {
      isSelfContained = false
    }
  }

  private func document() -> Value? {
    anchors = [:]
    repeat {
      guard parse(), node() else { return nil }
      if builder.isTooDense {
        fail(DensityLimit.message, at: nil)
        return nil
      }
    } while frames.count > 0
    if builder.overflowed {
      fail("has more different keys than can be held", at: nil)
      builder.abandon()
      return nil
    }
    let document = builder.finish()
    return parse() ? document : nil  // the document's end
  }

  /// The items that a list has before the mistake that ended its document; nil if there are none.
  /// Where the mistake stands behind the list, all of it.
  private func keptItems() -> Value? {
    defer {
      builder.abandon()
      frames.truncate(to: 0)
    }
    guard truncationReason != 0, !builder.overflowed, !builder.isTooDense, frames.count > 0 else {
      return nil
    }
    let isInMap = frames.base[0].isMap
    let isInItems =
      isInMap && frames.count > 1 && frames.base[0].key == items && !frames.base[1].isMap
    let depth = isInItems ? 2 : 1
    builder.abandon(below: depth)
    guard isInMap && !isInItems ? builder.outermostHas(items) : builder.openCount > 0 else {
      return nil
    }
    if depth == 2 { ends.0 = ends.1 }
    if isInItems || !isInMap { builder.endList(tail: truncationReason) }
    if isInMap { builder.endMap(tail: truncationReason) }
    return builder.finish()
  }

  private lazy var items = builder.store.key("items") ?? .max

  /// Frees the last event and reads the next.
  private func parse() -> Bool {
    if flaw != nil { return false }
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else {
      event.pointee.type = YAML_NO_EVENT
      describeParserError()
      return false
    }
    return true
  }

  @discardableResult
  private func fail(_ message: String, at offset: Int?) -> Bool {
    if flaw == nil {
      flaw = Flaw(message, at: offset.map { SourcePlace(source: source, offset: $0) })
    }
    return false
  }

  private func describeParserError() {
    let pointee = parser.pointee
    if pointee.error == YAML_MEMORY_ERROR { SystemMemory.exhausted() }
    let what = pointee.problem.map { String(cString: $0) } ?? "is not YAML"
    if pointee.error == YAML_READER_ERROR {
      fail(what, at: places.byte(forByte: Int(pointee.problem_offset)))
      return
    }
    let offset = places.byte(at: pointee.problem_mark.index)
    var start: Int?
    if pointee.context != nil { start = places.byte(at: pointee.context_mark.index) }
    if start == offset { start = nil }
    let context = pointee.context.map { ", " + String(cString: $0) } ?? ""
    let advice = YAMLAdvice.text(what, at: offset, begun: start, in: source)
    // What begins like JSON is read as that.
    let kind = source.path.hasSuffix(".json") ? "is neither JSON nor YAML: " : "is not YAML: "
    flaw = Flaw(
      kind + (advice ?? what + context),
      at: SourcePlace(source: source, offset: offset),
      related: start.map { SourcePlace(source: source, offset: $0) })
  }

  // MARK: Nodes

  /// Handles one event of a document's content.
  @inline(__always)
  private func node() -> Bool {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      if frames.count == 0 { return scalar() }
      let last = frames.top
      if last.pointee.expectsKey { return key(of: last) }
      last.pointee.expectsKey = last.pointee.isMap
      guard scalar() else { return false }
      if let projection, last.pointee.wanted == Projection.Tree.object {
        last.pointee.wanted = projection.node(
          last.pointee.wanted, afterReading: last.pointee.key, builder.top, in: source)
      }
      return true
    case YAML_MAPPING_START_EVENT: return begin(isMap: true)
    case YAML_SEQUENCE_START_EVENT: return begin(isMap: false)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: return endContainer()
    case YAML_ALIAS_EVENT: return alias()
    default: return fail("is not YAML: a document is truncated", at: startOffset())
    }
  }

  private func startOffset() -> Int { places.byte(at: event.pointee.start_mark.index) }

  private func begin(isMap: Bool) -> Bool {
    let offset = startOffset()
    var parent: UInt32 = 0
    var wanted = projection == nil ? Projection.Tree.everything : Projection.Tree.object
    if frames.count > 0 {
      let last = frames.top
      wanted = last.pointee.wantedOfNext
      if last.pointee.expectsKey {
        return fail("has a map or list as a key, which Kubernetes cannot read", at: offset)
      }
      last.pointee.expectsKey = last.pointee.isMap
      parent = last.pointee.key
    } else {
      isMetadataWhole = false
    }
    guard frames.count < limits.depth else {
      return fail("is nested deeper than \(limits.depth) levels", at: offset)
    }
    let name =
      isMap ? event.pointee.data.mapping_start.anchor : event.pointee.data.sequence_start.anchor
    if let name { openAnchors[frames.count] = anchorName(name) }
    frames.push(
      Frame(
        wanted: wanted, wantedOfNext: wanted, isMap: isMap, expectsKey: isMap, parent: parent,
        isAnchored: name != nil, firstValue: valueCount))
    if isMap { builder.beginMap(at: offset) } else { builder.beginList(at: offset) }
    return true
  }

  private func endContainer() -> Bool {
    let frame = frames.pop()
    valueCount += 1
    let tail = self.tail(of: frame)
    if frame.isMap {
      if frame.hasMerge, let message = builder.mergeOpenMap(mergeKey) {
        return fail(message, at: startOffset())
      }
      builder.endMap(tail: tail)
    } else {
      builder.endList(tail: tail)
    }
    if truncationReason != 0, frames.count <= 2 { noteEnd() }
    if frame.isAnchored, let name = openAnchors.removeValue(forKey: frames.count) {
      define(name, since: frame.firstValue)
    }
    return true
  }

  private func noteEnd() {
    if frames.count == 1 { ends.0 = startOffset() }
    if frames.count == 2 { ends.1 = startOffset() }
  }

  /// The reason for which a container that ends may have more; 0 if it has not.
  private func tail(of frame: Frame) -> UInt32 {
    guard let truncation else { return 0 }
    let isClosed = startOffset() < truncation.end
    if frames.count == 1, frame.isMap, frame.parent == metadata {
      // Its resourceVersion comes behind what would say that there are more items.
      isMetadataWhole = isClosed || frame.key == resourceVersion
    }
    if isClosed { return 0 }
    guard frames.count == 0 else { return truncation.reason }
    // A list's metadata stands behind its items, and would say if there were more of them.
    if frame.isMap, frame.key == metadata, isMetadataWhole, builder.outermostHas(items) { return 0 }
    notes.add(truncation.flaw(source))
    return truncation.reason
  }

  /// Whether a scalar is the outermost `kind`, and a list's: no kind goes on behind that word, and
  /// the items before it count.
  private func isListKind(_ text: UnsafeBufferPointer<yaml_char_t>) -> Bool {
    frames.count == 1 && frames.top.pointee.isMap && frames.top.pointee.key == kind
      && text.suffix(4).elementsEqual("List".utf8)
  }

  private lazy var resourceVersion = builder.store.key("resourceVersion") ?? .max
  /// Whether nothing of the outermost `metadata` may be missing.
  private var isMetadataWhole = false
  private lazy var kind = builder.store.key("kind") ?? .max
  private lazy var mergeKey = builder.store.key("<<") ?? .max

  private func anchorName(_ name: UnsafeMutablePointer<yaml_char_t>) -> String {
    isSelfContained = false
    return String(cString: name)
  }

  private func define(_ name: String, since firstValue: Int) {
    anchors[name] = Anchor(word: builder.top, valueCount: valueCount - firstValue)
    if anchors.count > limits.anchors {
      fail("has more than \(limits.anchors) anchors in one document", at: startOffset())
    }
  }

  private func alias() -> Bool {
    let name = anchorName(event.pointee.data.alias.anchor)
    guard let anchor = anchors[name] else {
      // The name is not quoted: a password may begin with an asterisk.
      return fail("has an alias without an anchor before it", at: startOffset())
    }
    // The words of an anchored value are shared, but whoever walks the document meets each again.
    aliasedCount += anchor.valueCount
    valueCount += anchor.valueCount
    guard aliasedCount <= limits.aliasedValues else {
      return fail(
        "has aliases that stand for more than \(limits.aliasedValues) values", at: startOffset())
    }
    if frames.count > 0 {
      let last = frames.top
      guard !last.pointee.expectsKey else {
        return fail("has an alias as a key, which is not supported", at: startOffset())
      }
      last.pointee.expectsKey = last.pointee.isMap
    }
    builder.push(word: anchor.word)
    return true
  }

  // MARK: Keys

  private func key(of frame: UnsafeMutablePointer<Frame>) -> Bool {
    let data = event.pointee.data.scalar
    let text = UnsafeBufferPointer(start: data.value, count: data.length)
    let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE
    let offset = startOffset()
    frame.pointee.expectsKey = false
    let number: UInt32
    if isPlain, data.tag == nil, YAMLScalar.mayBeNonString(text) {
      if text.count == 2, text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<") {
        frame.pointee.hasMerge = true
        number = mergeKey
      } else {
        switch YAMLScalar.resolve(text) {
        case .null: return fail("has null as a key, which Kubernetes cannot read", at: offset)
        case .string: number = builder.number(of: text)
        case let other: number = builder.store.key(other.keyText) ?? 0
        }
      }
    } else {
      number = builder.number(of: text)
    }
    if number == managedFields, frame.pointee.parent == metadata {
      frame.pointee.expectsKey = true
      return skipValue()
    }
    if let projection {
      guard let wanted = projection.child(of: frame.pointee.wanted, number) else {
        frame.pointee.expectsKey = true
        guard skipValue() else { return false }
        builder.watch?.skip(offset..<places.byte(at: event.pointee.end_mark.index))
        return true
      }
      frame.pointee.wantedOfNext = wanted
    }
    frame.pointee.key = number
    builder.key(number, at: offset)
    return true
  }

  /// Passes over the value of a key that is not kept.
  private func skipValue() -> Bool {
    var open = 0
    repeat {
      guard parse() else { return false }
      switch event.pointee.type {
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
        open += 1
        guard frames.count + open <= limits.depth else {
          return fail("is nested deeper than \(limits.depth) levels", at: startOffset())
        }
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: open -= 1
      default: break
      }
    } while open > 0
    return true
  }

  // MARK: Scalars

  private func scalar() -> Bool {
    let data = event.pointee.data.scalar
    let text = UnsafeBufferPointer(start: data.value, count: data.length)
    let offset = startOffset()
    valueCount &+= 1
    if let truncation, frames.count > 0, truncation.contentEnd <= endOffset(),
      !isQuoted(data.style), !isListKind(text)
    {
      builder.watch?.skip(offset..<truncation.end)
      builder.unknown(reason: truncation.reason, at: offset)
      return true
    }
    if data.style == YAML_PLAIN_SCALAR_STYLE, data.tag == nil {
      if YAMLScalar.mayBeNonString(text) {
        if isSpliced(text) { return emitSplice() }
        emit(YAMLScalar.resolve(text), text, at: offset)
      } else {
        emitString(text, at: offset, contentAt: offset)
      }
    } else if let tag = data.tag {
      emitTagged(String(cString: tag), text, at: offset)
    } else {
      emitString(text, at: offset, contentAt: isQuoted(data.style) ? offset &+ 1 : offset)
    }
    if let name = data.anchor { define(anchorName(name), since: valueCount - 1) }
    return true
  }

  private func isQuoted(_ style: yaml_scalar_style_t) -> Bool {
    style == YAML_DOUBLE_QUOTED_SCALAR_STYLE || style == YAML_SINGLE_QUOTED_SCALAR_STYLE
  }

  /// Whether this empty value is where the skeleton's items were taken out.
  private func isSpliced(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let splice, text.isEmpty, frames.count == 1 else { return false }
    return frames.base[0].key == splice.key
  }

  private func emitSplice() -> Bool {
    guard let splice else { return false }
    builder.beginList(at: splice.opening)
    for element in splice.elements { builder.link(element) }
    builder.endList()
    return true
  }

  /// A string: the source's own bytes where they spell it, else a copy.
  @inline(__always)
  private func emitString(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, contentAt content: Int
  ) {
    let end = content &+ text.count
    if end <= source.count, let base = text.baseAddress,
      memcmp(source.bytes + content, base, text.count) == 0
    {
      builder.string(offset: content, count: text.count)
    } else {
      builder.string(text, at: offset, end: endOffset())
    }
  }

  private func endOffset() -> Int { places.byte(at: event.pointee.end_mark.index) }

  private func emit(
    _ scalar: YAMLScalar, _ text: UnsafeBufferPointer<UInt8>, at offset: Int
  ) {
    switch scalar {
    case .null: builder.null(at: offset)
    case .bool(let value): builder.bool(value, at: offset)
    case .int(let value): builder.int(value, at: offset)
    case .double(let value): builder.double(value, at: offset)
    case .string: emitString(text, at: offset, contentAt: offset)
    }
  }

  private func emitTagged(
    _ tag: String, _ text: UnsafeBufferPointer<UInt8>, at offset: Int
  ) {
    switch tag {
    case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp":
      builder.string(text, at: offset, end: endOffset())
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
      "tag:yaml.org,2002:null":
      emit(YAMLScalar.resolve(text), text, at: offset)
    default:
      // Not quoted: a password may begin with an exclamation mark.
      notes.add(
        Flaw(
          "has a tag that means nothing here; its value is read as a string",
          at: SourcePlace(source: source, offset: offset), losesContent: false))
      builder.string(text, at: offset, end: endOffset())
    }
  }
}

/// Bounds on what one source may hold. Every input is hostile.
public struct ReadingLimits: Sendable, Hashable {
  /// Containers inside one another. Kubernetes' own objects stay below 30, and a reader's work
  /// for one token may grow with the depth.
  public var depth = 256
  /// Bytes of one source. Offsets have 32 bits.
  public var sourceBytes = (1 << 32) - 65_536
  /// Values that aliases may stand for, counted as if each were written out.
  public var aliasedValues = 1_000_000
  /// Documents of one source, however short it is; of a longer one as many as it has
  /// `bytesOfDocument`. An object of an API server is several times as long.
  public var documents = 10_000
  public var bytesOfDocument = 64
  /// Words that the values of one source take, and their share of a longer one. Minified
  /// ClusterRoles, the densest of what is exported, have 10 bytes a word, and `[1,1,1]` two.
  public var words = 1_000_000
  public var bytesOfWord = 8
  /// Different keys of one source, and as many sequences of keys; their share of a longer one.
  /// Cilium's pools of addresses, a key for each, have 50 bytes a key.
  public var keys = 100_000
  public var bytesOfKey = 48
  /// Anchors of one document.
  public var anchors = 10_000
  /// Flaws of one source that are kept; the rest are counted.
  public var flaws = 100
  /// Directives of one document: libyaml compares each with all before it.
  public var directives = 100

  public init() {}

  private static let leastShare = 10_000

  /// The documents that a source of so many bytes may have.
  func documents(inBytes count: Int) -> Int { max(documents, count / bytesOfDocument) }

  /// What values of a part of a source may take, in proportion to its length; one that is read by
  /// itself is mostly short, and as much as any object needs is granted to each.
  func density(ofBytes count: Int, of whole: Int) -> DensityLimit {
    func share(_ all: Int) -> Int {
      if count == whole { return all }
      let own = Int(min(Double(all) * Double(count) / Double(whole), 1e15))
      return max(own, min(all, ReadingLimits.leastShare))
    }
    return DensityLimit(
      words: share(max(words, whole / bytesOfWord)), keys: share(max(keys, whole / bytesOfKey)))
  }
}

/// What the values of a source may take in memory. No file of some megabytes needs hundreds.
struct DensityLimit: Sendable {
  var words = Int.max
  /// Different keys, and different sequences of them.
  var keys = Int.max

  static let message = "holds more values or keys than a text of its length may"
}

/// How sources are to be read.
public struct ReadingOptions: Sendable {
  public var limits = ReadingLimits()
  /// Threads that may be used for one large List.
  public var jobs = 1
  /// Whether `metadata.managedFields` is left out: half of an export, and no rule needs it.
  public var skipsManagedFields = true
  /// Whether YAML that is as programs print it is read by a reader of its own, which is faster.
  public var readsPrintedYAML = true
  /// Whether short strings that occur again and again lie beside the keys. What is masked in the
  /// source later would still be there, unless it is a URL's password or `masking` hides it.
  public var sharesStrings = false
  /// Which values are wanted.
  public var projection = Projection.everything
  /// Says which values are not to be kept. Each becomes `hidden` with the reason `hiddenReason`,
  /// and its text in the source is overwritten.
  public var masking: (any Masking)?
  public var hiddenReason: UInt32 = 1
  /// The reason for which what may be missing is unknown, where a text breaks off: the value in
  /// which it ends, the rest of what it ends in, and what follows a mistake in a list. 0 where a
  /// text that ends within a line is whole, and a mistake loses all of its document.
  public var truncationReason: UInt32 = 0

  public init() {}
}

/// Something wrong with a source, before it is known what the source is for: whoever asked for it
/// makes a problem of it, when all that is to be masked in the source is.
public struct Flaw: Sendable {
  /// What is wrong, in words that fit after a place.
  public let message: String
  /// What was made of it, where it is read all the same.
  public let effect: String?
  public let place: SourcePlace?
  /// A second place that belongs to it: the first of two equal keys.
  public let related: SourcePlace?
  /// Whether something could not be read because of it (else: read, but doubtful).
  public let losesContent: Bool
  /// Whether it loses what objects of Kubernetes or lists of them consist of: the first of two
  /// `items`.
  public let losesField: Bool
  /// How many times it was met, and where it was met again: the first of these places.
  public internal(set) var count = 1
  public internal(set) var again: [SourcePlace] = []

  public init(
    _ message: String, effect: String? = nil, at place: SourcePlace?,
    related: SourcePlace? = nil, losesContent: Bool = true, losesField: Bool = false
  ) {
    self.message = message
    self.effect = effect
    self.place = place
    self.related = related
    self.losesContent = losesContent
    self.losesField = losesField
  }
}

/// What a source held: its documents in order, and what was wrong with it.
///
/// Both at once is usual: documents before an error are kept.
public struct SourceDocuments: Sendable {
  public let source: SourceText
  public let documents: [Value]
  public let flaws: [Flaw]
  /// Where each document stands, with what is between it and the one before.
  public let parts: [Range<Int>]

  /// The same documents with what was wrong with the source before it was repaired.
  public func with(flaws: [Flaw]) -> SourceDocuments {
    SourceDocuments(source: source, documents: documents, flaws: flaws, parts: parts)
  }
}

/// What a reader has gathered of a source before anything in it is masked.
struct UnfinishedReading {
  let source: SourceText
  var documents: [Value] = []
  var flaws: FlawList
  var parts: [Range<Int>] = []
  /// What is to be masked once all is read.
  var masked = MaskedRanges()
  /// Whether there are more values than a text of that length may hold.
  var isTooDense = false

  init(_ source: SourceText, _ options: ReadingOptions) {
    self.source = source
    flaws = FlawList(options)
  }

  /// Whether something of the source could not be read.
  var losesContent: Bool { flaws.flaws.contains(where: \.losesContent) }
}

extension DocumentStore {
  /// Reads a source as JSON where it looks like JSON and is, else as YAML.
  ///
  /// Never throws: what is wrong is in the result's flaws, what could be read in its documents.
  public func read(
    _ source: SourceText, options: ReadingOptions = ReadingOptions()
  ) -> SourceDocuments {
    var reading = parse(source, options)
    if let masking = options.masking {
      let watch = MaskingWatch(masking, reason: options.hiddenReason, self)
      for (document, part) in zip(reading.documents, reading.parts) {
        watch.look(at: document, in: part)
      }
      reading.masked += watch.ranges
    }
    reading.masked.apply(to: source)
    return SourceDocuments(
      source: source, documents: reading.documents, flaws: reading.flaws.all, parts: reading.parts)
  }

  /// Bytes of a text that is read as YAML where it is not JSON.
  private static let secondReadingBytes = 64 << 20

  private func parse(_ source: SourceText, _ options: ReadingOptions) -> UnfinishedReading {
    guard source.looksLikeJSON else { return readYAML(source, options) }
    let reading = readJSON(source, options)
    // `{a: 1}` and `[a, b]` are YAML that begins like JSON, and JSON with a comma too many is YAML.
    // But any other mistake is better reported where it is than with what YAML makes of it.
    guard let flaw = reading.flaws.flaws.first(where: \.losesContent), !reading.isTooDense else {
      return reading
    }
    if source.looksLikeStrictJSON {
      guard let place = flaw.place, source.endsListWithComma(at: place.offset),
        source.count <= DocumentStore.secondReadingBytes
      else { return reading }
    }
    let yaml = readYAML(source, options)
    return yaml.losesContent ? reading : yaml
  }
}

extension SourceText {
  /// Whether the first byte that is not white space opens a JSON object or array.
  var looksLikeJSON: Bool {
    guard let first = firstVisibleByte else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Whether it opens with `{"`, `{}`, `[{`, `["` or `[]`: what nobody writes in YAML by hand.
  var looksLikeStrictJSON: Bool {
    var visible: [UInt8] = []
    var i = 0
    while i < count, visible.count < 2 {
      if !isWhite(bytes[i]) { visible.append(bytes[i]) }
      i += 1
    }
    guard visible.count == 2 else { return true }
    let second = visible[1]
    return second == UInt8(ascii: "\"")
      || (visible[0] == UInt8(ascii: "{") && second == UInt8(ascii: "}"))
      || (visible[0] == UInt8(ascii: "[")
        && (second == UInt8(ascii: "{") || second == UInt8(ascii: "]")))
  }

  /// Whether a closing bracket stands at an offset, after a comma.
  fileprivate func endsListWithComma(at offset: Int) -> Bool {
    guard offset < count, bytes[offset] == UInt8(ascii: "]") || bytes[offset] == UInt8(ascii: "}")
    else { return false }
    var i = offset
    while i > 0, isWhite(bytes[i - 1]) { i -= 1 }
    return i > 0 && bytes[i - 1] == UInt8(ascii: ",")
  }

  private var firstVisibleByte: UInt8? {
    var i = 0
    while i < count {
      if !isWhite(bytes[i]) { return bytes[i] }
      i += 1
    }
    return nil
  }

  private func isWhite(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// The bytes of the token at `offset`: `count` where that is known, else as far as the spelling
  /// tells: to the closing quote, over a block scalar's lines, or to the end of the line; but no
  /// further than `reach` bytes.
  public func tokenRange(at offset: Int, count known: Int?, reach: Int = .max) -> Range<Int> {
    if let known { return offset..<min(offset + known, count) }
    guard offset < count else { return count..<count }
    let limit = reach < count - offset ? offset + reach : count
    let first = bytes[offset]
    // A quoted text has its place behind the quote; of an empty one that is the other quote.
    let isQuote = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    if isQuote, offset > 0, bytes[offset - 1] == first { return offset..<offset + 1 }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      return offset..<endOfQuoted(from: offset, quote: first, limit)
    }
    if first == UInt8(ascii: "|") || first == UInt8(ascii: ">") {
      return offset..<endOfBlock(from: offset, limit)
    }
    return offset..<endOfPlain(from: offset, limit)
  }

  private func endOfQuoted(from start: Int, quote: UInt8, _ limit: Int) -> Int {
    var i = start + 1
    while i < limit {
      if bytes[i] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        i += 2
        continue
      }
      if bytes[i] == quote {
        if quote == UInt8(ascii: "'"), i + 1 < count, bytes[i + 1] == quote {
          i += 2
          continue
        }
        return i + 1
      }
      i += 1
    }
    return limit
  }

  /// The end of a block scalar: its lines are blank or deeper than the line that opens it.
  private func endOfBlock(from start: Int, _ limit: Int) -> Int {
    var line = lineRange(at: start)
    let outer = indentation(line, overDashes: true)
    var end = line.upperBound
    while end < limit {
      line = lineRange(at: endOfBreak(end))
      if !line.isEmpty, indentation(line) < line.count, indentation(line) <= outer { break }
      if line.upperBound <= end { break }
      end = line.upperBound
    }
    return end
  }

  private func endOfBreak(_ end: Int) -> Int {
    var i = end
    if i < count, bytes[i] == 0x0D { i += 1 }
    if i < count, bytes[i] == 0x0A { i += 1 }
    return i
  }

  /// Blanks before a line's text; the dashes of list items may count as such.
  private func indentation(_ line: Range<Int>, overDashes: Bool = false) -> Int {
    var i = line.lowerBound
    while i < line.upperBound {
      let isDash = overDashes && bytes[i] == UInt8(ascii: "-") && bytes[i + 1] == 0x20
      guard bytes[i] == 0x20 || isDash else { break }
      i += 1
    }
    return i - line.lowerBound
  }

  private func endOfPlain(from start: Int, _ limit: Int) -> Int {
    var i = start
    while i < limit, bytes[i] != 0x0A, bytes[i] != 0x0D {
      if bytes[i] == UInt8(ascii: ",") || bytes[i] == UInt8(ascii: "}")
        || bytes[i] == UInt8(ascii: "]")
      {
        break
      }
      if bytes[i] == UInt8(ascii: "#"), i > start, isWhite(bytes[i - 1]) { break }
      i += 1
    }
    while i > start, isWhite(bytes[i - 1]) { i -= 1 }
    return i
  }
}

// Finding credentials and redaction marks in the text of a source.
//
// A marker may stand anywhere in a List of hundreds of megabytes, so values are not walked: the
// bytes are searched once for the beginnings of all marks, eight at a time, and only what is hit
// is looked up among the values by its offset.

import Basics
import CLibrary
import Documents

/// A byte of a source at which something begins that is not to be shown, or was not.
struct TextMark: Sendable {
  enum Kind: Sendable {
    /// `[REDACTED]`, `<REDACTED>`, `***HIDDEN***`: a value that holds it is hidden.
    case redaction
    /// `********`: a value that is nothing else is hidden.
    case asterisks
    /// `scheme://user:password@`: a value that holds it is hidden.
    case password
    /// `kind: Secret`: a value that holds it and more is the manifest of one, and is hidden. Tools
    /// keep what they applied in annotations, and what they will apply in fields of all kinds.
    case manifest
    /// `\u0065`, `\x65`: a letter or digit as an escape, which nothing writes that has nothing to
    /// hide from searches. A value that holds it is hidden.
    case escape

    /// Whether something was hidden there before.
    var isMask: Bool { self == .redaction || self == .asterisks }
  }

  let kind: Kind
  let range: Range<Int>

  /// All marks of a source, in order. `threads` may be used for a large one.
  static func all(in source: SourceText, threads: Int) -> [TextMark] {
    let pieceBytes = 4 << 20
    let count = (source.count + pieceBytes - 1) / pieceBytes
    if count <= 1 || threads <= 1 { return marks(in: source, 0..<source.count) }
    return inParallel(count, threads: threads) { i in
      marks(in: source, i * pieceBytes..<min(source.count, (i + 1) * pieceBytes))
    }.flatMap { $0 }
  }

  /// Whether a piece of text holds a redaction mark, a password, or one that was masked.
  static func occur(in text: String) -> Bool {
    let source = SourceText(path: "", text: text)
    if marks(in: source, 0..<source.count).contains(where: { $0.kind != .asterisks }) {
      return true
    }
    var cursor = 0
    var last: URLScan?
    while let at = source.firstOffset(of: "://", from: cursor) {
      cursor = at + 3
      if let last, last.isEnough(at: cursor) { continue }
      let scan = URLScan(source, from: cursor)
      if scan.password != nil { return true }
      last = scan
    }
    return text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether a text holds something that was hidden or masked in it, by us or by who exported it.
  static func concealed(in source: SourceText) -> Bool {
    let marks = marks(in: source, 0..<source.count)
    if marks.contains(where: { $0.kind == .redaction || $0.kind == .password }) { return true }
    // Ours and others' masks stand for a value: after a blank, a quote or a sign of assignment.
    var cursor = 0
    while let at = source.firstOffset(of: "***", from: cursor) {
      var end = at
      while end < source.count, source.bytes[end] == UInt8(ascii: "*") { end += 1 }
      let before = at > 0 ? source.bytes[at - 1] : 0x0A
      let opens: [UInt8] = [UInt8(ascii: "="), UInt8(ascii: ":"), 0x22, 0x27]
      if opens.contains(before) { return true }
      if before == 0x20, at > 1, source.bytes[at - 2] == UInt8(ascii: ":") { return true }
      if before == 0x0A, end - at > 20 { return true }
      cursor = end
    }
    return false
  }

  /// The marks that begin in `range`.
  private static func marks(in source: SourceText, _ range: Range<Int>) -> [TextMark] {
    var found: [TextMark] = []
    var last: URLScan?
    // The end of the last redaction mark.
    var redacted = -1
    source.eachCandidate(in: range) { at in
      switch source.bytes[at] {
      case UInt8(ascii: "R"):
        guard let range = redactedRange(source, at) else { return }
        if !isBeside(redacted, range.lowerBound, source) {
          found.append(TextMark(kind: .redaction, range: range))
        }
        redacted = range.upperBound
      case UInt8(ascii: ":"):
        // In the run of bytes that was scanned for the last one nothing is new, but for what its
        // reach cut off.
        if let last, last.isEnough(at: at + 3) { return }
        let scan = URLScan(source, from: at + 3)
        last = scan
        if let password = scan.password, !isRedacted(source, password) {
          found.append(TextMark(kind: .password, range: password))
        }
      default:
        if let mark = asterisks(source, at) { found.append(mark) }
      }
    }
    addManifests(in: source, range, to: &found)
    addEscapes(in: source, range, to: &found)
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether a Secret's manifest stands in a text that is no document.
  static func hasManifest(_ source: SourceText) -> Bool {
    var found: [TextMark] = []
    addManifests(in: source, 0..<source.count, to: &found)
    return !found.isEmpty
  }

  /// Adds each word `Secret` or `SecretList` that is the value of a `kind`, however deep a text in
  /// a text it is: what stands between them are blanks, quotes, their escapes, a colon, and tags
  /// and anchors of YAML.
  private static func addManifests(
    in source: SourceText, _ range: Range<Int>, to found: inout [TextMark]
  ) {
    let bytes = source.bytes
    let word: StaticString = "Secret"
    // What begins in the range may end behind it.
    let end = min(source.count, range.upperBound + word.utf8CodeUnitCount - 1)
    var cursor = range.lowerBound
    var last = -1
    while let at = source.firstOffset(of: word, in: cursor..<end) {
      cursor = at + word.utf8CodeUnitCount
      var after = cursor
      if source.starts(with: "List", at: after) { after += 4 }
      if after < source.count, isPartOfWord(bytes[after]) { continue }
      var start = at
      var hasColon = false
      var properties = 0
      while start > 0 {
        if isBetween(bytes[start - 1]) {
          start -= 1
          hasColon = hasColon || bytes[start] == UInt8(ascii: ":")
        } else if properties < propertyLimit, let property = property(of: source, before: start) {
          properties += 1
          start = property
        } else {
          break
        }
      }
      guard hasColon, start >= 4, source.starts(with: "kind", at: start - 4) else { continue }
      if !isBeside(last, at, source, withColon: true) {
        found.append(TextMark(kind: .manifest, range: at..<after))
      }
      last = after
    }
  }

  /// Backslashes of one run that are looked at together; an even number.
  private static let runLimit = 4096

  /// Adds letters and digits that are written as escapes, of each quoted text the first.
  private static func addEscapes(
    in source: SourceText, _ range: Range<Int>, to found: inout [TextMark]
  ) {
    let bytes = source.bytes
    let backslash = UInt8(ascii: "\\")
    var cursor = range.lowerBound
    var last: Int?
    // A run of them may end behind the range.
    while cursor < range.upperBound,
      let at = source.firstOffset(of: "\\", in: cursor..<range.upperBound)
    {
      // A run of them may be the whole text. Even numbers of them change nothing.
      var start = at
      while start > max(0, at - runLimit), bytes[start - 1] == backslash { start -= 1 }
      cursor = at + 1
      while cursor < min(source.count, at + runLimit), bytes[cursor] == backslash { cursor += 1 }
      let length = source.starts(with: "u00", at: cursor) ? 3 : 1
      let digits = cursor + length
      // Of an even number of them each second is escaped itself.
      guard !(cursor - start).isMultiple(of: 2), digits + 2 <= source.count,
        length == 3 || bytes[cursor] == UInt8(ascii: "x"),
        let high = hexadecimalValue(bytes[digits]), let low = hexadecimalValue(bytes[digits + 1]),
        isPartOfWord(high << 4 | low)
      else { continue }
      let isInSameText = last.map { !endsText(in: $0..<cursor, of: bytes) } ?? false
      if !isInSameText { found.append(TextMark(kind: .escape, range: cursor..<digits + 2)) }
      last = digits + 2
    }
  }

  /// Whether a quote stands in a range that is not escaped.
  private static func endsText(in range: Range<Int>, of bytes: UnsafePointer<UInt8>) -> Bool {
    let backslash = UInt8(ascii: "\\")
    return range.contains { i in
      bytes[i] == 0x22
        && !(i > 1 && bytes[i - 1] == backslash && bytes[i - 2] != backslash)
    }
  }

  /// Tags, anchors and escaped blanks between a `kind` and its value.
  private static let propertyLimit = 32

  /// Where an escaped blank (`\n`), a tag (`!!str`) or an anchor (`&a`) begins that ends here.
  private static func property(of source: SourceText, before end: Int) -> Int? {
    let bytes = source.bytes
    if end > 1, bytes[end - 2] == UInt8(ascii: "\\"), "ntr".utf8.contains(bytes[end - 1]) {
      return end - 2
    }
    var start = end
    while start > 0, end - start < 64, isPartOfWord(bytes[start - 1]) { start -= 1 }
    guard start > 0, start < end else { return nil }
    if bytes[start - 1] == UInt8(ascii: "&") { return start - 1 }
    guard bytes[start - 1] == UInt8(ascii: "!") else { return nil }
    return start > 1 && bytes[start - 2] == UInt8(ascii: "!") ? start - 2 : start - 1
  }

  /// Whether what begins at `start` is in the same text as what ended at `end`, a few bytes before:
  /// a text is hidden with its first mark, and may hold a million. A colon may end a key.
  private static func isBeside(
    _ end: Int, _ start: Int, _ source: SourceText, withColon: Bool = false
  ) -> Bool {
    guard end >= 0, end <= start, start - end < 16 else { return false }
    return source.buffer[end..<start].allSatisfy {
      $0 == 0x20 || (0x61...0x7A).contains($0) || withColon && $0 == UInt8(ascii: ":")
    }
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [UInt8(ascii: ":"), 0x22, 0x27, UInt8(ascii: "\\")].contains(byte)
  }

  /// `[REDACTED]` or `<REDACTED>` around the word at `at`.
  private static func redactedRange(_ source: SourceText, _ at: Int) -> Range<Int>? {
    guard at > 0, source.starts(with: "REDACTED", at: at) else { return nil }
    let pair = (source.bytes[at - 1], source.bytes[at + 8])
    let isMark =
      pair == (UInt8(ascii: "["), UInt8(ascii: "]"))
      || pair == (UInt8(ascii: "<"), UInt8(ascii: ">"))
    return isMark ? at - 1..<at + 9 : nil
  }

  /// `***HIDDEN***`, or exactly eight asterisks.
  private static func asterisks(_ source: SourceText, _ at: Int) -> TextMark? {
    if source.starts(with: "***HIDDEN***", at: at) {
      return TextMark(kind: .redaction, range: at..<at + 12)
    }
    let star = UInt8(ascii: "*")
    guard source.starts(with: "********", at: at), at == 0 || source.bytes[at - 1] != star,
      source.bytes[at + 8] != star
    else { return nil }
    return TextMark(kind: .asterisks, range: at..<at + 8)
  }

  private static func isRedacted(_ source: SourceText, _ range: Range<Int>) -> Bool {
    let words: [StaticString] = ["[REDACTED]", "***HIDDEN***", "xxxxx", "REDACTED"]
    return source.buffer[range].allSatisfy { $0 == UInt8(ascii: "*") }
      || words.contains {
        range.count == $0.utf8CodeUnitCount && source.starts(with: $0, at: range.lowerBound)
      }
  }
}

/// What follows a URL's `://`, up to a byte that no URL holds.
private struct URLScan {
  /// How far the `@` of any URL is looked for that this scan is enough for.
  private static let reach = 1024 + step
  /// How far from one URL the next is looked at where the first one's scan went over it.
  private static let step = 256

  let start: Int
  /// Where the scan ended.
  private(set) var end: Int
  /// The password, redacted or not; nil if it has none.
  ///
  /// A password may hold anything but blanks and quotes; it ends at the last `@`. A user may be a
  /// token, where it is as long as one and there is no password.
  private(set) var password: Range<Int>?
  private var hasAt = false
  private let isCut: Bool

  init(_ source: SourceText, from start: Int) {
    self.start = start
    var colon: Int?
    var slash: Int?
    var at: Int?
    var i = start
    let limit = min(source.count, start + URLScan.reach)
    scan: while i < limit {
      switch source.bytes[i] {
      case UInt8(ascii: ":") where slash == nil: colon = colon ?? i
      case UInt8(ascii: "/"): slash = slash ?? i
      // `image:tag@sha256:…` looks like `user:password@host`.
      case UInt8(ascii: "@") where !source.starts(with: "sha256:", at: i + 1): at = i
      case UInt8(ascii: "\\") where URLScan.endsText(source.bytes[i + 1]): break scan
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        break scan
      default: break
      }
      i += 1
    }
    end = i
    // The text may be cut off before the `@`; after a colon stands a port, or a password.
    isCut = i + 1 >= source.count
    hasAt = at != nil
    guard let at else {
      if isCut, let colon, colon + 1 < i, !(0x30...0x39).contains(source.bytes[colon + 1]) {
        password = colon + 1..<i
      }
      return
    }
    if let colon {
      let isReference =
        source.bytes[colon + 1] == UInt8(ascii: "$")
        && (source.bytes[colon + 2] == UInt8(ascii: "(") && source.bytes[at - 1] == 0x29
          || source.bytes[colon + 2] == UInt8(ascii: "{") && source.bytes[at - 1] == 0x7D)
      password = colon + 1 < at && !isReference ? colon + 1..<at : nil
    } else if slash == nil, at - start >= 16 {
      password = start..<at
    }
  }

  /// Whether a scan from `offset` would find nothing else, as far as this one went.
  func isEnough(at offset: Int) -> Bool {
    offset - start < URLScan.step && offset < end && !isCut
      && (password?.contains(offset) ?? !hasAt)
  }

  /// Whether an escape stands for what no URL holds.
  private static func endsText(_ escaped: UInt8) -> Bool {
    [UInt8(ascii: "\""), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r")].contains(escaped)
  }
}

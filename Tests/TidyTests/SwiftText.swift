/// One Swift file as the style checks see it: its text, and the same text with the inside of
/// strings and comments blanked, so that a brace or a word found there is code.
///
/// The blanking keeps every line break and every column. It is a scanner, not a parser: it knows
/// nested comments, escapes, interpolations, raw and multi-line strings. It does not know regular
/// expression literals; nothing here needs them.
struct SwiftText {
  /// Identifiers and keywords of the code, in order.
  struct Word {
    var text: String
    var bytes: Range<Int>
    /// The line, from 1.
    var line: Int
  }

  let lines: [Substring]
  let code: [UInt8]
  let words: [Word]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var scanner = Blanking(Array(text.utf8))
    code = scanner.run()
    words = Self.words(of: code)
  }

  private static func words(of code: [UInt8]) -> [Word] {
    var words: [Word] = []
    var line = 1
    var at = 0
    while at < code.count {
      let end = code[at...].firstIndex { !isWordByte($0) } ?? code.count
      if end > at {
        let text = String(decoding: code[at..<end], as: UTF8.self)
        words.append(Word(text: text, bytes: at..<end, line: line))
        at = end
      } else {
        if code[at] == newline { line += 1 }
        at += 1
      }
    }
    return words
  }
}

/// Whether the byte may be part of an identifier; all of a non-ASCII character may.
func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}

let newline = UInt8(ascii: "\n")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
private let backslash = UInt8(ascii: "\\")

private struct Blanking {
  let bytes: [UInt8]
  var code: [UInt8]
  var at = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    code = bytes
  }

  mutating func run() -> [UInt8] {
    while at < bytes.count {
      if starts("//") {
        while at < bytes.count, bytes[at] != newline { blank(1) }
      } else if starts("/*") {
        comment()
      } else if let hashes = stringStart() {
        string(hashes: hashes)
      } else {
        at += 1
      }
    }
    return code
  }

  private func starts(_ text: StaticString, at start: Int? = nil) -> Bool {
    let start = start ?? at
    guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[start..<start + $0.count]) }
  }

  private func count(of byte: UInt8, from start: Int) -> Int {
    bytes[min(start, bytes.count)...].prefix { $0 == byte }.count
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count where at < bytes.count {
      if code[at] != newline { code[at] = UInt8(ascii: " ") }
      at += 1
    }
  }

  private mutating func comment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        blank(2)
      } else if starts("*/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && at < bytes.count
  }

  /// The number of `#` before the quote that opens here; nil if no string begins.
  private func stringStart() -> Int? {
    let hashes = count(of: hash, from: at)
    guard at + hashes < bytes.count, bytes[at + hashes] == quote else { return nil }
    return hashes
  }

  private mutating func string(hashes: Int) {
    // `#""#` and `""` open with one quote; only three in a row open a multi-line string.
    let quotes = count(of: quote, from: at + hashes) >= 3 ? 3 : 1
    blank(hashes + quotes)
    while at < bytes.count {
      if bytes[at] == backslash, count(of: hash, from: at + 1) >= hashes {
        blank(1 + hashes)
        if starts("(") { interpolation() } else { blank(1) }
      } else if closes(quotes: quotes, hashes: hashes) {
        blank(quotes + hashes)
        return
      } else if quotes == 1, bytes[at] == newline {
        return  // an unterminated string ends with its line, as in the compiler
      } else {
        blank(1)
      }
    }
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    count(of: quote, from: at) >= quotes && count(of: hash, from: at + quotes) >= hashes
  }

  private mutating func interpolation() {
    var depth = 0
    repeat {
      if let hashes = stringStart() {
        string(hashes: hashes)
        continue
      }
      if starts("(") { depth += 1 }
      if starts(")") { depth -= 1 }
      blank(1)
    } while depth > 0 && at < bytes.count
  }
}

import Basics

/// Replaces in a text what is someone's own, and leaves all else of it as it is: its form, its
/// lines, its mistakes.
public struct TextReplacement {
  private let text: UnsafeBufferPointer<UInt8>
  private let form: TextForm
  /// Parts that nobody may see, in order.
  private let hidden: [Range<Int>]
  private var output: [UInt8] = []
  private var cursor = 0
  private var nextHidden = 0
  /// Whether the cursor is in a text of JSON.
  private var isInString = false
  /// Up to where no certificate or key ends.
  private var endless = 0

  /// What stands for a value that is not shown; readers take it for one.
  static let mark = "***HIDDEN***"

  private init(_ text: UnsafeBufferPointer<UInt8>, _ form: TextForm, hiding hidden: [Range<Int>]) {
    self.text = text
    self.form = form
    self.hidden = hidden
    output.reserveCapacity(text.count + text.count / 8)
  }

  /// - Parameter hidden: Parts of the text that become a mark for what is hidden, in order.
  public static func apply(
    to text: UnsafeBufferPointer<UInt8>, in form: TextForm, hiding hidden: [Range<Int>] = [],
    by anonymizer: inout Anonymizer
  ) -> [UInt8] {
    var replacement = TextReplacement(text, form, hiding: hidden)
    replacement.run(&anonymizer)
    return replacement.output
  }

  /// The same for a text that is at hand.
  public static func apply(to text: String, by anonymizer: inout Anonymizer) -> String {
    String(
      decoding: withUTF8Bytes(text) { apply(to: $0, in: .plain, by: &anonymizer) }, as: UTF8.self)
  }

  func byte(_ index: Int) -> UInt8 { index >= 0 && index < text.count ? text[index] : 0 }

  private mutating func keep(_ count: Int) {
    let end = min(text.count, cursor + count)
    output += text[cursor..<end]
    cursor = end
  }

  private mutating func run(_ anonymizer: inout Anonymizer) {
    while cursor < text.count {
      if nextHidden < hidden.count, cursor >= hidden[nextHidden].lowerBound {
        output += "\"\(Self.mark)\"".utf8
        cursor = max(cursor, hidden[nextHidden].upperBound)
        nextHidden += 1
        continue
      }
      switch text[cursor] {
      case UInt8(ascii: "\\"), UInt8(ascii: "%"):
        if escapedLetter(at: cursor) != nil { replaceRun(&anonymizer) } else { keep(escapeLength) }
      case UInt8(ascii: "*") where form != .plain && byte(cursor - 1) != UInt8(ascii: "*"):
        replaceMask()
      case UInt8(ascii: "-") where startsCertificate: replaceArmour(&anonymizer)
      case let first where isOfRun(first) && !isPunctuation(cursor): replaceRun(&anonymizer)
      case _ where isPunctuation(cursor): keep(text[cursor] == 0xE2 ? 3 : 2)
      case UInt8(ascii: "\""):
        isInString.toggle()
        keep(1)
      default: keep(1)
      }
    }
  }

  // MARK: What is no word

  /// A backslash, those after it, and what they escape; or a byte of a URL that is written in
  /// hexadecimal.
  private var escapeLength: Int {
    var end = cursor
    if byte(cursor) == UInt8(ascii: "%") { return hexadecimal(at: cursor + 1, 2) == nil ? 1 : 3 }
    while byte(end) == UInt8(ascii: "\\") { end += 1 }
    switch byte(end) {
    case UInt8(ascii: "u") where (1...4).allSatisfy({ WordForm.isHex(byte(end + $0)) }): end += 5
    case UInt8(ascii: "x") where (1...2).allSatisfy({ WordForm.isHex(byte(end + $0)) }): end += 3
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "\""), UInt8(ascii: "/"):
      end += 1
    default: break
    }
    return end - cursor
  }

  /// General punctuation and arrows, as reports write them: `…`, `–`, `→`.
  private func isPunctuation(_ index: Int) -> Bool {
    byte(index) == 0xE2 && (0x80...0x9F).contains(byte(index + 1)) && index + 2 < text.count
      || byte(index) == 0xC2 && byte(index + 1) < 0xC0
  }

  private func isEllipsis(_ index: Int) -> Bool {
    byte(index) == 0xE2 && byte(index + 1) == 0x80 && byte(index + 2) == 0xA6
  }

  // MARK: What is hidden

  /// Asterisks that reading put in the place of a value, over any number of lines. Where they are
  /// all there is of a value, YAML would take them for an alias.
  private mutating func replaceMask() {
    var end = cursor
    while true {
      while byte(end) == UInt8(ascii: "*") { end += 1 }
      var next = end
      while byte(next) == 0x0A || byte(next) == 0x0D { next += 1 }
      guard next > end, byte(next) == UInt8(ascii: "*"), byte(next + 1) == UInt8(ascii: "*") else {
        break
      }
      end = next
    }
    let isWholeLine = cursor == 0 || byte(cursor - 1) == 0x0A
    let endsValue = [0, 0x0A, 0x0D, 0x2C, 0x5D, 0x7D].contains(byte(end))
    let isValue = endsValue && (form == .json ? !isInString : opensValue)
    if end - cursor < 3, !isValue { return keep(end - cursor) }
    if isWholeLine, form == .yaml {
      output += Array(repeating: 0x20, count: blockIndentation) + Array(Self.mark.utf8)
    } else {
      output += (isValue ? "\"\(Self.mark)\"" : Self.mark).utf8
    }
    cursor = end
  }

  /// Whether a value of YAML begins at the cursor.
  private var opensValue: Bool {
    var before = cursor - 1
    while byte(before) == 0x20 { before -= 1 }
    let isApart = before < cursor - 1 || before < 0
    switch byte(before) {
    case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: ","): return isApart
    case UInt8(ascii: "["): return true
    case 0, 0x0A: return true
    default: return false
    }
  }

  /// How deep the lines of a block scalar stand that the line above opens.
  private var blockIndentation: Int {
    var start = cursor - 1
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    var depth = 0
    while [0x20, 0x2D].contains(byte(start + depth)) { depth += 1 }
    return depth + 2
  }

  // MARK: Certificates

  /// Bytes of one certificate or key.
  private static let armourBytes = 1 << 16

  private func endsString(at index: Int) -> Bool {
    form == .json && text[index] == UInt8(ascii: "\"")
  }

  private var startsCertificate: Bool { starts(with: "-----BEGIN ", at: cursor) }

  private func starts(with word: StaticString, at index: Int) -> Bool {
    guard index + word.utf8CodeUnitCount <= text.count else { return false }
    return word.withUTF8Buffer {
      $0.enumerated().allSatisfy { text[index + $0.offset] == $0.element }
    }
  }

  /// What stands between BEGIN and END: of certificates of a node the facts, in the words of
  /// `openssl x509 -text`; of everything else nothing.
  private mutating func replaceArmour(_ anonymizer: inout Anonymizer) {
    let start = cursor
    let limit = min(text.count, cursor + Self.armourBytes)
    var end = max(cursor + 11, min(limit, endless))
    while end < limit, !starts(with: "-----END ", at: end), !endsString(at: end) { end += 1 }
    // Without an end it is a line like others.
    if !starts(with: "-----END ", at: end) {
      endless = max(endless, end)
      end = cursor + 2
    }
    end = min(text.count, end + 9)
    while end < text.count, !starts(with: "-----", at: end), text[end] != 0x0A,
      !endsString(at: end)
    {
      end += 1
    }
    if starts(with: "-----", at: end) { end += 5 }
    cursor = end
    let block = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start..<end]))
    guard form == .plain, starts(with: "-----BEGIN CERTIFICATE-----", at: start),
      let certificate = Certificate(pem: block)
    else {
      output += Self.mark.utf8
      return
    }
    output += CertificateText.text(of: certificate, by: &anonymizer).utf8
  }

  // MARK: Words

  private func isOfRun(_ byte: UInt8) -> Bool {
    WordForm.isOfPiece(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
  }

  private mutating func replaceRun(_ anonymizer: inout Anonymizer) {
    var end = cursor
    while end < text.count, isOfRun(text[end]), !isPunctuation(end) { end += 1 }
    if escapedLetter(at: end) != nil { return replaceEscapedRun(&anonymizer) }
    let after = end
    // What ends a sentence or a key is no part of the word.
    while end > cursor, isTail(byte(end - 1), after: end - 1 > cursor ? byte(end - 2) : 0) {
      end -= 1
    }
    if end == cursor { return keep(after - cursor) }
    var isKey = end < after && text[end] == UInt8(ascii: ":")
    if end == after {
      let padding = paddingLength(of: cursor..<end)
      end += padding
      if padding == 0 { isKey = isFollowedByAssignment(end) }
    }
    let word = String(decoding: text[cursor..<end], as: UTF8.self)
    output += anonymizer.replacement(ofRun: word, isKey: isKey, isCut: isCut(at: end)).utf8
    cursor = end
  }

  /// A run of which letters are written as escapes. It is replaced as the same without them is, and
  /// stays as it is written where that stays.
  private mutating func replaceEscapedRun(_ anonymizer: inout Anonymizer) {
    var word: [UInt8] = []
    var starts: [Int] = []
    var end = cursor
    while end < text.count {
      let start = end
      if isOfRun(text[end]), !isPunctuation(end) {
        word.append(text[end])
        end += 1
      } else if let letter = escapedLetter(at: end) {
        word += letter.bytes
        end += letter.length
      } else {
        break
      }
      while starts.count < word.count { starts.append(start) }
    }
    var isKey = false
    while let last = word.last, isTail(last, after: word.dropLast().last ?? 0) {
      isKey = last == UInt8(ascii: ":")
      word.removeLast()
      end = starts.removeLast()
    }
    // A mark alone, such as a slash.
    if word.isEmpty { return keep(max(1, (escapedLetter(at: cursor)?.length ?? 1))) }
    let run = String(decoding: word, as: UTF8.self)
    let made = anonymizer.replacement(
      ofRun: run, isKey: isKey || isFollowedByAssignment(end), isCut: isCut(at: end))
    if made.utf8.elementsEqual(run.utf8) {
      output += text[cursor..<end]
    } else {
      output += made.utf8
    }
    cursor = end
  }

  /// Whether the rest of a word that ends here was cut off, or is a user of a host.
  private func isCut(at end: Int) -> Bool {
    byte(end) == UInt8(ascii: "@") && !starts(with: "@sha256", at: end) || isEllipsis(end)
  }

  private func isTail(_ byte: UInt8, after before: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"): before != byte
    case UInt8(ascii: "."), UInt8(ascii: "/"): true
    default: false
    }
  }

  /// `=` that belong to base64.
  private func paddingLength(of word: Range<Int>) -> Int {
    guard word.count >= 10, byte(word.upperBound) == UInt8(ascii: "=") else { return 0 }
    let count = byte(word.upperBound + 1) == UInt8(ascii: "=") ? 2 : 1
    let isBase64 = text[word].allSatisfy { WordForm.isLetter($0) || WordForm.isDigit($0) }
    return isBase64 && (word.count + count) % 4 == 0 && !isOfRun(byte(word.upperBound + count))
      ? count : 0
  }

  private func isFollowedByAssignment(_ end: Int) -> Bool {
    if byte(end) == UInt8(ascii: "=") { return true }
    guard byte(end) == UInt8(ascii: "\"") else { return false }
    var next = end + 1
    while byte(next) == 0x20 { next += 1 }
    return byte(next) == UInt8(ascii: ":")
  }
}

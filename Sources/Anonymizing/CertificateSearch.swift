import Basics

/// Finds certificates wherever they stand in files, so that whom they name is known: as PEM,
/// however its lines end, and as base64 of PEM, in one line or several.
public struct CertificateSearch {
  /// Those that were looked at: each namespace has a copy of the same.
  private var known: Set<[UInt8]> = []
  private static let begin = BytePattern(Array("-----BEGIN CERTIFICATE-----".utf8))
  private static let end = BytePattern(Array("-----END ".utf8))
  /// How many letters of their first group the patterns are without.
  private static let encoded = encodings(of: "BEGIN CERTIFICATE").map {
    (place: $0.place, pattern: BytePattern($0.letters))
  }

  public init() {}

  /// Takes in whom the certificates in a text name.
  public mutating func learn(_ text: UTF8Bytes, into anonymizer: inout Anonymizer) {
    learnArmoured(text, &anonymizer)
    for (place, pattern) in Self.encoded {
      var cursor = 0
      while let found = pattern.first(in: text, from: cursor) {
        var start = found
        while start > cursor, Self.isOfBase64(text[start - 1]) { start -= 1 }
        // What stands before may be the letter of an escape: groups are as the pattern has them.
        start += ((found - start - place) % 4 + 4) % 4
        let run = Self.run(text, from: start)
        cursor = run.end
        guard let bytes = Base64.decoded(String(decoding: run.letters, as: UTF8.self)) else {
          continue
        }
        // The dashes may stand in the line before.
        let armoured = Array("-----".utf8) + bytes
        armoured.withUnsafeBufferPointer { learnArmoured($0, &anonymizer) }
      }
    }
  }

  private mutating func learnArmoured(_ text: UTF8Bytes, _ anonymizer: inout Anonymizer) {
    guard var start = Self.begin.first(in: text, from: 0) else { return }
    while let stop = Self.end.first(in: text, from: start + Self.begin.count) {
      // One that breaks off, or is only mentioned, is followed by another before an end.
      var next = Self.begin.first(in: text, from: start + Self.begin.count)
      while let later = next, later < stop {
        start = later
        next = Self.begin.first(in: text, from: later + Self.begin.count)
      }
      let letters = Self.letters(UTF8Bytes(rebasing: text[start + Self.begin.count..<stop]))
      learn(letters, &anonymizer)
      guard let next else { return }
      start = next
    }
  }

  /// Takes in whom the certificate of these letters names.
  private mutating func learn(_ letters: [UInt8], _ anonymizer: inout Anonymizer) {
    guard known.insert(letters).inserted else { return }
    let armour = Self.armour(letters)
    if let certificate = armour.withUnsafeBytes({ Certificate(pem: $0) }) {
      anonymizer.own(namesOf: certificate)
    }
  }

  // MARK: Letters

  private enum Piece {
    /// Of base64, or what fills its last group up.
    case letter(UInt8)
    case lineBreak
    case blank
    case other
  }

  /// What stands at an index, which then is behind it; escapes of JSON and YAML are what they
  /// stand for, however often they are escaped.
  private static func piece(_ text: UTF8Bytes, _ index: inout Int) -> Piece {
    let byte = text[index]
    index += 1
    guard byte == UInt8(ascii: "\\") else { return piece(byte) }
    while index < text.count, text[index] == byte { index += 1 }
    guard index < text.count else { return .other }
    switch text[index] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"):
      index += 1
      return .lineBreak
    case UInt8(ascii: "t"):
      index += 1
      return .blank
    case UInt8(ascii: "/"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      index += 1
      return piece(text[index - 1])
    case UInt8(ascii: "u") where index + 5 <= text.count:
      let code = UInt8(String(UTF8Bytes(rebasing: text[index + 1..<index + 5])), radix: 16)
      index += 5
      return code.map { piece($0) } ?? .other
    default:
      return .other
    }
  }

  private static func piece(_ byte: UInt8) -> Piece {
    switch byte {
    case UInt8(ascii: "="): .letter(byte)
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): .lineBreak
    case UInt8(ascii: " "), UInt8(ascii: "\t"): .blank
    default: isOfBase64(byte) ? .letter(byte) : .other
    }
  }

  /// The base64 in a text, without line breaks, indentation and escapes of either.
  private static func letters(_ text: UTF8Bytes) -> [UInt8] {
    var letters: [UInt8] = []
    var index = 0
    while index < text.count {
      if case .letter(let letter) = piece(text, &index) { letters.append(letter) }
    }
    return letters
  }

  /// The whole groups of base64 that begin at an index, over line breaks and indentation, and
  /// where they end.
  private static func run(_ text: UTF8Bytes, from start: Int) -> (letters: [UInt8], end: Int) {
    var letters: [UInt8] = []
    var end = start
    var index = start
    var isAtLineStart = false
    scan: while index < text.count {
      let first = index
      switch piece(text, &index) {
      case .letter(UInt8(ascii: "=")):
        end = index
        break scan
      case .letter(let letter):
        // Base64 that breaks off is followed by another.
        if isAtLineStart, letters.count % 4 != 0, text[first...].starts(with: encodedDashes) {
          break scan
        }
        letters.append(letter)
        isAtLineStart = false
        end = index
      case .lineBreak: isAtLineStart = true
      case .blank where isAtLineStart: continue
      case .blank, .other: break scan
      }
    }
    return (Array(letters.prefix(letters.count / 4 * 4)), end)
  }

  /// What base64 of PEM begins with.
  private static let encodedDashes = Array("LS0t".utf8)

  /// PEM as OpenSSL reads it: lines that are not too long.
  private static func armour(_ letters: [UInt8]) -> [UInt8] {
    var armour = Array("-----BEGIN CERTIFICATE-----\n".utf8)
    for start in stride(from: 0, to: letters.count, by: 64) {
      armour += letters[start..<min(letters.count, start + 64)]
      armour.append(0x0A)
    }
    return armour + "-----END CERTIFICATE-----\n".utf8
  }

  private static func isOfBase64(_ byte: UInt8) -> Bool {
    WordForm.isLetter(byte) || WordForm.isDigit(byte) || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "/")
  }

  /// What base64 makes of a text that stands anywhere in another: as often as a group has bytes.
  private static func encodings(of text: String) -> [(place: Int, letters: [UInt8])] {
    (0..<3).map { before in
      let bytes = [UInt8](repeating: 0, count: before) + Array(text.utf8)
      let whole = Array(bytes.prefix(bytes.count / 3 * 3))
      let encoded = whole.withUnsafeBufferPointer { Base64.encode($0) }
      // The first letters depend on what stands before.
      let place = [0, 2, 3][before]
      return (place, Array(encoded.utf8.dropFirst(place)))
    }
  }
}

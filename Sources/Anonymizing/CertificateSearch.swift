import Basics

/// Finds certificates wherever they stand in files, so that whom they name is known: as PEM,
/// however its lines end, and as base64 of PEM.
public struct CertificateSearch {
  /// Those that were looked at: each namespace has a copy of the same.
  private var known: Set<[UInt8]> = []
  private static let begin = BytePattern(Array("-----BEGIN CERTIFICATE-----".utf8))
  private static let end = BytePattern(Array("-----END ".utf8))
  private static let encoded = encodings(of: "BEGIN CERTIFICATE").map(BytePattern.init)

  public init() {}

  /// Takes in whom the certificates in a text name.
  public mutating func learn(_ text: UTF8Bytes, into anonymizer: inout Anonymizer) {
    learnArmoured(text, &anonymizer)
    for pattern in Self.encoded {
      var cursor = 0
      while let found = pattern.first(in: text, from: cursor) {
        var start = found
        while start > cursor, Self.isOfBase64(text[start - 1]) { start -= 1 }
        cursor = found
        while cursor < text.count, Self.isOfBase64(text[cursor]) { cursor += 1 }
        let whole = (cursor - start) / 4 * 4
        let run = UTF8Bytes(rebasing: text[start..<start + whole])
        guard let bytes = Base64.decoded(String(run)) else { continue }
        bytes.withUnsafeBufferPointer { learnArmoured($0, &anonymizer) }
      }
    }
  }

  private mutating func learnArmoured(_ text: UTF8Bytes, _ anonymizer: inout Anonymizer) {
    var cursor = 0
    while let start = Self.begin.first(in: text, from: cursor) {
      let first = start + Self.begin.count
      guard let stop = Self.end.first(in: text, from: first) else { return }
      cursor = stop + Self.end.count
      let letters = Self.letters(UTF8Bytes(rebasing: text[first..<stop]))
      guard known.insert(letters).inserted else { continue }
      let armour = Self.armour(letters)
      if let certificate = armour.withUnsafeBytes({ Certificate(pem: $0) }) {
        anonymizer.own(namesOf: certificate)
      }
    }
  }

  /// The base64 in a text, without line breaks, indentation and escapes of either.
  private static func letters(_ text: UTF8Bytes) -> [UInt8] {
    var letters: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if isOfBase64(byte) || byte == UInt8(ascii: "=") { letters.append(byte) }
      guard byte == UInt8(ascii: "\\") else { continue }
      while index < text.count, text[index] == byte { index += 1 }
      guard index < text.count else { break }
      if "nrt".utf8.contains(text[index]) {
        index += 1
      } else if text[index] == UInt8(ascii: "u"), index + 5 <= text.count {
        let code = UInt8(String(UTF8Bytes(rebasing: text[index + 1..<index + 5])), radix: 16)
        if let code, isOfBase64(code) || code == UInt8(ascii: "=") { letters.append(code) }
        index += 5
      }
    }
    return letters
  }

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
  private static func encodings(of text: String) -> [[UInt8]] {
    (0..<3).map { before in
      let bytes = [UInt8](repeating: 0, count: before) + Array(text.utf8)
      let whole = Array(bytes.prefix(bytes.count / 3 * 3))
      let encoded = whole.withUnsafeBufferPointer { Base64.encode($0) }
      // The first letters depend on what stands before.
      return Array(encoded.utf8.dropFirst([0, 2, 3][before]))
    }
  }
}

import CLibrary

/// Files with a canary in each place where a credential may live, for tests that none leaks.
///
/// In a text `«id»` stands for the canary of a place, and `«b64:id»` for its Base64.
public struct CanaryFile: Sendable {
  /// The path in a snapshot.
  public let path: String
  /// The text, with canaries in place.
  public let text: String
  public let canaries: [Canary]

  init(_ path: String, _ template: String) {
    self.path = path
    var text = ""
    var canaries: [Canary] = []
    for (i, part) in template.split(separator: "«", omittingEmptySubsequences: false).enumerated() {
      guard i > 0, let end = part.firstIndex(of: "»") else {
        text += part
        continue
      }
      let name = part[..<end]
      let isBase64 = name.hasPrefix("b64:")
      let canary = Canary(id: String(isBase64 ? name.dropFirst(4) : name))
      canaries.append(canary)
      text += isBase64 ? Canary.base64(canary.text) : canary.text
      text += part[part.index(after: end)...]
    }
    self.text = text
    self.canaries = canaries
  }
}

/// A word that stands for a credential.
public struct Canary: Sendable {
  /// The place that it was put into.
  public let id: String

  public init(id: String) { self.id = id }

  /// Twelve letters and digits that stand nowhere else.
  public var text: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
    var text = [UInt8(ascii: "Q"), UInt8(ascii: "7")]
    for _ in 0..<10 {
      text.append(digits[Int(hash % UInt64(digits.count))])
      hash = hash / UInt64(digits.count) ^ hash << 23
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What of it must not be in an output: itself, eight letters of it, its Base64.
  public var traces: [String] {
    let text = Array(text.utf8)
    func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
    // The first characters of Base64 do not depend on what follows.
    return [part(0..<8), part(4..<12), String(Canary.base64(part(0..<12)).prefix(12))]
  }

  /// The places whose canaries stand in a text.
  public static func found(in text: String, of canaries: [Canary]) -> [String] {
    // The C library's search: outputs are large, and searched for hundreds of words.
    let bytes = text.utf8.map { CChar(bitPattern: $0 == 0 ? UInt8(ascii: " ") : $0) } + [0]
    return bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return [] }
      return canaries.filter { $0.traces.contains { strstr(start, $0) != nil } }.map(\.id)
    }
  }

  static func base64(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for (i, byte) in group.enumerated() { bits |= UInt32(byte) << (16 - 8 * UInt32(i)) }
      for i in 0..<4 {
        result.append(
          i <= group.count ? alphabet[Int(bits >> (18 - 6 * UInt32(i)) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

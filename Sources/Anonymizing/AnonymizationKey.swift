import Basics

/// What makes one map's replacements its own: without it nobody can try names and compare.
public struct AnonymizationKey: Sendable, Equatable {
  /// 32 bytes.
  let bytes: [UInt8]

  /// A new one, of the system's randomness.
  public init() {
    var generator = SystemRandomNumberGenerator()
    bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// - Parameter bytes: 32 of them; `nil` for any other number.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// In hexadecimal.
  public var text: String { hexadecimal(bytes) }

  /// - Parameter text: 64 hexadecimal digits; `nil` for anything else.
  public init?(_ text: String) {
    let digits = text.utf8.compactMap { Self.value($0) }
    guard digits.count == 64, text.utf8.count == 64 else { return nil }
    bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    WordForm.isHex(digit) ? (digit | 0x20) - (WordForm.isDigit(digit) ? 0x30 : 0x57) : nil
  }

  /// The 32 bytes of HMAC-SHA-256 (RFC 2104).
  ///
  /// - Parameter purpose: Keeps what is made for one kind of value apart from the others. It ends
  ///   with a byte that no purpose holds, so that no two pairs give the same text.
  func code(of message: some Sequence<UInt8>, for purpose: StaticString) -> [UInt8] {
    let purpose = purpose.withUTF8Buffer { [UInt8]($0) }
    let inner = Self.digest(of: padded(with: 0x36) + purpose + [0] + message)
    return Self.digest(of: padded(with: 0x5C) + inner)
  }

  private func padded(with byte: UInt8) -> [UInt8] {
    (0..<64).map { ($0 < bytes.count ? bytes[$0] : 0) ^ byte }
  }

  private static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.add($0) }
    return hash.digest()
  }
}

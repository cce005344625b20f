import CryptoShim

/// The SHA-256 of bytes that come in pieces.
public struct SHA256: Sendable {
  private var state = crypto_shim_sha256()

  public init() { crypto_shim_sha256_start(&state) }

  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    crypto_shim_sha256_add(&state, bytes.baseAddress, bytes.count)
  }

  /// The 32 bytes of the digest. Nothing can be added afterwards.
  public consuming func digest() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      crypto_shim_sha256_finish(&state, start)
      count = 32
    }
  }

  /// The digest of some bytes, as 64 lower-case hexadecimal digits.
  public static func hexadecimalDigest(of bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.add(bytes)
    return hexadecimal(hash.digest())
  }

  public static func hexadecimalDigest(of text: String) -> String {
    var text = text
    return text.withUTF8 { hexadecimalDigest(of: UnsafeRawBufferPointer($0)) }
  }
}

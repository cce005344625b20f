import CLibrary
import CryptoShim

/// An X.509 certificate, as far as rules ask for it.
public struct Certificate: Sendable {
  /// As RFC 4514 writes names: `CN=rancher.example.com,O=Example`.
  public var subject: String
  public var issuer: String
  /// Seconds since 1970; nil if the certificate says no time.
  public var notBefore: Int64?
  public var notAfter: Int64?
  public var isAuthority: Bool
  /// What the certificate calls its own key, and that of its issuer; empty if it does not say.
  public var keyID: [UInt8]
  public var issuerKeyID: [UInt8]
  /// From subjectAltName, in its order.
  public var dnsNames: [String] = []
  /// 4 or 16 bytes each, or what else the certificate has there.
  public var addresses: [[UInt8]] = []

  /// The first certificate of a PEM text; nil if it cannot be parsed.
  public init?(pem bytes: UnsafeRawBufferPointer) {
    guard let handle = crypto_shim_certificate_read(bytes.baseAddress, bytes.count) else {
      return nil
    }
    defer { crypto_shim_certificate_free(handle) }
    subject = Certificate.name(handle, CRYPTO_SHIM_SUBJECT)
    issuer = Certificate.name(handle, CRYPTO_SHIM_ISSUER)
    notBefore = Certificate.time(handle, CRYPTO_SHIM_NOT_BEFORE)
    notAfter = Certificate.time(handle, CRYPTO_SHIM_NOT_AFTER)
    isAuthority = crypto_shim_certificate_is_authority(handle)
    keyID = Certificate.keyID(handle, CRYPTO_SHIM_SUBJECT)
    issuerKeyID = Certificate.keyID(handle, CRYPTO_SHIM_ISSUER)
    withUnsafeMutablePointer(to: &self) { this in
      crypto_shim_certificate_hosts(handle, this) { context, kind, bytes, count in
        guard let this = context?.assumingMemoryBound(to: Certificate.self) else { return }
        let bytes = Array(UnsafeBufferPointer(start: bytes, count: count))
        if kind == CRYPTO_SHIM_DNS {
          this.pointee.dnsNames.append(String(decoding: bytes, as: UTF8.self))
        } else {
          this.pointee.addresses.append(bytes)
        }
      }
    }
  }

  private static func name(_ handle: OpaquePointer, _ name: crypto_shim_name) -> String {
    var count = 0
    guard let text = crypto_shim_certificate_name(handle, name, &count) else { return "" }
    defer { free(text) }
    return String(decoding: UnsafeRawBufferPointer(start: text, count: count), as: UTF8.self)
  }

  private static func keyID(_ handle: OpaquePointer, _ name: crypto_shim_name) -> [UInt8] {
    var count = 0
    guard let bytes = crypto_shim_certificate_key_id(handle, name, &count) else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  private static func time(_ handle: OpaquePointer, _ time: crypto_shim_time) -> Int64? {
    var seconds: Int64 = 0
    return crypto_shim_certificate_time(handle, time, &seconds) ? seconds : nil
  }
}

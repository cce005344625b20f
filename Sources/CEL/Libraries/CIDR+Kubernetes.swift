import Basics

extension CIDR {
  /// Parses `text`; the error is Kubernetes' `cidr()`'s.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    do throws(ParseError) {
      try self.init(parsing: text)
    } catch {
      let slash = text.lastIndex(of: UInt8(ascii: "/")) ?? text.count
      switch error {
      case .noSlash: throw Self.error(in: text, "no '/'")
      case .address(let error):
        if case .zone = error.reason {
          throw Self.error(in: text, "IPv6 zones cannot be present in a prefix")
        }
        throw Self.error(in: text, error.message(for: UTF8Bytes(rebasing: text[..<slash])))
      case .isMapped:
        throw LibraryError(
          "\(Self.prefix)IPv4-mapped IPv6 address \(QuotedText.go(text)) is not allowed")
      case .length:
        let length = UTF8Bytes(rebasing: text[(slash + 1)...])
        throw Self.error(in: text, "bad bits after slash: \(QuotedText.go(length))")
      case .lengthOutOfRange: throw Self.error(in: text, "prefix length out of range")
      }
    }
  }

  init(kubernetes text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try CIDR(bytes) }
  }

  private static let prefix = "network address parse error during conversion from string: "

  private static func error(in text: UTF8Bytes, _ message: String) -> LibraryError {
    // Twice, as Kubernetes does: once where it parses, once where it converts.
    LibraryError("\(prefix)\(prefix)netip.ParsePrefix(\(QuotedText.go(text))): \(message)")
  }
}

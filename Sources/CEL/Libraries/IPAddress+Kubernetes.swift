import Basics

// Kubernetes takes no zone and no IPv4-mapped IPv6 address.

extension IPAddress {
  /// As Kubernetes' `ip()`, with its message.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    do throws(ParseError) {
      try self.init(parsing: text)
    } catch {
      throw LibraryError(error.kubernetesMessage(for: text))
    }
    if isIPv4Mapped {
      throw LibraryError("IPv4-mapped IPv6 address \(QuotedText.go(text)) is not allowed")
    }
  }

  init(kubernetes text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try IPAddress(bytes) }
  }

  /// Kubernetes' `isIP()`; allocates nothing.
  static func isIP(_ text: UTF8Bytes) -> Bool {
    do throws(ParseError) {
      return try !IPAddress(parsing: text).isIPv4Mapped
    } catch {
      return false
    }
  }
}

extension IPAddress.ParseError {
  /// What Kubernetes' `ip()` says of `text`.
  fileprivate func kubernetesMessage(for text: UTF8Bytes) -> String {
    let quoted = QuotedText.go(text)
    return switch reason {
    case .zone: "IP address \(quoted) with zone value is not allowed"
    case .syntax:
      "IP Address \(quoted) parse error during conversion from string: " + message(for: text)
    }
  }
}

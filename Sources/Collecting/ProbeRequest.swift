import Basics
import CLibrary

/// What a probe asks, and how.
public struct ProbeRequest: Sendable, Hashable {
  /// Rancher's URL with `/ping` behind it.
  public let url: String
  /// Scheme, host and port.
  public let origin: String
  let scheme: String
  let host: String
  let port: String
  /// `http://proxy:3128`; nil for none.
  public let proxy: String?
  /// A registration token of a cluster, or an API token; nil for none. It is in no description.
  private let token: String?

  /// Why a request cannot be made.
  public struct Failure: Error, Sendable, Hashable {
    public let reason: String
    public init(reason: String) { self.reason = reason }
  }

  /// - Parameters:
  ///   - text: Rancher's URL, with `/ping` or without.
  ///   - proxy: The URL of the proxy that the cluster must go through, without a password.
  ///   - token: As a file has it; blanks around it do not count.
  public init(url text: String, proxy: String? = nil, token: String? = nil) throws(Failure) {
    guard let url = ProbeRequest.parsed(text) else {
      throw Failure(reason: "--probe must be Rancher's URL, such as https://rancher.example.com")
    }
    scheme = url.scheme
    host = url.hostname
    port = url.port.isEmpty ? (url.scheme == "https" ? "443" : "80") : url.port
    let named = host.contains(":") ? "[\(host)]" : host
    origin = "\(scheme)://\(named)" + (url.port.isEmpty ? "" : ":\(url.port)")
    self.url = origin + "/ping"
    if let proxy, !proxy.isEmpty {
      guard let parts = ProbeRequest.parsed(proxy) else {
        throw Failure(
          reason: "the proxy must be a URL without user and password, such as http://proxy:3128")
      }
      let name = parts.hostname.contains(":") ? "[\(parts.hostname)]" : parts.hostname
      self.proxy = "\(parts.scheme)://\(name)" + (parts.port.isEmpty ? "" : ":\(parts.port)")
    } else {
      self.proxy = nil
    }
    let word = token.map(ProbeRequest.trimmed) ?? ""
    guard word.utf8.allSatisfy(ProbeRequest.isTokenByte), word.utf8.count <= ProbeRequest.tokenLimit
    else {
      throw Failure(reason: "this is not a token: it has blanks or characters that no token has")
    }
    self.token = word.isEmpty ? nil : word
  }

  /// What a file holds, or the standard input, which is `-`; nil if it cannot be read, or holds
  /// more than a token.
  public static func token(inFile path: String) -> String? {
    // Of its own, as closing it ends the use of what was read from.
    guard let file = path == "-" ? fdopen(dup(STDIN_FILENO), "r") : fopen(path, "re") else {
      return nil
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: tokenLimit + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0, count <= tokenLimit else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private static let tokenLimit = 4096

  var hasToken: Bool { token != nil }

  /// What a shell reads from its standard input to make the request.
  var script: String {
    let authority = (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    let variables = [
      ("url", url), ("host", host), ("authority", authority), ("origin", origin),
      ("scheme", scheme), ("proxy", proxy ?? ""), ("token", token ?? ""),
    ]
    return variables.map { "\($0.0)=\(QuotedText.shell($0.1))\n" }.joined()
      + CollectingScripts.probe
  }

  /// http or https with a host of letters, digits, stops, hyphens and colons, and nothing else that
  /// a shell or curl may read as something of its own.
  private static func parsed(_ text: String) -> ParsedURL? {
    guard let url = try? ParsedURL(text), ["http", "https"].contains(url.scheme),
      !url.hostname.isEmpty, !text.contains("@"), url.hostname.utf8.allSatisfy(isHostByte),
      url.port.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return url
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || [UInt8]("-._:".utf8).contains(byte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || [UInt8]("-._:~+/=".utf8).contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func trimmed(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
  }
}

/// Go's two ways of reading a URL, with Go's messages.
enum URLParser {
  /// The parts of a URL before anything is decoded but the host.
  struct Parts {
    var scheme: [UInt8] = []
    var host: [UInt8] = []
    var path: [UInt8] = []
    var rawQuery: [UInt8] = []
  }

  /// `url.ParseRequestURI`: absolute URLs and absolute paths; no fragment is looked for.
  static func request(_ text: [UInt8]) throws(URLProblem) -> Parts {
    do throws(URLProblem) {
      return try parse(text, isRequest: true)
    } catch {
      throw wrapped(error, text)
    }
  }

  /// `url.Parse`: any reference; the part after `#` is checked and left out.
  static func reference(_ text: String) throws(URLProblem) -> ParsedURL {
    let bytes = Array(text.utf8)
    let end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
    let body = Array(bytes[..<end])
    do throws(URLProblem) {
      let parts = try parse(body, isRequest: false)
      _ = try PercentEncoding.decoded(Array(bytes[min(end + 1, bytes.count)...]), in: .fragment)
      return ParsedURL(
        text: text, scheme: parts.scheme, host: parts.host,
        escapedPath: try escaped(parts.path), rawQuery: parts.rawQuery)
    } catch {
      throw wrapped(error, body)
    }
  }

  /// Go's errors name the operation and quote the URL.
  private static func wrapped(_ error: URLProblem, _ text: [UInt8]) -> URLProblem {
    let quoted = text.withUnsafeBufferPointer { QuotedText.go($0) }
    return URLProblem("parse \(quoted): \(error.message)")
  }

  // MARK: The whole

  /// Splits from the outside in: scheme, query, authority, path. Only a request must be absolute,
  /// and only then does a leading `//` without a scheme belong to the path.
  private static func parse(_ text: [UInt8], isRequest: Bool) throws(URLProblem) -> Parts {
    guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw URLProblem("net/url: invalid control character in URL")
    }
    if text.isEmpty, isRequest { throw URLProblem("empty url") }
    var parts = Parts()
    if text == [UInt8(ascii: "*")] {
      parts.path = text
      return parts
    }
    var rest = text[...]
    if let colon = try schemeEnd(text) {
      parts.scheme = text[..<colon].map { isLetter($0) ? $0 | 0x20 : $0 }
      rest = text[(colon + 1)...]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      parts.rawQuery = Array(rest[(mark + 1)...])
      rest = rest[..<mark]
    }
    if rest.first != UInt8(ascii: "/") {
      // A path without a leading slash after a scheme is opaque: it has no parts.
      if !parts.scheme.isEmpty { return parts }
      if isRequest { throw URLProblem("invalid URI for request") }
      if rest.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
        throw URLProblem("first path segment in URL cannot contain colon")
      }
    }
    let slashes = rest.prefix { $0 == UInt8(ascii: "/") }.count
    if slashes >= 2, !parts.scheme.isEmpty || (!isRequest && slashes < 3) {
      let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
      rest = rest[authority.endIndex...]
      parts.host = try host(ofAuthority: authority)
    }
    parts.path = Array(rest)
    _ = try PercentEncoding.decoded(parts.path, in: .path)
    return parts
  }

  /// The offset of the colon after a scheme; nil if none is written.
  private static func schemeEnd(_ text: [UInt8]) throws(URLProblem) -> Int? {
    for (index, byte) in text.enumerated() {
      switch byte {
      case _ where isLetter(byte): continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        if index == 0 { return nil }
      case UInt8(ascii: ":"):
        if index == 0 { throw URLProblem("missing protocol scheme") }
        return index
      default: return nil
      }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  // MARK: The host

  /// The host of `user:password@host:port`, with its port. The user information is checked and left
  /// out: nothing in the library shows it.
  private static func host(ofAuthority authority: ArraySlice<UInt8>) throws(URLProblem)
    -> [UInt8]
  {
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else {
      return try host(Array(authority))
    }
    let host = try host(Array(authority[(at + 1)...]))
    let user = Array(authority[..<at])
    guard user.allSatisfy(isUserInfo) else { throw URLProblem("net/url: invalid userinfo") }
    _ = try PercentEncoding.decoded(user, in: .user)
    return host
  }

  private static let userMarks = Array("-._:~!$&'()*+,;=%@".utf8)

  private static func isUserInfo(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || isLetter(byte) || userMarks.contains(byte)
  }

  /// A name or an IP literal, with a port. A zone inside a literal follows rules of its own.
  private static func host(_ text: [UInt8]) throws(URLProblem) -> [UInt8] {
    if text.first == UInt8(ascii: "[") {
      guard let bracket = text.lastIndex(of: UInt8(ascii: "]")) else {
        throw URLProblem("missing ']' in host")
      }
      try checkPort(text[(bracket + 1)...])
      if let zone = zoneStart(text[..<bracket]) {
        let address = try PercentEncoding.decoded(Array(text[..<zone]), in: .host)
        let name = try PercentEncoding.decoded(Array(text[zone..<bracket]), in: .zone)
        return address + name
          + (try PercentEncoding.decoded(Array(text[bracket...]), in: .host))
      }
    } else if let colon = text.lastIndex(of: UInt8(ascii: ":")) {
      try checkPort(text[colon...])
    }
    return try PercentEncoding.decoded(text, in: .host)
  }

  /// Where `%25`, which starts an IPv6 zone, stands.
  private static func zoneStart(_ text: ArraySlice<UInt8>) -> Int? {
    let marker = Array("%25".utf8)
    return text.indices.first { text[$0...].starts(with: marker) }
  }

  /// `port` must be empty, or a colon and any number of digits.
  private static func checkPort(_ port: ArraySlice<UInt8>) throws(URLProblem) {
    guard let first = port.first else { return }
    guard first == UInt8(ascii: ":"),
      port.dropFirst().allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else {
      let quoted = QuotedText.go(String(decoding: port, as: UTF8.self))
      throw URLProblem("invalid port \(quoted) after host")
    }
  }

  // MARK: The path

  /// The path as written where that is a valid encoding, else encoded anew.
  private static func escaped(_ path: [UInt8]) throws(URLProblem) -> [UInt8] {
    let tolerated = Array("!$&'()*+,;=:@[]%".utf8)
    let isEncoded = path.allSatisfy {
      tolerated.contains($0) || !PercentEncoding.escapes($0, in: .path)
    }
    if isEncoded || path == [UInt8(ascii: "*")] { return path }
    return PercentEncoding.encoded(try PercentEncoding.decoded(path, in: .path), in: .path)
  }
}

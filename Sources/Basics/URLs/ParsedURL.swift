/// A URL as Kubernetes' CEL library sees it: Go's `url.ParseRequestURI` decides whether it is one
/// (absolute, or a path that starts with `/`), Go's `url.Parse` what its parts are.
public struct ParsedURL: Hashable, Sendable {
  /// The text as it was given.
  public let text: String
  /// Lower case, without colon; empty for none.
  public let scheme: String
  /// Host and port, percent-decoded; IPv6 in brackets; empty for none.
  public let host: String
  /// The path as `getEscapedPath` gives it.
  public let escapedPath: String
  /// What stands between `?` and `#`, as written.
  let rawQuery: String

  /// Parses `text`; the error is Kubernetes' `url()`'s.
  public init(_ text: String) throws(URLProblem) {
    do throws(URLProblem) {
      _ = try URLParser.request(Array(text.utf8))
      self = try URLParser.reference(text)
    } catch {
      throw URLProblem("URL parse error during conversion from string: \(error.message)")
    }
  }

  public init(_ text: UTF8Bytes) throws(URLProblem) {
    try self.init(String(text))
  }

  init(text: String, scheme: [UInt8], host: [UInt8], escapedPath: [UInt8], rawQuery: [UInt8]) {
    self.text = text
    self.scheme = String(decoding: scheme, as: UTF8.self)
    self.host = String(decoding: host, as: UTF8.self)
    self.escapedPath = String(decoding: escapedPath, as: UTF8.self)
    self.rawQuery = String(decoding: rawQuery, as: UTF8.self)
  }

  /// Whether `text` is a URL: Kubernetes' `isURL` leaves the fragment unlooked at.
  public static func isURL(_ text: UTF8Bytes) -> Bool {
    problem(in: text) == nil
  }

  /// Go's message on why `text` is not a URL; nil when it is one.
  public static func problem(in text: UTF8Bytes) -> String? {
    do throws(URLProblem) {
      _ = try URLParser.request(Array(text))
      return nil
    } catch {
      return error.message
    }
  }

  /// The host without port and without brackets.
  public var hostname: String { splitHost.name }

  /// The port; empty for none.
  public var port: String { splitHost.port }

  private var splitHost: (name: String, port: String) {
    var name = Substring(host)
    var port = Substring()
    if let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) {
      let digits = name[name.utf8.index(after: colon)...]
      if digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
        port = digits
        name = name[..<colon]
      }
    }
    if name.utf8.first == UInt8(ascii: "["), name.utf8.last == UInt8(ascii: "]"),
      name.utf8.count > 1
    {
      name = name.dropFirst().dropLast()
    }
    return (String(name), String(port))
  }

  /// The query's values by key, keys in byte order, values in the order in which they stand. What
  /// cannot be decoded, or holds a semicolon, is left out.
  public var query: [(key: String, values: [String])] {
    var values: [[UInt8]: [String]] = [:]
    for setting in rawQuery.utf8.split(separator: UInt8(ascii: "&")) {
      if setting.contains(UInt8(ascii: ";")) { continue }
      let parts = setting.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? Array(parts[1]) : []
      guard let key = try? PercentEncoding.decoded(Array(parts[0]), in: .query),
        let value = try? PercentEncoding.decoded(value, in: .query)
      else { continue }
      values[key, default: []].append(String(decoding: value, as: UTF8.self))
    }
    return values.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }
}

import Documents

/// Kubernetes' URLs.
enum URLLibrary {
  static let functions: [Function] = [
    Function(
      "url",
      [
        .function(.string, .url, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in e.opaque(try ParsedURL(e.text(v))) }
        }
      ]),
    Function(
      "isURL",
      [
        .function(.string, .bool, cost: .traversal) { e, v in .bool(ParsedURL.isURL(e.text(v))) }
      ]),
    part("getScheme") { $0.scheme }, part("getHost") { $0.host },
    part("getHostname") { $0.hostname }, part("getPort") { $0.port },
    part("getEscapedPath") { $0.escapedPath },
    Function(
      "getQuery",
      [
        .member(.url, .map(.string, .list(.string))) { e, v in
          guard let url = e.url(v) else { return e.error("invalid URL") }
          var entries: [Value] = []
          for (key, values) in url.query { entries += [e.string(key), e.strings(values)] }
          return entries.withUnsafeBufferPointer { e.map($0) }
        }
      ]),
  ]

  private static func part(
    _ name: String, _ body: @escaping @Sendable (ParsedURL) -> String
  ) -> Function {
    Function(
      name,
      [
        .member(.url, .string) { e, v in
          e.url(v).map { e.string(body($0)) } ?? e.error("invalid URL")
        }
      ])
  }
}

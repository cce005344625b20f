import Basics
import Documents

/// Kubernetes' URLs.
enum URLLibrary {
  static let functions: [Function] = [
    Function(
      "url", .kubernetes(1, 23), "The URL that a text is; an error if it is not one.",
      ("url('https://rancher.example.com:8443/v3').getPort()", #""8443""#),
      [
        .function(.string, .url, cost: .traversal) { e, v in
          switch e.parsedURL(v) {
          case .success: e.opaqueURL(v)
          case .failure(let problem): e.error(problem.message)
          }
        }
      ]),
    Function(
      "isURL", .kubernetes(1, 23), "Whether a text is an absolute URL or an absolute path.",
      ("isURL('rancher.example.com')", "false"),
      [
        .function(.string, .bool, cost: .traversal) { e, v in .bool(e.isURL(v)) }
      ]),
    part(
      "getScheme", .kubernetes(1, 23), "What stands before `://`.",
      ("url('https://rancher.example.com').getScheme()", #""https""#)
    ) { $0.scheme },
    part(
      "getHost", .kubernetes(1, 23), "The host with its port.",
      ("url('https://rancher.example.com:8443').getHost()", #""rancher.example.com:8443""#)
    ) { $0.host },
    part(
      "getHostname", .kubernetes(1, 23), "The host without its port.",
      ("url('https://rancher.example.com:8443').getHostname()", #""rancher.example.com""#)
    ) { $0.hostname },
    part(
      "getPort", .kubernetes(1, 23), "The port; '' where none is named.",
      ("url('https://rancher.example.com').getPort()", "\"\"")
    ) { $0.port },
    part(
      "getEscapedPath", .kubernetes(1, 23), "The path, as it is sent.",
      ("url('https://rancher.example.com/a b').getEscapedPath()", #""/a%20b""#)
    ) { $0.escapedPath },
    Function(
      "getQuery", .kubernetes(1, 23), "The values of each key of the query.",
      ("url('https://rancher.example.com/?a=1&a=2').getQuery()['a']", #"["1", "2"]"#),
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
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ body: @escaping @Sendable (ParsedURL) -> String
  ) -> Function {
    Function(
      name, origin, summary, example,
      [
        .member(.url, .string) { e, v in
          e.url(v).map { e.string(body($0)) } ?? e.error("invalid URL")
        }
      ])
  }
}

import Testing

@testable import Basics

@Suite("URLs")
struct ParsedURLTests {
  @Test(
    "have the parts that Go finds",
    arguments: [
      ("https://example.com:80/path", "https", "example.com:80", "example.com", "80", "/path"),
      ("https://[::1]:80/", "https", "[::1]:80", "::1", "80", "/"),
      ("https://[::1]/", "https", "[::1]", "::1", "", "/"), ("/path", "", "", "", "", "/path"),
      ("https://example.com", "https", "example.com", "example.com", "", ""),
      (
        "https://example.com/with space/", "https", "example.com", "example.com", "",
        "/with%20space/"
      ),
      (
        "HTTPS://user:p%40ss@Example.com/a%2fb?x#frag", "https", "Example.com", "Example.com", "",
        "/a%2fb"
      ),
      ("https:://kubernetes.io/", "https", "", "", "", ""),
      ("mailto:a@b", "mailto", "", "", "", ""),
      ("https://127.0.0.1/", "https", "127.0.0.1", "127.0.0.1", "", "/"),
      ("*", "", "", "", "", "*"),
      ("http://h:/", "http", "h:", "h", "", "/"),
      ("http://[fe80::1%25en0]:80/", "http", "[fe80::1%en0]:80", "fe80::1%en0", "80", "/"),
      ("http://b%C3%BCch.example/é", "http", "büch.example", "büch.example", "", "/%C3%A9"),
      ("//host/p", "", "host", "host", "", "/p"),
    ])
  func parts(
    text: String, scheme: String, host: String, hostname: String, port: String, path: String
  ) throws {
    let url = try ParsedURL(text)
    #expect(url.scheme == scheme)
    #expect(url.host == host)
    #expect(url.hostname == hostname)
    #expect(url.port == port)
    #expect(url.escapedPath == path)
  }

  @Test(
    "give their query's values by key",
    arguments: [
      ("https://e.com/?k1=a&k2=b&k2=c", ["k1=a", "k2=b,c"]), ("https://e.com/p?", []),
      ("https://e.com/p", []),
      ("/?key with spaces=value+with%20spaces", ["key with spaces=value with spaces"]),
      ("/?b=1&a=2", ["a=2", "b=1"]), ("/?a&=x&&b=", ["=x", "a=", "b="]),
      ("/?a=%zz&b=1;c=2&d=1=2", ["d=1=2"]),
      ("/?a=1#b=2", ["a=1"]),
    ])
  func query(text: String, expected: [String]) throws {
    let query = try ParsedURL(text).query
    #expect(query.map { "\($0.key)=\($0.values.joined(separator: ","))" } == expected)
  }

  @Test(
    "are refused with Go's reason",
    arguments: [
      ("../relative-path", "invalid URI for request"), ("", "empty url"), ("host:80/a b", ""),
      ("https://a:b:c/", "invalid port \":c\" after host"), ("http://[::1/", "missing ']' in host"),
      ("http://h/%zz", "invalid URL escape \"%zz\""),
      ("http://h%41/", "invalid URL escape \"%41\""),
      ("http://h|st/", "invalid character \"|\" in host name"),
      ("http://us er@h/", "net/url: invalid userinfo"),
      ("http://h/\u{7F}", "net/url: invalid control character in URL"),
      (":x", "missing protocol scheme"),
      ("http://h/%2", "invalid URL escape \"%2\""),
      ("http://[::1]x/", "invalid port \"x\" after host"),
    ])
  func refused(text: String, reason: String) {
    let quoted = QuotedText.go(text)
    let problem = withUTF8Bytes(text) { ParsedURL.problem(in: $0) }
    guard !reason.isEmpty else {
      // A scheme and an opaque rest: any text after the colon will do.
      #expect(problem == nil)
      return
    }
    #expect(problem == "parse \(quoted): \(reason)")
    #expect(
      throws: URLProblem(
        "URL parse error during conversion from string: parse \(quoted): \(reason)")
    ) { try ParsedURL(text) }
  }

  @Test("check the fragment only where the parts are asked for")
  func fragment() {
    #expect(withUTF8Bytes("/a?x=1#%zz") { ParsedURL.isURL($0) })
    #expect(
      throws: URLProblem(
        "URL parse error during conversion from string: parse \"/a?x=1\": "
          + "invalid URL escape \"%zz\"")
    ) { try ParsedURL("/a?x=1#%zz") }
  }
}

import Basics

/// A page in one file: no network, and nothing runs but the script that stands in the program.
package enum HTMLPage {
  /// A whole page around its body.
  package static func render(
    title: String, styles: [StaticString], script: StaticString,
    body: (inout MarkupWriter) -> Void
  ) -> [UInt8] {
    var html = MarkupWriter(isIndented: false)
    html.literal("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.literal("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
    html.empty(
      "meta",
      ["http-equiv": "Content-Security-Policy", "content": contentPolicy(styles, script)])
    html.element("title", text: title)
    for style in styles {
      html.literal("<style>")
      html.literal(style)
      html.literal("</style>\n")
    }
    html.literal("</head>\n<body>\n")
    body(&html)
    html.literal("<script>")
    html.literal(script)
    html.literal("</script>\n</body>\n</html>\n")
    return html.bytes
  }

  /// Names styles and script by their hashes.
  private static func contentPolicy(_ styles: [StaticString], _ script: StaticString) -> String {
    let allowed = styles.map { "'sha256-\(hash($0))'" }.joined(separator: " ")
    return "default-src 'none'; style-src \(allowed); script-src 'sha256-\(hash(script))'; "
      + "base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ text: StaticString) -> String {
    text.withUTF8Buffer { buffer in
      var sum = SHA256()
      sum.add(UnsafeRawBufferPointer(buffer))
      let digest = sum.digest()
      return digest.withUnsafeBufferPointer { Base64.encode($0) }
    }
  }
}

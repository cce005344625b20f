import Basics
import Findings
import Testing

@Suite("frames cut out of a source")
struct SourceFrameTests {
  /// Cuts a frame around the first occurrence of `text`.
  private func frame(
    around text: String, in source: String, hiding hidden: [String] = [], context: Int = 1
  ) throws -> SourceFrame {
    let bytes = Array(source.utf8)
    func range(of text: String) throws -> Range<Int> {
      let needle = Array(text.utf8)
      let start = try #require(
        bytes.indices.first { bytes[$0...].starts(with: needle) }, "\(text) is not there")
      return start..<(start + needle.count)
    }
    let span = try range(of: text)
    let line = bytes[..<span.lowerBound].count { $0 == 10 } + 1
    let region = Region(
      byteOffset: span.lowerBound, byteLength: span.count, line: line, column: 1)
    let ranges = try hidden.map(range)
    return bytes.withUnsafeBufferPointer {
      SourceFrame(around: region, in: $0, hiding: ranges, context: context)
    }
  }

  /// A frame as text, with carets under the mark.
  private func text(_ frame: SourceFrame) -> [String] {
    frame.lines.flatMap { line -> [String] in
      let shown = "\(line.number)|" + line.text
      guard let mark = line.mark else { return [shown] }
      return [
        shown,
        " |" + String(repeating: " ", count: mark.lowerBound)
          + String(repeating: "^", count: mark.count),
      ]
    }
  }

  @Test("a value with a line before and after; columns count code points")
  func middle() throws {
    let source = "a: 1\nb: é x\nc: 3\nd: 4\n"
    #expect(
      try text(frame(around: "x", in: source)) == ["1|a: 1", "2|b: é x", " |     ^", "3|c: 3"])
  }

  @Test("first line, last line, CRLF and no end of line", arguments: ["\n", "\r\n"])
  func edges(lineEnd: String) throws {
    let source = "a: 1" + lineEnd + "b: 2"
    #expect(try text(frame(around: "1", in: source)) == ["1|a: 1", " |   ^", "2|b: 2"])
    #expect(try text(frame(around: "2", in: source)) == ["1|a: 1", "2|b: 2", " |   ^"])
    #expect(try !frame(around: "2", in: source).isAltered)
  }

  @Test("a long span keeps its first lines")
  func longSpan() throws {
    let source = "x:\n" + (1...9).map { "  k\($0): v\n" }.joined() + "y: 1\n"
    let span = (1...9).map { "  k\($0): v\n" }.joined()
    let result = try frame(around: span, in: source)
    #expect(result.lines.map(\.number) == [1, 2, 3, 4, 5])
    #expect(result.lines.map { $0.mark == nil } == [true, false, false, false, false])
  }

  @Test("a hidden value reads (hidden), and the mark follows")
  func hiding() throws {
    let result = try frame(around: "s3cret", in: "k: s3cret # x\n", hiding: ["s3cret"])
    #expect(text(result) == ["1|k: (hidden) # x", " |   ^^^^^^^^"])
    #expect(result.isAltered)
  }

  @Test("a mark behind a hidden value moves with the text")
  func markBehindHidden() throws {
    let result = try frame(around: "x", in: "k: s3cret # x\n", hiding: ["s3cret"])
    #expect(text(result) == ["1|k: (hidden) # x", " |              ^"])
  }

  @Test(
    "what looks like a credential around the value is hidden",
    arguments: [
      ("server: x\ntoken: K10abc::server:s3cret\n", "2|token: (hidden)"),
      ("server: x\nDB_PASSWORD=s3cret\n", "2|DB_PASSWORD=(hidden)"),
      ("server: x\n  value: \"s3cret\"\n", "2|  value: \"(hidden)\""),
      ("server: x\nurl: https://me:s3cret@db/x\n", "2|url: https://(hidden)@db/x"),
      ("server: x\n" + String(repeating: "S3cret00", count: 8) + "\n", "2|(hidden)"),
      (
        "server: x\ndir: /var/lib/rancher/rke2/agent/etc/containerd/certs/registry/ca/file\n",
        "2|dir: /var/lib/rancher/rke2/agent/etc/containerd/certs/registry/ca/file"
      ),
    ])
  func credentials(source: String, expected: String) throws {
    let result = try frame(around: "x", in: source)
    #expect(text(result).last == expected)
  }

  @Test("a credential beside the value on one line is hidden, and the value is not")
  func oneLine() throws {
    let source = #"{"a":{"token":"s3cret","server":"x.y"},"password":"s3cret"}"#
    let result = try frame(around: "x.y", in: source)
    #expect(
      result.lines.first?.text
        == #"{"a":{"token":"(hidden)","server":"x.y"},"password":"(hidden)"}"#)
  }

  @Test("a credential within a marked object is hidden; a deciding value itself is shown")
  func objects() throws {
    let source = "a:\n  token: s3cret\n"
    let object = try frame(around: "token: s3cret\n", in: source)
    #expect(object.lines.last?.text == "  token: (hidden)")
    #expect(try frame(around: "s3cret", in: source).lines.last?.text == "  token: s3cret")
  }

  @Test("one very long line is cut on both sides, between code points")
  func longLine() throws {
    let filler = String(repeating: "é ", count: 5000)
    let result = try frame(around: "HERE", in: filler + "HERE" + filler)
    let line = try #require(result.lines.first)
    #expect(line.text.hasPrefix("…") && line.text.hasSuffix("…") && line.text.utf8.count < 500)
    #expect(!line.text.unicodeScalars.contains("\u{FFFD}"))
    let mark = try #require(line.mark)
    let scalars = Array(line.text.unicodeScalars)[mark]
    #expect(String(String.UnicodeScalarView(scalars)) == "HERE")
  }

  @Test("an empty source and a place at its end give no crash")
  func empty() {
    let region = Region(byteOffset: 5, line: 1, column: 1)
    let frame = SourceFrame(around: region, in: UnsafeBufferPointer(start: nil, count: 0))
    #expect(frame.lines.map(\.text) == [""])
  }

  @Test("in one long line, neighbours share what was searched and show the same as alone")
  func oneLongLine() throws {
    let key =
      "-----BEGIN PRIVATE KEY-----" + String(repeating: "MIIEvQIBADANBgkqhkiG9w", count: 150)
    let parts = (0..<400).map { "{\"name\":\"n\($0)\",\"password\":\"open\($0)sesame\"}," }
    let bytes = Array(
      (parts[..<200] + [key, "-----END PRIVATE KEY-----"] + parts[200...]).joined().utf8)
    let windows = CredentialWindows()
    var hiddenCount = 0
    bytes.withUnsafeBufferPointer { source in
      for offset in stride(from: 0, to: source.count - 8, by: 97) {
        let region = Region(byteOffset: offset, byteLength: 4, line: 1, column: offset + 1)
        let alone = SourceFrame(around: region, in: source, isEvidence: true)
        let shared = SourceFrame(
          around: region, in: source, isEvidence: true, windows: (windows, 0))
        #expect(alone == shared)
        let text = shared.lines.map(\.text).joined()
        #expect(!text.contains("sesame"))
        #expect(!text.contains("MIIEvQ"), "at \(offset): \(text)")
        if text.contains("(hidden)") { hiddenCount += 1 }
      }
    }
    #expect(hiddenCount > 200)
  }
}

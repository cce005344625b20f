import Documents

/// The lines that stand around the output of kubectl: its log and its warnings
/// (`kubectl get … > file 2>&1`), errors of other types, the prompt of a copied terminal.
struct OutputMessages {
  /// The text with blanks in place of the messages, so that every offset stays what it was.
  let output: SourceText
  /// The errors among them.
  let errors: [ErrorText]

  /// Bytes of a text that are looked at line by line; of a longer one, those of its beginning.
  private static let limit = 16 << 20

  /// nil where no message stands in a text, or nothing else.
  init?(in source: SourceText) {
    var found: [Range<Int>] = []
    var errors: [ErrorText] = []
    var start = 0
    let end = source.count <= OutputMessages.limit ? source.count : 1 << 16
    while start < end {
      let range = source.lineRange(at: start)
      let line = start..<max(start, range.upperBound)
      let isLast = line.upperBound + 2 >= source.count
      if OutputMessages.mayBegin(source.bytes[start]), !line.isEmpty, line.count < 4096 {
        let text = source.text(in: line)
        if let error = ErrorText(text) { errors.append(error) }
        if ErrorText(text) != nil || OutputMessages.isMessage(text, isLast: isLast) {
          found.append(line)
        }
      }
      start = line.upperBound + 1
    }
    guard !found.isEmpty else { return nil }
    var bytes = Array(source.buffer)
    for range in found { for i in range { bytes[i] = 0x20 } }
    guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
    output = SourceText(path: source.path, text: String(decoding: bytes, as: UTF8.self))
    self.errors = errors
  }

  /// Whether a message may begin with a byte. Values of JSON and nested lines of YAML do not.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte > 0x20 && !"{}[]\"-,".utf8.contains(byte)
  }

  private static func isMessage(_ line: String, isLast: Bool) -> Bool {
    if line.hasPrefix("Warning: ") || line.hasPrefix("Flag --") { return true }
    return isLog(line) || isPrompt(line, isLast: isLast)
  }

  /// `E0612 10:11:12.123456   12345 memcache.go:265] …`
  private static func isLog(_ line: String) -> Bool {
    let bytes = Array(line.utf8.prefix(6))
    guard bytes.count > 5, "EWIF".utf8.contains(bytes[0]),
      bytes[1..<5].allSatisfy({ (0x30...0x39).contains($0) }), bytes[5] == 0x20
    else { return false }
    return line.range(ofASCII: ".go:") != nil && line.utf8.contains(UInt8(ascii: "]"))
  }

  /// `user@host:~$ kubectl get pods`, or at the end a prompt that nothing follows.
  private static func isPrompt(_ line: String, isLast: Bool) -> Bool {
    let signs = "$#%>".utf8
    let text = trimmed(line)
    if isLast, let end = text.utf8.last, signs.contains(end) {
      return text.utf8.count == 1 || text.utf8.contains(UInt8(ascii: "@"))
    }
    for command in ["kubectl ", "oc "] {
      guard let behind = line.range(ofASCII: command) else { continue }
      let before = line[..<behind].dropLast(command.count)
      guard before.utf8.count < 200, before.utf8.last == 0x20 else { continue }
      if let sign = trimmed(String(before)).utf8.last, signs.contains(sign) { return true }
    }
    return false
  }

  /// Whether what is left begins like YAML or JSON of kubectl.
  var isDocuments: Bool {
    let bytes = output.buffer
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return false }
    if "{[".utf8.contains(bytes[first]) { return true }
    let text = output.text(in: first..<min(first + 16, output.count))
    return ["apiVersion:", "items:", "kind:", "---", "- "].contains(where: text.hasPrefix)
  }
}

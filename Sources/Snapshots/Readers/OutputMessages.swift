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
  /// A longer line is no message.
  private static let lineLimit = 4096
  /// Messages that are looked for. No output has more, and what follows is read as it stands.
  private static let messageLimit = 100_000

  /// nil if no message stands in a text, or nothing else.
  init?(in source: SourceText) {
    var found: [Range<Int>] = []
    var errors: [ErrorText] = []
    var start = 0
    let end = source.count <= OutputMessages.limit ? source.count : 1 << 16
    // What a message may hold anywhere; without it, its first byte tells nearly all lines apart.
    // Only the lines that are looked at count: a large text need not be read to its end.
    let reach = 0..<min(source.count, end + OutputMessages.lineLimit)
    let holdsInner = OutputMessages.innerWords.contains {
      source.firstOffset(of: $0, in: reach) != nil
    }
    while start < end, found.count < OutputMessages.messageLimit {
      let range = source.lineRange(at: start)
      let line = start..<max(start, range.upperBound)
      let isLast = line.upperBound + 2 >= source.count
      let first = source.bytes[start]
      if OutputMessages.mayBegin(first), !line.isEmpty,
        line.count < OutputMessages.lineLimit,
        holdsInner || isLast || OutputMessages.firstBytes.contains(first)
      {
        let text = source.text(in: line)
        // A thousand times the same error is one text.
        if let last = errors.last, last.message == text {
          errors.append(last)
          found.append(line)
        } else if let error = ErrorText(text) {
          errors.append(error)
          found.append(line)
        } else if OutputMessages.isMessage(text, isLast: isLast) {
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

  /// Words that messages are known by wherever they stand in a line: those of prompts and refusals.
  private static let innerWords: [StaticString] = ["kubectl ", "oc ", " is forbidden: User "]

  /// What all other messages begin with: their own words, a log's, a terminal's colours.
  private static let firstBytes = Set(
    (messageBeginnings + ErrorText.beginnings).compactMap(\.utf8.first) + "EWIF".utf8 + [escape])

  /// Whether a message may begin with a byte. Nested lines of YAML and most of JSON do not.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte > 0x20 && !"{}]\"-,".utf8.contains(byte) || byte == escape
  }

  private static let escape: UInt8 = 0x1B

  private static func isMessage(_ line: String, isLast: Bool) -> Bool {
    // Nothing but a terminal's colours begins so.
    if line.utf8.first == escape { return true }
    if messageBeginnings.contains(where: line.hasPrefix) { return true }
    return isLog(line) || isPrompt(line, isLast: isLast)
  }

  /// Of kubectl, of k3s' kubectl, of shells, and of `time`.
  private static let messageBeginnings = [
    "Warning: ", "WARNING: ", "warning: ", "Flag --", "time=\"", "sh: ", "bash: ", "-bash: ",
    "zsh: ",
    "real\t", "user\t", "sys\t",
  ]

  /// `E0612 10:11:12.123456   12345 memcache.go:265] …`
  private static func isLog(_ line: String) -> Bool {
    let bytes = Array(line.utf8.prefix(6))
    guard bytes.count > 5, "EWIF".utf8.contains(bytes[0]),
      bytes[1..<5].allSatisfy({ (0x30...0x39).contains($0) }), bytes[5] == 0x20
    else { return false }
    return line.range(ofASCII: ".go:") != nil && line.utf8.contains(UInt8(ascii: "]"))
  }

  /// `user@host:~$ kubectl get pods`, `+ kubectl get pods`, `kubectl get pods`; or at the end a
  /// prompt that nothing but `exit` follows.
  private static func isPrompt(_ line: String, isLast: Bool) -> Bool {
    var words = trimmed(line).split(separator: " ").prefix(40)
    if isLast {
      if words.count > 1, ["exit", "logout"].contains(words.last) { words.removeLast() }
      if isBarePrompt(words) { return true }
    }
    guard let command = words.firstIndex(where: isClient), command + 1 < words.endIndex else {
      return false
    }
    var before = words[..<command]
    while let last = before.last,
      ["sudo", "-E", "k3s", "rke2", "microk8s", "minikube", "--"]
        .contains(last)
    { before.removeLast() }
    guard let first = before.first, let last = before.last else { return true }
    return isSign(last) || ["+", "++", "❯", "➜", "λ"].contains(first)
  }

  /// A prompt by itself: `#`, `root@host:~#`, `host:~ #`, `PS C:\>`.
  private static func isBarePrompt(_ words: ArraySlice<Substring>) -> Bool {
    guard let first = words.first, let last = words.last, isSign(last) else { return false }
    if words.count == 1, last.utf8.count == 1 { return true }
    return first == "PS" || words.contains { $0.utf8.contains(UInt8(ascii: "@")) }
      || first.contains(":~") || first.contains(":/")
  }

  /// Whether a word ends as prompts do.
  private static func isSign(_ word: Substring) -> Bool {
    word.utf8.last.map { "$#%>".utf8.contains($0) } ?? false || word == "❯"
  }

  /// Whether a word names kubectl, with or without its path.
  private static func isClient(_ word: Substring) -> Bool {
    let name = word.split(separator: "/").last ?? ""
    return name == "kubectl" || name == "oc"
  }

  /// Whether what is left begins like YAML or JSON of kubectl.
  var looksLikeDocuments: Bool {
    let bytes = output.buffer
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return false }
    if "{[".utf8.contains(bytes[first]) { return true }
    let text = output.text(in: first..<min(first + 16, output.count))
    return ["apiVersion:", "items:", "kind:", "---", "- "].contains(where: text.hasPrefix)
  }
}

import Documents

/// Text that kubectl, or the shell around it, writes where an object was asked for.
enum KubectlText: Sendable, Hashable {
  /// An error message.
  case error(ErrorText)
  /// `No resources found`: looked, found none; the namespace that was looked in, or nil for all.
  case nothingFound(namespace: String?)
  /// A table for people; the words of its header.
  case table(header: [String])
  /// `kubectl api-resources`.
  case apiResources
  /// `kubectl api-versions`.
  case apiVersions
  /// `kubectl version`, or any text with a line `Server Version: …`.
  case version(String)
  /// `cluster-info dump` on standard output.
  case dump
  /// `/healthz`, `/readyz`: lines of `[+]…`.
  case health

  /// What a text is; nil where it may be YAML or JSON.
  static func recognised(_ source: SourceText) -> KubectlText? {
    let head = source.text(in: 0..<wholeCharacters(source, headBytes))
    let lines = head.split(whereSeparator: \.isNewline).map { trimmed(String($0)) }
    guard let first = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("Warning: ") }) else {
      return nil
    }
    if let text = ErrorText(first) { return .error(text) }
    if first.hasPrefix(nothing) {
      // Whatever else is there: the look-up did not end with that.
      let rest = lines.filter {
        !$0.isEmpty && !$0.hasPrefix(nothing) && !$0.hasPrefix("Warning: ")
      }
      if let text = rest.lazy.compactMap({ ErrorText($0) }).first { return .error(text) }
      return rest.isEmpty && source.count <= headBytes
        ? .nothingFound(namespace: namespace(first)) : nil
    }
    if first.hasPrefix("[+]") || first.hasPrefix("[-]") { return .health }
    if let version = serverVersion(lines) { return .version(version) }
    if hasLogMarker(source) { return .dump }
    if let header = tableHeader(first) {
      let isList = header.contains("APIVERSION") && header.contains("KIND")
      return isList && header.contains("NAMESPACED") ? .apiResources : .table(header: header)
    }
    return lines.count > 1 && lines.allSatisfy(isGroupVersion) ? .apiVersions : nil
  }

  private static let headBytes = 8192
  private static let nothing = "No resources found"

  /// At most `limit` bytes, cut between characters.
  private static func wholeCharacters(_ source: SourceText, _ limit: Int) -> Int {
    var end = min(source.count, limit)
    while end > 0, end < source.count, source.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// `No resources found in default namespace.`
  private static func namespace(_ line: String) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 6, words[3] == "in", words[5].hasPrefix("namespace") else { return nil }
    return words[4]
  }

  private static func serverVersion(_ lines: [String]) -> String? {
    for line in lines where line.hasPrefix("Server Version:") {
      let rest = trimmed(String(line.dropFirst("Server Version:".count)))
      if !rest.hasPrefix("version.Info") { return rest.hasPrefix("v") ? rest : nil }
      // `version.Info{Major:"1", …, GitVersion:"v1.21.5", …}` of older kubectl.
      guard let start = rest.range(ofASCII: "GitVersion:\"") else { return nil }
      return String(rest[start...].prefix { $0 != "\"" })
    }
    return nil
  }

  /// Headers are words in capitals, set apart by several blanks.
  private static func tableHeader(_ line: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var blanks = 0
    for byte in line.utf8 {
      if byte == 0x20 || byte == 0x09 {
        blanks += 1
        continue
      }
      let isCapital =
        (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || [UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "%")]
          .contains(byte)
      guard isCapital else { return nil }
      if blanks > 1, !word.isEmpty {
        words.append(word)
        word = ""
      } else if blanks == 1, !word.isEmpty {
        word += " "
      }
      blanks = 0
      word.unicodeScalars.append(Unicode.Scalar(byte))
    }
    if !word.isEmpty { words.append(word) }
    let isTable = words.count >= 2 || words == ["NAME"]
    return isTable && (words[0] == "NAME" || words[0] == "NAMESPACE" || words.contains("AGE"))
      ? words : nil
  }

  private static func isGroupVersion(_ line: String) -> Bool {
    let parts = line.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let version = parts.last, version.utf8.first == UInt8(ascii: "v"),
      version.utf8.count >= 2, !line.contains(" "), !line.contains(":")
    else { return false }
    return version.utf8.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false
  }

  /// Whether a line begins with the marker that a dump puts before logs.
  private static func hasLogMarker(_ source: SourceText) -> Bool {
    let first = source.count > 0 ? source.bytes[0] : 0
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "a") || first == UInt8(ascii: "=")
    else { return false }
    return source.firstOffset(of: logMarker, from: 0).map {
      $0 == 0 || source.bytes[$0 - 1] == 0x0A
    } ?? false
  }

  private static let logMarker: StaticString = "==== START logs for container "

  /// A dump from standard output with its logs blanked out, so that only the lists are left and
  /// every offset stays what it was.
  static func withoutLogs(_ source: SourceText) -> SourceText {
    var bytes = Array(source.buffer)
    var cursor = 0
    while let start = source.firstOffset(of: logMarker, from: cursor) {
      var end = source.count
      if let marker = source.firstOffset(of: "\n==== END logs for container ", from: start) {
        end = source.lineRange(at: marker + 1).upperBound
      }
      for i in start..<end where bytes[i] != 0x0A { bytes[i] = 0x20 }
      cursor = end
    }
    return SourceText(path: source.path, text: String(decoding: bytes, as: UTF8.self))
  }
}

/// An error message of kubectl, taken apart.
struct ErrorText: Sendable, Hashable {
  let message: String
  /// The plural that the message names, or nil.
  let resource: String?
  /// The API group that it names.
  let group: String?
  /// Whether the API server refused, rather than failed.
  let isForbidden: Bool
  /// Whether the API server does not serve the type.
  let isUnserved: Bool

  /// nil where the line is no error message.
  init?(_ line: String) {
    let beginnings = [
      "Error from server", "error: ", "Error: ", "Unable to connect to the server",
      "The connection to the server", "couldn't get ", "forbidden", "the server ",
    ]
    guard beginnings.contains(where: line.hasPrefix) || line.contains(" is forbidden: User ")
    else { return nil }
    message = line
    isForbidden = line.contains("Forbidden") || line.contains("forbidden")
    let unserved = "the server doesn't have a resource type \""
    if let start = line.range(ofASCII: unserved) {
      let word = String(line[start...].prefix { $0 != "\"" })
      isUnserved = true
      resource = word
      group = nil
      return
    }
    isUnserved = line.contains("could not find the requested resource")
    resource = ErrorText.word(after: "resource \"", in: line)
    group = ErrorText.word(after: "API group \"", in: line)
  }

  private static func word(after text: String, in line: String) -> String? {
    guard let start = line.range(ofASCII: text) else { return nil }
    return String(line[start...].prefix { $0 != "\"" })
  }
}

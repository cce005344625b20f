import Documents

/// Text that kubectl, or the shell around it, writes where an object was asked for.
enum KubectlText: Sendable, Hashable {
  /// An error message.
  case error(ErrorText)
  /// `No resources found`: looked, found none; the namespace that was searched, or nil for all.
  case nothingFound(namespace: String?)
  /// A table for people; the words of its header.
  case table(header: [String])
  /// `kubectl api-resources`.
  case apiResources
  /// `kubectl api-versions`.
  case apiVersions
  /// `kubectl version`: that of the server.
  case version(String)
  /// `cluster-info dump` on standard output.
  case dump
  /// `/healthz`, `/readyz`: lines of `[+]…`.
  case health
  /// `kubectl describe`.
  case description

  /// Bytes of a text that are looked at: what is longer than that is not a message.
  private static let headBytes = 8192

  /// What a text is; nil if it may be YAML or JSON.
  ///
  /// It follows from all of the text: a line that looks like a message may stand in any file, and
  /// what stands below it may say otherwise.
  static func recognised(_ source: SourceText) -> KubectlText? {
    let form = form(of: source)
    // What stands above an object says nothing about the object.
    return form == nil || form == .dump || !EvidenceDoubt.hasObjectLine(source) ? form : nil
  }

  private static func form(of source: SourceText) -> KubectlText? {
    // The first line of YAML and JSON is no message: the others are seldom looked at.
    let lines = HeadLines(rest: source.text(in: 0..<wholeCharacters(source, headBytes))[...])
    guard let first = lines.first(where: { _ in true }) else { return nil }
    let isWhole = source.count <= headBytes
    if let error = error(lines, isWhole: isWhole) { return .error(error) }
    if isWhole {
      if lines.allSatisfy({ $0.hasPrefix("No resources found") }) {
        return .nothingFound(namespace: namespace(first))
      }
      if lines.allSatisfy(isHealth) { return .health }
      if let version = serverVersion(lines) { return .version(version) }
    }
    if first.hasPrefix("Name:  "),
      lines.contains(where: { $0.hasPrefix("Labels:  ") || $0.hasPrefix("Annotations:  ") })
    {
      return .description
    }
    if hasLogMarker(source) { return .dump }
    if let header = tableHeader(first) {
      let isList = header.contains("APIVERSION") && header.contains("KIND")
      return isList && header.contains("NAMESPACED") ? .apiResources : .table(header: header)
    }
    return isGroupVersion(first) && lines.dropFirst().contains { _ in true }
      && lines.allSatisfy(isGroupVersion) ? .apiVersions : nil
  }

  /// The error that a text begins with, or that follows `No resources found`. Only where nothing
  /// else stands in the text does it prove that a type is not served.
  private static func error(_ lines: HeadLines, isWhole: Bool) -> ErrorText? {
    func isNothing(_ line: String) -> Bool { line.hasPrefix("No resources found") }
    guard let first = lines.first(where: { !isNothing($0) }), var error = ErrorText(first) else {
      return nil
    }
    let others = lines.drop(while: isNothing).dropFirst().map { ErrorText($0) }
    if error.isUnserved, let other = others.first(where: { $0?.isUnserved == false }) {
      return other
    }
    let isAlone = isWhole && !lines.contains(where: isNothing) && !others.contains(nil)
    error.isUnserved = error.isUnserved && isAlone
    return error
  }

  private static func isHealth(_ line: String) -> Bool {
    line.hasPrefix("[+]") || line.hasPrefix("[-]")
      || ["healthz", "livez", "readyz"].contains { line.hasPrefix("\($0) check ") }
  }

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

  /// The server's version where all lines are those of `kubectl version`, or of `oc version`, which
  /// gives Kubernetes' version a line of its own.
  private static func serverVersion(_ lines: HeadLines) -> String? {
    let beginnings = [
      "Client Version:", "Kustomize Version:", "Server Version:", "Kubernetes Version:", "WARNING:",
      "Flag --short has been deprecated",
    ]
    guard lines.allSatisfy({ line in beginnings.contains(where: line.hasPrefix) }) else {
      return nil
    }
    for name in ["Kubernetes Version:", "Server Version:"] {
      let found = lines.filter { $0.hasPrefix(name) }.map {
        gitVersion(in: String($0.dropFirst(name.count)))
      }
      guard let first = found.first else { continue }
      return found.allSatisfy { $0 == first } ? first : nil
    }
    return nil
  }

  private static func gitVersion(in text: String) -> String? {
    let text = trimmed(text)
    if !text.hasPrefix("version.Info") { return text.hasPrefix("v") ? text : nil }
    // `version.Info{Major:"1", …, GitVersion:"v1.21.5", …}` of older kubectl.
    guard let start = text.range(ofASCII: "GitVersion:\"") else { return nil }
    return String(text[start...].prefix { $0 != "\"" })
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

  static func isGroupVersion(_ line: String) -> Bool {
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

  /// The namespaces in the first column of a table, in their order; nil if a line is not a row, or
  /// if they are not ordered as the API server lists them: then part of it may be missing.
  static func namespaces(inTable source: SourceText) -> [String]? {
    var names: [String] = []
    for range in source.lineRanges.dropFirst() {
      let line = source.text(in: range)
      if line.hasPrefix("Warning: ") || trimmed(line).isEmpty { continue }
      let words = line.split(separator: " ").map(String.init)
      guard !line.hasPrefix(" "), words.count > 1, ErrorText(line) == nil else { return nil }
      if let last = names.last {
        if last.equalsByBytes(words[0]) { continue }
        guard (last + "/").precedesByBytes(words[0] + "/") else { return nil }
      }
      names.append(words[0])
    }
    return names
  }

  /// The text with `""` for each `"null"`, which support-bundle-kit writes in its place, so that
  /// every offset stays what it was.
  static func withEmptyTexts(_ source: SourceText) -> SourceText {
    let null: StaticString = "\"null\""
    var bytes = Array(source.buffer)
    var cursor = 0
    while let start = source.firstOffset(of: null, from: cursor) {
      bytes[start + 1] = UInt8(ascii: "\"")
      for i in start + 2..<start + null.utf8CodeUnitCount { bytes[i] = 0x20 }
      cursor = start + null.utf8CodeUnitCount
    }
    return SourceText(path: source.path, text: String(decoding: bytes, as: UTF8.self))
  }

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

/// The lines of a text's beginning, one after the other as they are asked for: trimmed, without
/// empty ones and kubectl's warnings.
private struct HeadLines: Sequence, IteratorProtocol {
  var rest: Substring

  mutating func next() -> String? {
    while !rest.isEmpty {
      let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
      let line = trimmed(String(rest[..<end]))
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
      if !line.isEmpty, !line.hasPrefix("Warning: ") { return line }
    }
    return nil
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
  fileprivate(set) var isUnserved: Bool

  /// What error messages begin with; others say ` is forbidden: User ` within.
  static let beginnings = [
    "Error from server", "error: ", "Error: ", "Unable to connect to the server",
    "The connection to the server", "couldn't get ", "forbidden", "the server ",
  ]

  /// nil if the line is no error message.
  init?(_ line: String) {
    guard
      ErrorText.beginnings.contains(where: line.hasPrefix)
        || line.range(ofASCII: " is forbidden: User ") != nil
    else { return nil }
    message = line
    isForbidden = line.range(ofASCII: "Forbidden") != nil || line.range(ofASCII: "forbidden") != nil
    let unserved = "the server doesn't have a resource type \""
    if let start = line.range(ofASCII: unserved) {
      let word = String(line[start...].prefix { $0 != "\"" })
      isUnserved = true
      resource = word
      group = nil
      return
    }
    isUnserved = line.range(ofASCII: "could not find the requested resource") != nil
    resource = ErrorText.word(after: "resource \"", in: line)
    group = ErrorText.word(after: "API group \"", in: line)
  }

  private static func word(after text: String, in line: String) -> String? {
    guard let start = line.range(ofASCII: text) else { return nil }
    return String(line[start...].prefix { $0 != "\"" })
  }
}

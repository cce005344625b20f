import Basics
import Documents
import Findings

/// The form of `probes/<from>/rancher.json`. What breaks it is no probe: it says nothing, and a
/// problem says where.
enum ProbeForm {
  /// Elements of a list (a chain of certificates, addresses), and bytes of all of its texts. TLS
  /// takes some 100,000 bytes, and a chain has three or four.
  private static let elementLimit = 1000
  private static let textLimit = 1 << 18

  /// What is wrong with the form of a probe, and where; nil if nothing is.
  static func flaw(
    _ probe: DocumentValue, _ type: ObjectDeclaration, at path: String = ""
  ) -> (message: String, place: SourcePlace?)? {
    guard probe.value.tag == .map else {
      return ("\(path.isEmpty ? "a probe" : path) must be a map", probe.place)
    }
    for (key, value) in probe.entries {
      let name = path.isEmpty ? key : "\(path).\(key)"
      guard let declaration = type.field(key) else {
        // A misspelt field would be one that is not there.
        guard let near = closestWord(to: key, among: type.fields.map(\.name)) else { continue }
        return ("unknown field \(name): did you mean \(near)?", value.place)
      }
      if value.value.tag == .hidden { continue }
      if let flaw = flaw(value, declaration.type, at: name) { return flaw }
    }
    guard path.isEmpty else { return nil }
    if !isGiven(probe["url"]) { return ("a probe must have its url", probe.place) }
    if !isGiven(probe["status"]), !isGiven(probe["error"]) {
      return ("a probe must have what came of it: status or error", probe.place)
    }
    if let tls = probe["tls"], tls["verified"]?.bool == true, isGiven(tls["error"]) {
      return ("tls says that the chain was verified, and why it was not", tls["error"]?.place)
    }
    return textFlaw(probe)
  }

  /// What is wrong with a text or a number that must have a form.
  private static func textFlaw(_ probe: DocumentValue) -> (message: String, place: SourcePlace?)? {
    if let url = probe["url"], let text = url.string, !isURL(text) {
      return ("url must be one of http or https, with a host", url.place)
    }
    for (name, status) in [
      ("status", probe["status"]), ("webSocket.status", probe["webSocket"]?["status"]),
    ] {
      if let status, let number = status.int, !(100...599).contains(number) {
        return ("\(name) must be a status of HTTP, from 100 to 599", status.place)
      }
    }
    if let sum = probe["caChecksum"], let text = sum.string, !isChecksum(text) {
      return (
        "caChecksum must be 64 digits in lower-case hexadecimal, or empty for no private CA",
        sum.place
      )
    }
    if let time = probe["time"], let text = time.string, Timestamp(rfc3339: text) == nil {
      return ("time must be RFC 3339, such as 2026-11-23T07:20:20Z", time.place)
    }
    if let date = probe["serverDate"], let text = date.string, !text.isEmpty, !isDate(text) {
      return (
        "serverDate must be a Date header, such as Mon, 23 Nov 2026 07:20:20 GMT, or RFC 3339",
        date.place
      )
    }
    return nil
  }

  private static func isURL(_ text: String) -> Bool {
    // Servers take no longer ones.
    guard text.utf8.count <= 8192, let url = try? ParsedURL(text) else { return false }
    return ["http", "https"].contains(asciiLowercased(url.scheme)) && !url.hostname.isEmpty
  }

  private static func isChecksum(_ text: String) -> Bool {
    text.isEmpty
      || text.utf8.count == 64
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func isDate(_ text: String) -> Bool {
    if Timestamp(rfc3339: text) != nil { return true }
    // `Mon, 23 Nov 2026 07:20:20 GMT`, the one form that servers may write.
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return words.count == 6 && words[0].utf8.count == 4 && words[0].hasSuffix(",")
      && words[1].utf8.count == 2 && words[5] == "GMT"
      && Timestamp(openssl: "\(words[2]) \(words[1]) \(words[4]) \(words[3]) GMT") != nil
  }

  /// Whether a field says anything: programs write `null` or an empty text where there is nothing.
  private static func isGiven(_ value: DocumentValue?) -> Bool {
    guard let value else { return false }
    return !value.isNull && value.string?.isEmpty != true
  }

  /// What of a probe counts as unknown, or is not read: certificates that cannot be read, fields
  /// that nobody knows.
  static func doubts(about probe: DocumentValue) -> [Problem] {
    let fields = probe.entries.filter { Declarations.probe.field($0.key) == nil }
      .prefix(ProblemTally.placeLimit).map { field in
        Problem(
          "unread-file", .note, "nothing is read from this field: a probe has none of its name",
          place: field.value.place)
      }
    return fields + unread(probe)
  }

  private static func unread(_ probe: DocumentValue) -> [Problem] {
    (probe["tls"]?["chain"]?.elements ?? []).filter { ProbeFacts.certificates(in: $0) == nil }
      .prefix(ProblemTally.placeLimit).map { element in
        Problem(
          "doubtful-file", .warning,
          "the text of the chain is not a PEM certificate, and counts as an unknown one",
          place: element.place)
      }
  }

  private static func flaw(
    _ value: DocumentValue, _ type: FieldType, at path: String
  ) -> (message: String, place: SourcePlace?)? {
    // What was not recorded may be said to be null.
    if value.isNull { return nil }
    switch type {
    case .object(let object) where object.name != Declarations.certificate.name:
      return flaw(value, object, at: path)
    case .object, .string:
      return value.string == nil ? ("\(path) must be text", value.place) : nil
    case .int:
      return value.int == nil ? ("\(path) must be a whole number", value.place) : nil
    case .bool: return value.bool == nil ? ("\(path) must be true or false", value.place) : nil
    case .list(let element):
      guard value.value.tag == .list else { return ("\(path) must be a list", value.place) }
      let elements = value.elements
      if elements.count > ProbeForm.elementLimit
        || elements.reduce(0, { $0 + ($1.string?.utf8.count ?? 0) }) > ProbeForm.textLimit
      {
        return ("\(path) is longer than any that a server can send", value.place)
      }
      if let null = elements.first(where: \.isNull) {
        return ("\(path) must hold no null", null.place)
      }
      return elements.lazy.compactMap { flaw($0, element, at: path) }.first
    case .double, .timestamp, .dyn, .map: return nil
    }
  }
}

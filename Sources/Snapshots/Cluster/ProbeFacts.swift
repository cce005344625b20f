import Basics
import Documents
import Findings

/// A recorded probe with its certificates taken apart (an expression cannot read PEM), and without
/// the fields that say that there is nothing to say.
struct ProbeFacts {
  private let builders: FactBuilders
  private let reasons: ReasonTable

  init(_ builders: FactBuilders, _ reasons: ReasonTable) {
    self.builders = builders
    self.reasons = reasons
  }

  // MARK: Form

  /// What is wrong with the form of a probe, and where; nil where nothing is.
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
    return nil
  }

  /// Whether a field says anything: programs write `null` or an empty text where there is nothing.
  private static func isGiven(_ value: DocumentValue?) -> Bool {
    guard let value else { return false }
    return !value.isNull && value.string?.isEmpty != true
  }

  /// What of a probe counts as unknown: certificates that cannot be read.
  static func doubts(about probe: DocumentValue) -> [Problem] {
    (probe["tls"]?["chain"]?.elements ?? []).filter { certificates(in: $0) == nil }
      .prefix(ProblemTally.placeLimit).map { element in
        Problem(
          "doubtful-file", .warning,
          "the text of the chain is no certificate in PEM, and counts as an unknown one",
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
      if let null = value.elements.first(where: \.isNull) {
        return ("\(path) must hold no null", null.place)
      }
      return value.elements.lazy.compactMap { flaw($0, element, at: path) }.first
    case .double, .timestamp, .dyn, .map: return nil
    }
  }

  // MARK: Value

  /// The probe's value; nil where it is as it was recorded.
  func value(_ probe: Value) -> Value? {
    let document = DocumentValue(probe, in: builders.store)
    guard needsChange(document), let place = document.place,
      let builder = builders.builder(for: place.source)
    else { return nil }
    push(document, builder)
    return builder.finish()
  }

  /// The fields of a probe that are maps themselves.
  private static let parts: Set<String> = ["tls", "webSocket", "resolved", "connected"]

  private func isPart(_ key: String, _ value: DocumentValue) -> Bool {
    ProbeFacts.parts.contains(key) && value.value.tag == .map
  }

  /// Whether a map has a field that says nothing, or a chain of certificates.
  private func needsChange(_ map: DocumentValue, isPart: Bool = false) -> Bool {
    map.entries.contains { key, value in
      isNothing(key, value) || isPart && key == "chain"
        || !isPart && self.isPart(key, value) && needsChange(value, isPart: true)
    }
  }

  private func isNothing(_ key: String, _ value: DocumentValue) -> Bool {
    value.isNull || key == "error" && value.string?.isEmpty == true
  }

  private func push(_ map: DocumentValue, _ builder: DocumentBuilder, isPart: Bool = false) {
    builder.beginMap(at: map.place?.offset ?? 0)
    for (key, value) in map.entries where !isNothing(key, value) {
      builder.key(key)
      if isPart, key == "chain", value.value.tag == .list {
        push(chain: value, builder)
      } else if !isPart, self.isPart(key, value) {
        push(value, builder, isPart: true)
      } else {
        builder.link(value.value)
      }
    }
    builder.endMap()
  }

  private func push(chain: DocumentValue, _ builder: DocumentBuilder) {
    builder.beginList(at: chain.place?.offset ?? 0)
    var isWhole = true
    for element in chain.elements {
      guard let certificates = ProbeFacts.certificates(in: element) else {
        isWhole = false
        continue
      }
      for var facts in certificates {
        facts.offset = element.place?.offset ?? chain.place?.offset ?? 0
        facts.push(builder)
      }
    }
    builder.endList(tail: isWhole ? 0 : unread)
  }

  private var unread: UInt32 {
    reasons.number(
      of: MissingEvidence(
        .probe, "a certificate of the chain cannot be read",
        collect: CollectionStep(.probe, "probes/pod/rancher.json, tls.chain: each in PEM")))
  }

  /// The certificates of a text; nil where it holds anything else, or nothing.
  private static func certificates(in element: DocumentValue) -> [CertificateFacts]? {
    guard let pem = element.string, let path = element.place?.source.path else { return nil }
    let source = SourceText(path: path, text: pem)
    let found = CertificateFacts.all(in: source, path: path)
    return found.isEmpty || found.count < CertificateFacts.count(in: source) ? nil : found
  }
}

import Basics
import Documents

/// A recorded probe with its certificates taken apart: an expression cannot read PEM.
enum ProbeFacts {
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
    if probe["url"] == nil { return ("a probe must have its url", probe.place) }
    let answers = ["status", "error", "tls", "webSocket", "resolved", "connected"]
    if answers.allSatisfy({ probe[$0] == nil }) {
      return ("a probe must have what came of it: status or error", probe.place)
    }
    return nil
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
      return value.elements.lazy.compactMap { flaw($0, element, at: path) }.first
    case .double, .timestamp, .dyn, .map: return nil
    }
  }

  /// The probe's value; nil where it is no map, or has no chain to take apart.
  static func value(_ probe: Value, _ builders: FactBuilders) -> Value? {
    let document = DocumentValue(probe, in: builders.store)
    guard let tls = document["tls"], let chain = tls["chain"], chain.value.tag == .list,
      let place = chain.place, let builder = builders.builder(for: place.source)
    else { return nil }
    let path = place.source.path
    var certificates: [CertificateFacts] = []
    for element in chain.elements {
      guard let pem = element.string else { continue }
      for var facts in CertificateFacts.all(in: SourceText(path: path, text: pem), path: path) {
        facts.offset = element.place?.offset ?? place.offset
        certificates.append(facts)
      }
    }
    builder.beginMap(at: document.place?.offset ?? 0)
    for (key, value) in document.entries {
      builder.key(key)
      guard key == "tls" else {
        builder.link(value.value)
        continue
      }
      builder.beginMap(at: tls.place?.offset ?? 0)
      for (key, value) in tls.entries {
        builder.key(key)
        guard key == "chain" else {
          builder.link(value.value)
          continue
        }
        builder.beginList(at: place.offset)
        for facts in certificates { facts.push(builder) }
        builder.endList()
      }
      builder.endMap()
    }
    builder.endMap()
    return builder.finish()
  }
}

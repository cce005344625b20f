import Basics
import Documents

// A template that keeps what was declared already.

extension TargetTemplate {
  /// A template with the values of a target file and of the command line, which wins.
  ///
  /// What is wrong with the file is said where it is judged; here its values are copied.
  public init(
    keeping file: String?, overrides: TargetOverrides = TargetOverrides(),
    options: SnapshotOptions = SnapshotOptions()
  ) {
    let store = DocumentStore()
    var reader = TargetReader(store: store, reasons: ReasonTable(), options: options)
    var given = GivenFields()
    if let document = file.flatMap({ reader.document(inFile: $0) }) {
      given.add(Declarations.target, of: document, at: [])
    }
    if let version = overrides.rancherVersion { given.add(version, at: "rancher.version") }
    if let url = overrides.rancherURL { given.add(url, at: "rancher.url") }
    self.init(entries: given.entries)
  }
}

/// The values of a target as lines of a template.
private struct GivenFields {
  var entries: [String: TargetTemplate.Entry] = [:]

  /// The fields of a declared object that are not blank. An object that is declared as a whole is
  /// one value: a field that it leaves out is not there, and one that is blank is not known.
  mutating func add(_ type: ObjectDeclaration, of map: DocumentValue, at path: [String]) {
    for field in type.fields where !field.isComputed {
      guard let value = map[field.name], !value.isNull else { continue }
      let path = path + [field.name]
      if case .object(let inner) = field.type, !inner.isWhole, value.value.tag == .map {
        add(inner, of: value, at: path)
      } else {
        add(value, at: path.joined(separator: "."))
      }
    }
  }

  private mutating func add(_ value: DocumentValue, at path: String) {
    entries[path] =
      Self.flow(value).map { TargetTemplate.Entry(value: $0) } ?? Self.hidden
  }

  mutating func add(_ text: String, at path: String) {
    let isCredential = CredentialText.occurs(in: text)
    entries[path] = isCredential ? Self.hidden : TargetTemplate.Entry(value: QuotedText.json(text))
  }

  private static let hidden = TargetTemplate.Entry(
    comment: "What was given may hold a credential, and is not repeated: write it again.")

  private static func number(_ value: Double) -> String {
    if value.isNaN { return ".nan" }
    return value.isFinite ? String(value) : value < 0 ? "-.inf" : ".inf"
  }

  /// A value as YAML in one line; nil if a credential is in it.
  private static func flow(_ value: DocumentValue) -> String? {
    switch value.value.tag {
    case .null: return "null"
    case .bool: return value.bool.map { String($0) }
    case .int: return value.int.map { String($0) }
    case .double: return value.double.map(number)
    case .string:
      return value.string.flatMap { CredentialText.occurs(in: $0) ? nil : QuotedText.json($0) }
    case .list:
      let items = value.elements.map(flow)
      guard items.allSatisfy({ $0 != nil }) else { return nil }
      return "[" + items.compactMap { $0 }.joined(separator: ", ") + "]"
    case .map:
      let items = value.entries.map { key, item in flow(item).map { (key, $0) } }
      guard items.allSatisfy({ $0 != nil }) else { return nil }
      return "{"
        + items.compactMap { $0.map { "\(QuotedText.json($0.0)): \($0.1)" } }
        .joined(separator: ", ") + "}"
    default: return nil
    }
  }
}

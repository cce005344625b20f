import Basics
import Documents
import Findings

/// Reads a target file by its declaration: checks fields and types, hides credentials, and makes
/// what is not declared unknown.
struct TargetReader {
  let store: DocumentStore
  let reasons: ReasonTable
  let options: SnapshotOptions
  private let builders: FactBuilders
  private var problems: [Problem] = []
  private var files: [Artifact] = []
  private var path: String?
  private var overrides = TargetOverrides()
  /// What caFile holds; nil if it was not read.
  private var authority: (checksum: String, certificates: Value)?

  init(store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions) {
    self.store = store
    self.reasons = reasons
    self.options = options
    builders = FactBuilders(store)
  }

  // MARK: The file

  /// The first document of a target file; nil if it could not be read.
  mutating func document(inFile file: String) -> DocumentValue? {
    switch SourceText.read(file: file, path: InputWalk.cleaned(file), limits: options.limits) {
    case .failure(let error):
      let help = InputWalk.similarName(to: file).map { "did you mean \($0)?" }
      problems.append(
        Problem(
          "unreadable-target", .error, isFatal: true, "the target file \(error.message)",
          stage: .target, path: file, help: help))
      return nil
    case .success(let source):
      note(source)
      return document(in: source)
    }
  }

  private mutating func note(_ source: SourceText) {
    let sum = options.hashesFiles ? checksum(source.buffer) : nil
    files.append(
      Artifact(path: source.path, length: source.count, sha256: sum, role: .target))
  }

  /// Bytes of a target file, which people write.
  private static let sizeLimit = 1 << 20

  mutating func document(in source: SourceText) -> DocumentValue? {
    guard source.count <= TargetReader.sizeLimit else {
      report(
        "the target file is larger than \(TargetReader.sizeLimit) bytes", nil, path: source.path)
      return nil
    }
    var reading = ReadingOptions()
    reading.limits = options.limits
    let result = store.readEvidence(source, as: .configuration, options: reading)
    for flaw in result.flaws {
      problems.append(
        Problem(
          flaw, "invalid-target", flaw.losesContent ? .error : .warning,
          isFatal: flaw.losesContent, stage: .target, path: source.path))
    }
    guard let first = result.documents.first else {
      if result.flaws.isEmpty {
        report("the target file is empty", nil, path: source.path)
      }
      return nil
    }
    if result.documents.count > 1 {
      report(
        "the target file holds more than one document",
        DocumentValue(result.documents[1], in: store))
    }
    return DocumentValue(first, in: store)
  }

  private mutating func report(
    _ message: String, _ value: DocumentValue?, path: String? = nil, help: String? = nil
  ) {
    problems.append(
      Problem(
        "invalid-target", .error, isFatal: true, message, stage: .target,
        path: path ?? self.path, place: value?.place, help: help))
  }

  // MARK: The value

  mutating func target(
    _ document: DocumentValue?, path: String?, overrides: TargetOverrides
  ) -> Target {
    self.path = path.map(InputWalk.cleaned)
    self.overrides = overrides
    if let document, document.value.tag != .map, !document.isNull {
      report("the target file must be a map", document)
    }
    let map = document.flatMap { $0.value.tag == .map ? $0 : nil }
    if let schema = map?["schema"], schema.int != 1 { report("schema must be 1", schema) }
    checkNames(map, Declarations.target, at: [])
    readAuthority(map?["rancher"]?["caFile"])
    let value: Value
    if case .value(let built) = object(Declarations.target, map, at: []) {
      value = built
    } else {
      value = Value(.unknown, payload: UInt64(ReasonTable.overflow))
    }
    builders.finish()
    let version = text("version", overrides.rancherVersion, map)
    return Target(
      value: value, rancherVersion: version.map(TargetReader.withoutPrefix),
      rancherURL: text("url", overrides.rancherURL, map).flatMap {
        TargetReader.holdsCredential($0) ? nil : $0
      },
      path: self.path,
      problems: problems.sorted(by: Problem.isOrderedBefore), files: files)
  }

  private func text(_ field: String, _ override: String?, _ map: DocumentValue?) -> String? {
    override ?? map?["rancher"]?[field]?.string
  }

  /// Whether a URL names a user, with a password or without, or holds a token in what follows.
  private static func holdsCredential(_ url: String) -> Bool {
    if CredentialText.occurs(in: url) { return true }
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains("@")
  }

  /// `v2.9.3` is meant as `2.9.3`.
  private static func withoutPrefix(_ version: String) -> String {
    version.hasPrefix("v") ? String(version.dropFirst()) : version
  }

  private mutating func checkNames(
    _ map: DocumentValue?, _ type: ObjectDeclaration, at path: [String]
  ) {
    let known = type.fields.filter { !$0.isComputed }.map(\.name) + (path.isEmpty ? ["schema"] : [])
    for (key, value) in map?.entries ?? [] where !known.contains(key) {
      let name = (path + [key]).joined(separator: ".")
      let help = closestWord(to: key, among: known).map { "did you mean \($0)?" }
      report("unknown field \(name)", value, help: help)
    }
  }

  /// A declared object; fields that the map does not have are unknown, or not there where the
  /// object is declared as a whole.
  private mutating func object(
    _ type: ObjectDeclaration, _ map: DocumentValue?, at path: [String]
  ) -> FactField {
    var fields: [(String, FactField)] = []
    for declaration in type.fields {
      let name = declaration.name
      fields.append((name, field(declaration, map, type, at: path + [name])))
    }
    return builders.object(fields)
  }

  private mutating func field(
    _ declaration: Declaration, _ map: DocumentValue?, _ parent: ObjectDeclaration,
    at path: [String]
  ) -> FactField {
    if let override = overridden(path) { return override }
    let value = map?[declaration.name]
    // What was left blank declares nothing; `{}` says that there is none.
    guard let value, !isBlank(value) else {
      if let computed = computed(path) { return computed }
      if case .object(let type) = declaration.type, !type.isWhole {
        return object(type, nil, at: path)
      }
      let isAbsent = map != nil && parent.isWhole && value == nil
      return isAbsent ? .absent : .unknown(missing(path))
    }
    return checked(value, declaration, at: path)
  }

  /// Whether a value was left blank, or is a map of fields that all were.
  private func isBlank(_ value: DocumentValue) -> Bool {
    value.isNull
      || value.value.tag == .map && !value.entries.isEmpty
        && value.entries.allSatisfy { isBlank($0.value) }
  }

  private func missing(_ path: [String]) -> UInt32 {
    let name = path.joined(separator: ".")
    return reasons.number(
      of: MissingEvidence(
        .targetField, "the target does not declare \(name)",
        collect: TargetFields.step(for: path), or: TargetFields.alternatives(to: path)))
  }

  /// What the command line or caFile say of a field.
  private func overridden(_ path: [String]) -> FactField? {
    switch path {
    case ["rancher", "version"]:
      return overrides.rancherVersion.map { .text(TargetReader.withoutPrefix($0)) }
    case ["rancher", "url"]:
      return overrides.rancherURL.map {
        // As in the file: what holds a credential is hidden whole.
        TargetReader.holdsCredential($0)
          ? .value(Value(.hidden, payload: UInt64(ReasonTable.hidden))) : .text($0)
      }
    case ["rancher", "caCertificates"]:
      return authority.map { .value($0.certificates) }
    default: return nil
    }
  }

  /// What caFile says of a field that the file leaves out.
  private func computed(_ path: [String]) -> FactField? {
    path == ["rancher", "caChecksum"] ? authority.map { .text($0.checksum) } : nil
  }

  // MARK: Types

  private mutating func checked(
    _ value: DocumentValue, _ declaration: Declaration, at path: [String]
  ) -> FactField {
    if value.value.tag == .hidden { return .value(value.value) }
    if path == ["rancher", "version"] { return version(value, path) }
    switch declaration.type {
    case .object(let type):
      guard value.value.tag == .map else { return wrong(value, path, "a map") }
      checkNames(value, type, at: path)
      // A declared empty map is not an absent one: what a whole object lacks is not there.
      return object(type, value, at: path)
    case .string:
      guard let text = value.string else { return wrong(value, path, "text") }
      if let expected = TargetText.expectation(of: text, at: path) {
        return wrong(value, path, expected)
      }
      return allowed(text, value, declaration, path) ? .value(value.value) : .unknown(missing(path))
    case .int:
      guard let number = value.int else { return wrong(value, path, "a whole number") }
      return number < TargetText.minimumNumber
        ? wrong(value, path, "\(TargetText.minimumNumber) or more") : .value(value.value)
    case .double: return number(value, path)
    case .bool:
      return value.bool == nil ? wrong(value, path, "true or false") : .value(value.value)
    case .list(.string):
      return strings(value, declaration, path)
    case .map(.string):
      let isMap = value.value.tag == .map && value.entries.allSatisfy { isText($0.value) }
      return isMap ? .value(value.value) : wrong(value, path, "a map of texts")
    case .timestamp, .dyn, .list, .map: return .value(value.value)
    }
  }

  private func isText(_ value: DocumentValue) -> Bool {
    value.value.tag == .string || value.value.tag == .hidden
  }

  private mutating func wrong(
    _ value: DocumentValue, _ path: [String], _ expected: String
  ) -> FactField {
    report("\(path.joined(separator: ".")) must be \(expected)", value)
    return .unknown(missing(path))
  }

  private mutating func strings(
    _ value: DocumentValue, _ declaration: Declaration, _ path: [String]
  ) -> FactField {
    guard value.value.tag == .list, value.elements.allSatisfy(isText) else {
      return wrong(value, path, "a list of texts")
    }
    for element in value.elements {
      if let text = element.string, !allowed(text, element, declaration, path) {
        return .unknown(missing(path))
      }
    }
    return .value(value.value)
  }

  private mutating func allowed(
    _ text: String, _ value: DocumentValue, _ declaration: Declaration, _ path: [String]
  ) -> Bool {
    if declaration.values.isEmpty || declaration.values.contains(text) { return true }
    let help = closestWord(to: text, among: declaration.values).map { "did you mean \($0)?" }
    report(
      "\(path.joined(separator: ".")) must be one of \(declaration.values.joined(separator: ", "))",
      value, help: help)
    return false
  }

  private mutating func number(_ value: DocumentValue, _ path: [String]) -> FactField {
    if let number = value.double ?? value.int.map({ Double($0) }),
      !(number >= Double(TargetText.minimumNumber))
    {
      return wrong(value, path, "\(TargetText.minimumNumber) or more")
    }
    if value.double != nil { return .value(value.value) }
    guard let int = value.int, let place = value.place,
      let builder = builders.builder(for: place.source)
    else {
      guard let int = value.int, let builder = builders.builder() else {
        return wrong(value, path, "a number")
      }
      builder.double(Double(int), at: 0)
      return .value(builder.finish())
    }
    builder.double(Double(int), at: place.offset)
    return .value(builder.finish())
  }

  private mutating func version(_ value: DocumentValue, _ path: [String]) -> FactField {
    guard let text = value.string else {
      return wrong(value, path, "text such as \"2.13.1\", in quotes")
    }
    if let expected = TargetText.expectation(of: text, at: path) {
      return wrong(value, path, expected)
    }
    guard text.hasPrefix("v") else { return .value(value.value) }
    guard let place = value.place, let builder = builders.builder(for: place.source) else {
      return .text(TargetReader.withoutPrefix(text))
    }
    builder.string(TargetReader.withoutPrefix(text), at: place.offset)
    return .value(builder.finish())
  }

  // MARK: The CA

  /// Reads caFile, which is relative to the target file; in an example, which is no file, it is the
  /// PEM text itself. An empty name declares that there is none.
  private mutating func readAuthority(_ value: DocumentValue?) {
    guard let value, let name = value.string else { return }
    guard !name.isEmpty else {
      if let list = emptyList() { authority = ("", list) }
      return
    }
    guard path != nil else {
      return readAuthority(SourceText(path: "caFile", text: name), value, named: "its text")
    }
    guard name.utf8.count <= 4096, !name.utf8.contains(0x0A) else {
      report("rancher.caFile must be the path of a file", value)
      return
    }
    let folder = path.flatMap { path in
      path.lastIndex(of: "/").map { String(path[..<$0]) + "/" }
    }
    let file = name.hasPrefix("/") ? name : (folder ?? "") + name
    switch SourceText.read(file: file, path: InputWalk.cleaned(file), limits: options.limits) {
    case .failure(let error):
      report("rancher.caFile: \(file) \(error.message)", value)
    case .success(let source):
      note(source)
      readAuthority(source, value, named: file)
    }
  }

  private mutating func readAuthority(
    _ source: SourceText, _ value: DocumentValue, named file: String
  ) {
    let certificates = CertificateFacts.all(in: source, path: source.path)
    guard !certificates.isEmpty, let builder = builders.builder(for: source) else {
      report("rancher.caFile: \(file) holds no PEM certificate", value)
      return
    }
    builder.beginList()
    for certificate in certificates { certificate.push(builder) }
    builder.endList()
    authority = (TargetReader.authorityChecksum(source), builder.finish())
    source.maskEvidence(isKnown: true)
  }

  private func emptyList() -> Value? {
    guard let builder = builders.builder() else { return nil }
    builder.beginList()
    builder.endList()
    return builder.finish()
  }

  /// Rancher's checksum of a CA: of the text with exactly one final line break.
  static func authorityChecksum(_ source: SourceText) -> String {
    var end = source.count
    while end > 0, source.bytes[end - 1] == 0x0A || source.bytes[end - 1] == 0x0D { end -= 1 }
    var hash = SHA256()
    hash.add(UnsafeRawBufferPointer(start: source.bytes, count: end))
    [UInt8(ascii: "\n")].withUnsafeBytes { hash.add($0) }
    return hexadecimal(hash.digest())
  }

  private func checksum(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    SHA256.hexadecimalDigest(of: UnsafeRawBufferPointer(bytes))
  }
}

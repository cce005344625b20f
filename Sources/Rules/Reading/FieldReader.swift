import Basics
import Documents
import Snapshots

/// Reads the fields of one map of a file that people write. Whatever is wrong with them becomes a
/// problem with its place; reading goes on, so that one run reports everything.
package struct FieldReader {
  package let map: DocumentValue
  package let type: ObjectDeclaration
  let problems: ProblemList

  /// Nil, with a problem, if `value` is not a map. Keys that `type` does not declare are problems.
  package init?(_ value: DocumentValue, as type: ObjectDeclaration, _ problems: ProblemList) {
    guard value.value.tag == .map else {
      problems.add(
        "wrong-type", "\(type.name) must be a map", at: value.place,
        help: "Its fields are \(type.fields.map(\.name).joined(separator: ", ")).")
      return nil
    }
    map = value
    self.type = type
    self.problems = problems
    for (key, entry) in value.entries where !type.declares(key) {
      let known = type.fields.map(\.name)
      problems.add(
        "unknown-field", "\(type.name) has no field \"\(key)\"\(didYouMean(key, among: known))",
        at: keyPlace(of: entry, key), help: FieldReader.home(of: key, in: type))
    }
    for field in type.fields where !isPresent(field) { checkAbsence(of: field) }
  }

  /// Where a field belongs that was written one level too high; nil if nothing below has it.
  private static func home(of key: String, in type: ObjectDeclaration) -> String? {
    let homes = type.fields.filter { field in
      if case .object(let inner) = field.type { inner.field(key) != nil } else { false }
    }
    return homes.isEmpty
      ? nil
      : "It belongs in \(homes.map { "\"\($0.name)\"" }.joined(separator: " or "))."
  }

  /// Whether a field has a value: an empty list does not count as one.
  private func isPresent(_ field: Declaration) -> Bool {
    guard let value = map[field.name], !value.isNull else { return false }
    return value.value.tag != .list || !value.elements.isEmpty
  }

  private func checkAbsence(of field: Declaration) {
    switch field.requirement {
    case .optional: break
    case .always: missing(field.name)
    case .when(let other, let value):
      let found = map[other]
      guard found?.string == value || found?.bool.map(String.init) == value else { return }
      problems.add(
        "missing-field",
        "\(type.name) with `\(other): \(value)` needs the field \"\(field.name)\"", at: map.place)
    }
  }

  /// Bytes before a value in which its key is looked for.
  private static let keyReach = 4096

  /// The place of a key, found before its value: the reader keeps places of values only.
  private func keyPlace(of entry: DocumentValue, _ key: String) -> SourcePlace? {
    guard let place = entry.place else { return map.place }
    let source = place.source
    let bytes = Array(key.utf8)
    var start = place.offset - bytes.count - 1
    let least = max(0, place.offset - FieldReader.keyReach)
    while start >= least {
      if source.buffer[start..<start + bytes.count].elementsEqual(bytes),
        isColonNext(source, start + bytes.count)
      {
        return SourcePlace(source: source, offset: start)
      }
      start -= 1
    }
    return place
  }

  /// Whether a colon follows, behind a closing quote or blanks.
  private func isColonNext(_ source: SourceText, _ offset: Int) -> Bool {
    let rest = source.buffer[min(offset, source.count)...]
    return rest.first { ![0x20, 0x22, 0x27].contains($0) } == UInt8(ascii: ":")
  }

  /// The value of a declared field; nil if it is absent or null.
  package func value(_ name: String) -> DocumentValue? {
    precondition(type.declares(name), "\(type.name) declares no field \(name)")
    guard let value = map[name], !value.isNull else { return nil }
    return value
  }

  private func wrong(
    _ name: String, _ expected: String, _ value: DocumentValue, help: String? = nil
  ) {
    problems.add("wrong-type", "\"\(name)\" must be \(expected)", at: value.place, help: help)
  }

  /// A string; nil, with a problem, if it is something else.
  package func string(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.string else {
      let isScalar = ![.list, .map].contains(value.value.tag)
      wrong(name, "a string", value, help: isScalar ? "In quotes it is one." : nil)
      return nil
    }
    return text
  }

  /// A string that must be there and not be blank.
  package func required(_ name: String) -> String {
    guard let text = string(name) else {
      // Where the declaration requires it, that was said before.
      if value(name) == nil, type.field(name)?.requirement != .always { missing(name) }
      return ""
    }
    if text.allSatisfy(\.isWhitespace) {
      problems.add("missing-field", "\"\(name)\" must not be empty", at: value(name)?.place)
    } else if type.field(name)?.isKebabCase == true, !isKebabCase(text) {
      problems.add(
        "wrong-value", "\"\(text)\" is not kebab case: a-z, 0-9 and -", at: value(name)?.place)
    }
    return text
  }

  private func isKebabCase(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let isAllowed = { (byte: UInt8) in
      (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
    }
    return bytes.allSatisfy(isAllowed) && bytes.first != 0x2D && bytes.last != 0x2D
  }

  package func missing(_ name: String) {
    problems.add("missing-field", "\(type.name) lacks the field \"\(name)\"", at: map.place)
  }

  package func bool(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if value.bool == nil { wrong(name, "true or false", value) }
    return value.bool
  }

  /// One of the values that the field declares.
  package func choice<T: RawRepresentable & CaseIterable>(_ name: String, as: T.Type) -> T?
  where T.RawValue == String {
    guard let text = string(name) else { return nil }
    if let choice = T(rawValue: text) { return choice }
    let all = T.allCases.map(\.rawValue)
    problems.add(
      "wrong-value",
      "\"\(name)\" must be one of \(all.joined(separator: ", ")), not \"\(text)\""
        + didYouMean(text, among: all), at: value(name)?.place)
    return nil
  }

  func range(_ name: String) -> VersionRange? {
    guard let text = string(name) else { return nil }
    if let range = VersionRange(text) { return range }
    problems.add(
      "wrong-value", "\"\(name)\" is not a version range such as \">=2.5 <2.12\"",
      at: value(name)?.place)
    return nil
  }

  /// The elements of a list; empty where it is absent.
  package func list(_ name: String) -> [DocumentValue] {
    guard let value = value(name) else { return [] }
    if value.value.tag != .list {
      let isOne = value.string != nil
      wrong(name, "a list", value, help: isOne ? "A list of one is written [so]." : nil)
    }
    return value.elements
  }

  package func strings(_ name: String) -> [String] {
    list(name).compactMap { element in
      if element.string == nil { wrong(name, "a list of strings", element) }
      return element.string
    }
  }

  func expression(_ name: String) -> ExpressionText? {
    precondition(type.field(name)?.isExpression == true, "\(name) is declared as no expression")
    return string(name).map { ExpressionText(text: $0, place: value(name)?.place) }
  }

  /// A map with declared fields; nil if it is absent.
  package func object(_ name: String, as type: ObjectDeclaration) -> FieldReader? {
    value(name).flatMap { FieldReader($0, as: type, problems) }
  }

  /// The elements of a list of maps with declared fields.
  package func objects(_ name: String, as type: ObjectDeclaration) -> [FieldReader] {
    list(name).compactMap { FieldReader($0, as: type, problems) }
  }
}

import Basics
import CEL
import Documents

/// What values a parameter of a pack may have: a closed part of JSON Schema.
struct ParameterSchema: Sendable {
  /// Types of JSON Schema.
  enum Kind: String, CaseIterable {
    case string, boolean, integer, number, array, object, null
  }

  /// One of them; empty where the schema leaves it open.
  var kinds: [Kind] = []
  /// Scalars, of which the value is one; empty for any.
  var allowed: [DocumentValue] = []
  var minimum: DocumentValue?
  var maximum: DocumentValue?
  var pattern: RegularExpression?
  /// Characters of a string.
  var length = Bounds()
  /// Elements of a list.
  var count = Bounds()
  /// Of each element; none or one.
  var items: [ParameterSchema] = []
  var properties: [(name: String, schema: ParameterSchema)] = []
  /// Keys that a map must have.
  var required: [String] = []
  /// Whether a map may have keys that are not declared.
  var isOpen = true

  /// The least and the most of something that is counted.
  struct Bounds: Sendable {
    var least: Int64?
    var most: Int64?
  }

  /// What a value is and must not be: ends a sentence that begins with what it is called.
  struct Mismatch {
    /// `must be of type integer`
    let text: String
    /// From the parameter on, `[2].owner`; empty for the parameter itself.
    let path: String
    let value: DocumentValue

    /// The whole sentence, without a full stop.
    func sentence(_ name: String) -> String {
      let whole = "the parameter \(QuotedText.json(name))"
      return path.isEmpty ? "\(whole) \(text)" : "\(whole) is wrong: \(path) \(text)"
    }
  }

  /// What is wrong with a value, the first thing; nil if it fits.
  func mismatch(of value: DocumentValue, at path: String = "") -> Mismatch? {
    if let text = wrongScalar(value) { return Mismatch(text: text, path: path, value: value) }
    switch value.value.tag {
    case .list: return mismatch(ofElements: value, at: path)
    case .map: return mismatch(ofFields: value, at: path)
    default: return nil
    }
  }

  private func wrongScalar(_ value: DocumentValue) -> String? {
    if !kinds.isEmpty, !kinds.contains(where: { $0.fits(value) }) {
      return "must be of type \(kinds.map(\.rawValue).joined(separator: " or "))"
    }
    if !allowed.isEmpty, !allowed.contains(where: { $0.isSameScalar(as: value) }) {
      return "must be one of \(allowed.map(\.scalarText).joined(separator: ", "))"
    }
    if let minimum, value.isLess(than: minimum) {
      return "must be at least \(minimum.scalarText)"
    }
    if let maximum, maximum.isLess(than: value) { return "must be at most \(maximum.scalarText)" }
    guard let text = value.string else { return nil }
    if let pattern, !pattern.matches(text) {
      return "must match \(QuotedText.json(pattern.text))"
    }
    return length.mistake(of: Int64(text.unicodeScalars.count), "character")
  }

  private func mismatch(ofElements list: DocumentValue, at path: String) -> Mismatch? {
    let elements = list.elements
    if let text = count.mistake(of: Int64(elements.count), "element") {
      return Mismatch(text: text, path: path, value: list)
    }
    guard let items = items.first else { return nil }
    for (i, element) in elements.enumerated() {
      if let found = items.mismatch(of: element, at: "\(path)[\(i)]") { return found }
    }
    return nil
  }

  private func mismatch(ofFields map: DocumentValue, at path: String) -> Mismatch? {
    let entries = map.entries
    for name in required where !entries.contains(where: { $0.key.equalsByBytes(name) }) {
      return Mismatch(text: "must have \(QuotedText.json(name))", path: path, value: map)
    }
    for (key, value) in entries {
      guard let property = properties.first(where: { $0.name.equalsByBytes(key) }) else {
        if isOpen { continue }
        let near = didYouMean(key, among: properties.map(\.name))
        return Mismatch(
          text: "must not have \(QuotedText.json(key))\(near)", path: path, value: value)
      }
      let inner = path.isEmpty ? key : "\(path).\(key)"
      if let found = property.schema.mismatch(of: value, at: inner) { return found }
    }
    return nil
  }
}

extension ParameterSchema.Kind {
  /// Another language's word for a type, or one that is misspelt.
  static func meant(by word: String) -> Self? {
    switch word.lowercased() {
    case "int", "int64", "long", "uint": .integer
    case "bool": .boolean
    case "str", "text": .string
    case "float", "double": .number
    case "list": .array
    case "map", "dict": .object
    default: closestWord(to: word, among: allCases.map(\.rawValue)).flatMap(Self.init)
    }
  }

  func fits(_ value: DocumentValue) -> Bool {
    switch self {
    case .string: value.value.tag == .string
    case .boolean: value.value.tag == .bool
    case .integer: value.value.tag == .int
    // Nothing is more or less than what is not a number, and JSON has no infinity.
    case .number: value.int != nil || value.double?.isFinite == true
    case .array: value.value.tag == .list
    case .object: value.value.tag == .map
    case .null: value.isNull
    }
  }

  /// The type in expressions; a number may be written as an integer, so its type shows only when
  /// it is evaluated.
  fileprivate var type: CELType {
    switch self {
    case .string: .string
    case .boolean: .bool
    case .integer: .int
    case .array: .list(.dyn)
    case .object: .map(.string, .dyn)
    case .number, .null: .dyn
    }
  }
}

extension ParameterSchema {
  /// The type in expressions, as far as the schema says.
  var type: CELType {
    guard kinds.count == 1 else { return .dyn }
    if kinds[0] == .array, let items = items.first { return .list(items.type) }
    return kinds[0].type
  }
}

extension ParameterSchema.Bounds {
  /// What is wrong with a number of things.
  fileprivate func mistake(of number: Int64, _ thing: String) -> String? {
    if let least, number < least { return "must have at least \(counted(Int(least), thing))" }
    if let most, number > most { return "must have at most \(counted(Int(most), thing))" }
    return nil
  }
}

extension DocumentValue {
  /// Whether both are numbers, and this is the smaller one.
  func isLess(than other: DocumentValue) -> Bool {
    if let a = int, let b = other.int { return a < b }
    guard let a = double ?? int.map(Double.init), let b = other.double ?? other.int.map(Double.init)
    else { return false }
    return a < b
  }

  /// Whether it is a string, number, boolean or null.
  var isScalar: Bool {
    switch value.tag {
    case .string, .bool, .int, .double, .null: true
    default: false
    }
  }

  fileprivate func isSameScalar(as other: DocumentValue) -> Bool {
    if let a = string, let b = other.string { return a.equalsByBytes(b) }
    if let a = bool, let b = other.bool { return a == b }
    let isNumber =
      [.int, .double].contains(value.tag) && [.int, .double].contains(other.value.tag)
    if isNumber { return !isLess(than: other) && !other.isLess(than: self) }
    return isNull && other.isNull
  }

  /// As JSON writes it.
  fileprivate var scalarText: String {
    if let string { return QuotedText.json(string) }
    if let bool { return bool ? "true" : "false" }
    if let int { return String(int) }
    if let double { return "\(double)" }
    return "null"
  }
}

import Basics
import Documents

/// The fields of Kubernetes' own types and of those of policy engines, and what they hold.
///
/// Source: Kubernetes' OpenAPI document, and the comments of its API's types (see
/// `scripts/kubernetes-fields.py`); the engines' resource definitions (`scripts/custom-fields.py`).
/// A field that it lacks may be of a later version.
struct KubernetesFields: Sendable {
  /// What a field holds.
  struct FieldType: Sendable {
    enum Content: Sendable, Equatable {
      case text, number, flag, time, microTime, quantity, anything
      /// Text that is one of these words: a range of `words`.
      case words(Range<Int>)
      /// An object of the definition of this number.
      case object(Int)
    }

    enum Wrapping: Sendable { case list, map }

    var content: Content
    /// What it is in, the outermost first.
    var wrappings: [Wrapping] = []
    /// Whether others than Kubernetes add words to those that it has.
    var isOpen = false
    /// Whether it is of a resource definition: the API server refuses null and empty words there.
    var isCustom = false
    /// Whether it is a struct of Go, and no pointer to one: `service: null` was written once.
    var isStruct = false

    /// Whether it has no form in which Go writes null: lists, maps and times that are not set are.
    var isNeverNull: Bool {
      if isCustom { return content != .anything }
      guard wrappings.isEmpty else { return false }
      return switch content {
      case .text, .number, .flag, .words: true
      case .object: isStruct
      case .time, .microTime, .quantity, .anything: false
      }
    }
  }

  struct Definition: Sendable {
    let name: String
    /// By the numbers of their names.
    var fields: [Int: FieldType] = [:]
    /// The fields that an API server always writes: numbers of names, in the order of those.
    var always: [Int] = []
    /// Whether it is of a resource definition.
    var isCustom = false
  }

  let table: FieldTable
  /// The numbers that names have as keys of the store, by their own number, and back.
  private let keys: [UInt32]
  private let numbers: [UInt32: Int]

  /// The fields, for the documents of a store.
  init(_ store: DocumentStore) {
    table = FieldTable.shared
    keys = table.names.map { store.key($0) ?? 0 }
    var numbers: [UInt32: Int] = [:]
    for (number, key) in keys.enumerated() { numbers[key] = number }
    self.numbers = numbers
  }

  /// The number of the definition of a kind's objects; nil if the table has none.
  func definition(ofKind kind: String, apiVersion: String) -> Int? {
    table.kinds[apiVersion.contains("/") ? "\(apiVersion)/\(kind)" : "/\(apiVersion)/\(kind)"]
      ?? table.kinds["\(apiVersion)/*"]
  }

  /// What the field of a key holds; nil if a definition has none.
  func type(of key: UInt32, in definition: Int) -> FieldType? {
    numbers[key].flatMap { table.definitions[definition].fields[$0] }
  }

  /// The fields of a definition, by their keys.
  func fields(of definition: Int) -> [(key: UInt32, type: FieldType)] {
    table.definitions[definition].fields.map { (keys[$0.key], $0.value) }
  }

  /// The keys of the fields that an API server always writes, in the order of their names.
  func always(in definition: Int) -> [UInt32] {
    table.definitions[definition].always.map { keys[$0] }
  }
}

/// The table as it is read: the same for all stores.
struct FieldTable: Sendable {
  var definitions: [KubernetesFields.Definition] = []
  /// Every word that some field may have.
  var words: [String] = []
  /// The names of fields, each once.
  var names: [String] = []
  /// The definitions of objects, by `group/version/kind`.
  var kinds: [String: Int] = [:]

  static let shared: FieldTable = {
    var reader = FieldTableReader()
    reader.read(KubernetesFields.table, isCustom: false)
    reader.read(KubernetesFields.customTable, isCustom: true)
    return reader.table
  }()
}

/// Reads the tables: 120 KB, byte by byte.
private struct FieldTableReader {
  private var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private(set) var table = FieldTable()
  private var at = 0
  private var definitions: [String: Int] = [:]
  private var names: [String: Int] = [:]
  /// The group and version of the definition at hand, with a full stop.
  private var package = ""
  private var isCustom = false

  mutating func read(_ text: StaticString, isCustom: Bool) {
    self.isCustom = isCustom
    bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    at = 0
    while at < bytes.count {
      readDefinition()
      at += 1
    }
  }

  private mutating func readDefinition() {
    let name = text(until: "= \n")
    let number = number(of: name)
    table.definitions[number].isCustom = isCustom
    package = String(name[...(name.lastIndex(of: ".") ?? name.startIndex)])
    if take("=") { table.kinds[text(until: " \n")] = number }
    while take(" ") { readField(of: number) }
  }

  private mutating func readField(of number: Int) {
    let name = text(until: ":!")
    let field = names[name] ?? table.names.count
    if field == table.names.count {
      names[name] = field
      table.names.append(name)
    }
    if bytes[at] == UInt8(ascii: "!") { table.definitions[number].always.append(field) }
    at += 1
    var type = readType()
    type.isCustom = isCustom
    type.isStruct = name == "metadata" || name == "spec" || name == "status"
    // Controllers have conditions of their own, and OpenShift limits what only it has.
    let owner = table.definitions[number].name
    if case .words = type.content, name == "type",
      owner.hasSuffix("Condition") || owner.hasSuffix("LimitRangeItem")
    {
      type.isOpen = true
    }
    // Nobody checks what kind of event an operator writes.
    if owner == "core.v1.Event", name == "type" { type.content = .text }
    table.definitions[number].fields[field] = type
  }

  private mutating func readType() -> KubernetesFields.FieldType {
    var wrappings: [KubernetesFields.FieldType.Wrapping] = []
    while true {
      if take("[") {
        wrappings.append(.list)
      } else if take("{") {
        wrappings.append(.map)
      } else {
        return KubernetesFields.FieldType(content: readContent(), wrappings: wrappings)
      }
    }
  }

  private mutating func readContent() -> KubernetesFields.FieldType.Content {
    defer { skip(until: " \n") }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "s"): return take("(") ? readWords() : .text
    case UInt8(ascii: "i"): return .number
    case UInt8(ascii: "b"): return .flag
    case UInt8(ascii: "t"): return .time
    case UInt8(ascii: "m"): return .microTime
    case UInt8(ascii: "q"): return .quantity
    case UInt8(ascii: "@"):
      let name = text(until: " \n")
      return .object(number(of: name.contains(".") ? name : package + name))
    default: return .anything
    }
  }

  private mutating func readWords() -> KubernetesFields.FieldType.Content {
    let first = table.words.count
    repeat { table.words.append(text(until: "|)")) } while take("|")
    return .words(first..<table.words.count)
  }

  /// The number of a definition, new where it was not met before.
  private mutating func number(of name: String) -> Int {
    if let known = definitions[name] { return known }
    definitions[name] = table.definitions.count
    table.definitions.append(KubernetesFields.Definition(name: name))
    return table.definitions.count - 1
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: mark) else { return false }
    at += 1
    return true
  }

  private mutating func skip(until marks: StaticString) {
    let first = marks.utf8Start
    let last = first + (marks.utf8CodeUnitCount - 1)
    while at < bytes.count {
      let byte = bytes[at]
      if byte == first.pointee || byte == last.pointee || byte == UInt8(ascii: "\n") { return }
      if marks.utf8CodeUnitCount == 3, byte == first[1] { return }
      at += 1
    }
  }

  private mutating func text(until marks: StaticString) -> String {
    let start = at
    skip(until: marks)
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }
}

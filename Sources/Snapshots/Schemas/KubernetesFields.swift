import Basics
import Documents

/// The fields of Kubernetes' own types, and what they hold.
///
/// Source: Kubernetes' OpenAPI document, and the comments of its API's types (see
/// `scripts/kubernetes-fields.py`). A field that it lacks may be of a later Kubernetes.
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

    /// Whether it has no form in which Go writes null: lists, maps and times that are not set are.
    var isNeverNull: Bool {
      guard wrappings.isEmpty else { return false }
      return switch content {
      case .text, .number, .flag, .words: true
      case .time, .microTime, .quantity, .anything, .object: false
      }
    }
  }

  struct Definition: Sendable {
    let name: String
    /// By the numbers of their keys.
    fileprivate(set) var fields: [UInt32: FieldType] = [:]
    /// The fields that an API server always writes: numbers of keys, in the order of their names.
    fileprivate(set) var always: [UInt32] = []
  }

  private(set) var definitions: [Definition] = []
  /// Every word that some field may have.
  private(set) var words: [String] = []
  /// The definitions of objects, by `group/version/kind`.
  private var kinds: [String: Int] = [:]

  /// The fields, with the numbers that their names have as keys of a store.
  init(_ store: DocumentStore) {
    let table = KubernetesFields.table
    var reader = FieldTableReader(
      bytes: UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount),
      store: store)
    reader.read()
    definitions = reader.definitions
    words = reader.words
    kinds = reader.kinds
  }

  /// The number of the definition of a kind's objects; nil if the table has none.
  func definition(ofKind kind: String, apiVersion: String) -> Int? {
    kinds[apiVersion.contains("/") ? "\(apiVersion)/\(kind)" : "/\(apiVersion)/\(kind)"]
  }
}

/// Reads the table. It is 80 KB, and read for each snapshot: byte by byte.
private struct FieldTableReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let store: DocumentStore
  private var at = 0
  private var numbers: [String: Int] = [:]
  /// The group and version of the definition at hand, with a full stop.
  private var package = ""
  private(set) var definitions: [KubernetesFields.Definition] = []
  private(set) var words: [String] = []
  private(set) var kinds: [String: Int] = [:]

  init(bytes: UnsafeBufferPointer<UInt8>, store: DocumentStore) {
    self.bytes = bytes
    self.store = store
  }

  mutating func read() {
    while at < bytes.count {
      readDefinition()
      at += 1
    }
  }

  private mutating func readDefinition() {
    let name = text(until: "= \n")
    let number = number(of: name)
    package = String(name[...(name.lastIndex(of: ".") ?? name.startIndex)])
    if take("=") { kinds[text(until: " \n")] = number }
    while take(" ") { readField(of: number) }
  }

  private mutating func readField(of number: Int) {
    let start = at
    skip(until: ":!")
    let key = store.key(UnsafeBufferPointer(rebasing: bytes[start..<at])) ?? 0
    if bytes[at] == UInt8(ascii: "!") { definitions[number].always.append(key) }
    at += 1
    definitions[number].fields[key] = readType()
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
    let first = words.count
    repeat { words.append(text(until: "|)")) } while take("|")
    return .words(first..<words.count)
  }

  /// The number of a definition, new where it was not met before.
  private mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = definitions.count
    definitions.append(KubernetesFields.Definition(name: name))
    return definitions.count - 1
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

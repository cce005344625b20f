import Basics
import Documents

/// An object as policy engines see it: plain JSON, without places. Texts are equal where their
/// bytes are.
///
/// Maps keep no order; what is written from them is sorted.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case map([ExactText: JSONValue])

  /// Values of one object, which hardly ever has so many: each takes many times the memory that it
  /// has in the document.
  static let limit = 100_000

  /// Nil if something in the document is unknown or hidden, since an engine would take it for a
  /// value that it is not; or if it holds too many values.
  init?(_ document: DocumentValue) {
    var left = JSONValue.limit
    self.init(document, &left)
  }

  /// - Parameter left: how many values there may still be; less those that were looked at.
  init?(_ document: DocumentValue, _ left: inout Int) {
    left -= 1
    guard document.count <= left else { return nil }
    switch document.value.tag {
    case .null: self = .null
    case .bool: self = .bool(document.bool ?? false)
    case .int: self = .number(Double(document.int ?? 0))
    case .double: self = .number(document.double ?? 0)
    case .string: self = .string(document.string ?? "")
    case .list:
      guard document.value.tail == 0 else { return nil }
      var elements: [JSONValue] = []
      for element in document.elements {
        guard let value = JSONValue(element, &left) else { return nil }
        elements.append(value)
      }
      self = .list(elements)
    case .map:
      guard document.value.tail == 0 else { return nil }
      var fields: [ExactText: JSONValue] = [:]
      for (key, entry) in document.entries {
        guard let value = JSONValue(entry, &left) else { return nil }
        fields[ExactText(key)] = value
      }
      self = .map(fields)
    default: return nil
    }
  }

  subscript(key: String) -> JSONValue? {
    if case .map(let fields) = self { fields[ExactText(key)] } else { nil }
  }

  subscript(path first: String, _ rest: String...) -> JSONValue? {
    rest.reduce(self[first]) { $0?[$1] }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  var fields: [ExactText: JSONValue] { if case .map(let fields) = self { fields } else { [:] } }
  /// The elements of a list; empty for anything else.
  var elements: [JSONValue] { if case .list(let elements) = self { elements } else { [] } }
  var texts: [String] { elements.compactMap(\.text) }

  /// The labels, annotations or selectors that a map of texts is.
  var textFields: [ExactText: String] { fields.compactMapValues(\.text) }

  /// A scalar as an engine writes it into a text; nil for lists and maps.
  var scalarText: String? {
    switch self {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number):
      number == number.rounded() && number.magnitude < 1e15 ? "\(Int64(number))" : "\(number)"
    case .string(let text): text
    case .list, .map: nil
    }
  }
}

extension JSONValue: Equatable {
  static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.equalsByBytes(right)
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    default: false
    }
  }
}

/// What an engine would answer, as far as an export tells; a doubt says what it depends on.
typealias EngineAnswer = Answer<Void, String>

/// Whether an engine lets an object in; if not, why.
typealias AdmissionAnswer = Answer<String, String>

extension Answer {
  var isYes: Bool { if case .yes = self { true } else { false } }
}

extension Answer where Refusal == Void {
  init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

  var isNo: Bool { if case .no = self { true } else { false } }

  static prefix func ! (answer: Answer) -> Answer {
    switch answer {
    case .yes: .no
    case .no: .yes
    case .unknown: answer
    }
  }

  /// Whether all hold; one that does not decides.
  static func all<T>(_ items: some Sequence<T>, _ holds: (T) -> Answer) -> Answer {
    var open = Answer.yes
    for item in items {
      let answer = holds(item)
      if answer.isNo { return .no }
      if open.isYes { open = answer }
    }
    return open
  }

  /// Whether one holds; one that does decides.
  static func any<T>(_ items: some Sequence<T>, _ holds: (T) -> Answer) -> Answer {
    !all(items) { !holds($0) }
  }
}

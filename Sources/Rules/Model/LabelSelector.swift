import Basics
import Documents

/// A Kubernetes label selector, over labels of which some may not be known.
public struct LabelSelector: Sendable {
  enum Operation: String, Sendable, CaseIterable {
    case isIn = "In"
    case isNotIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
  }

  struct Requirement: Sendable {
    let key: String
    let operation: Operation
    let values: [String]
  }

  let requirements: [Requirement]

  /// What matching takes: its requirements, and the values that each has.
  var size: UInt64 { UInt64(requirements.reduce(0) { $0 + 1 + $1.values.count }) }

  /// Selects everything, as an absent selector of a policy does.
  static let everything = LabelSelector(requirements: [])

  var isEverything: Bool { requirements.isEmpty }

  init(requirements: [Requirement]) { self.requirements = requirements }

  /// Nil if the document is not a selector.
  init?(_ document: DocumentValue) {
    guard document.value.tag == .map else { return nil }
    var requirements: [Requirement] = []
    for (key, value) in document["matchLabels"]?.entries ?? [] {
      guard let text = value.string else { return nil }
      requirements.append(Requirement(key: key, operation: .isIn, values: [text]))
    }
    for expression in document["matchExpressions"]?.elements ?? [] {
      guard let key = expression["key"]?.string,
        let operation = expression["operator"]?.string.flatMap(Operation.init)
      else { return nil }
      let values = expression["values"]?.elements.compactMap(\.string) ?? []
      requirements.append(Requirement(key: key, operation: operation, values: values))
    }
    self.requirements = requirements
  }

  /// A map of labels and values, as a policy's `resource.List` takes it.
  init(labels: [(key: String, value: String)]) {
    requirements = labels.map { Requirement(key: $0.key, operation: .isIn, values: [$0.value]) }
  }

  /// Whether labels are selected; with the reason where that is not known. One requirement that
  /// certainly does not hold decides; else one that is not known does.
  func matches(_ labels: KnownLabels) -> Answer<Void, UInt32> { matches { labels[$0] } }

  /// The same, with labels by their keys.
  func matches(_ label: (String) -> KnownLabels.Label) -> Answer<Void, UInt32> {
    var unknown: UInt32?
    for requirement in requirements {
      switch holds(requirement, label(requirement.key)) {
      case .yes: continue
      case .no: return .no
      case .unknown(let reason): unknown = reason
      }
    }
    return unknown.map { .unknown($0) } ?? .yes
  }

  private func holds(
    _ requirement: Requirement, _ label: KnownLabels.Label
  ) -> Answer<Void, UInt32> {
    let isPresent: Bool
    switch (label, requirement.operation) {
    case (.unknown(let reason), _), (.hidden(let reason), .isIn), (.hidden(let reason), .isNotIn):
      return .unknown(reason)
    case (.value(let text), .isIn), (.value(let text), .isNotIn):
      isPresent = requirement.values.contains { $0.utf8.elementsEqual(text.utf8) }
    case (.absent, _): isPresent = false
    case (.value, _), (.hidden, _): isPresent = true
    }
    let isWanted = requirement.operation == .isIn || requirement.operation == .exists
    return isPresent == isWanted ? .yes : .no
  }
}

/// The labels of an object, as far as they are known.
struct KnownLabels: Sendable {
  enum Label: Sendable {
    case value(String)
    case absent
    /// There, with a value that is not known.
    case hidden(UInt32)
    case unknown(UInt32)
  }

  private let labels: DocumentValue?
  /// Labels that are known without a document.
  private let known: [String: String]
  /// Why there may be more; 0: there are none.
  private let reason: UInt32

  /// The labels of an object that is there.
  init(of object: DocumentValue) {
    let metadata = object["metadata"]
    labels = metadata?["labels"]
    known = [:]
    reason =
      KnownLabels.reason(labels?.value) ?? KnownLabels.reason(metadata?.value) ?? 0
  }

  /// A map of labels.
  init(_ labels: DocumentValue) {
    self.labels = labels
    known = [:]
    reason = KnownLabels.reason(labels.value) ?? 0
  }

  /// A map of labels beside which there may be others, for a reason (0: there are none).
  init(_ labels: DocumentValue, reason: UInt32) {
    self.labels = labels
    known = [:]
    self.reason = KnownLabels.reason(labels.value) ?? reason
  }

  /// Labels of an object that was not collected, but for these.
  init(known: [String: String], reason: UInt32) {
    labels = nil
    self.known = known
    self.reason = reason
  }

  private static func reason(_ value: Value?) -> UInt32? {
    guard let value else { return nil }
    switch value.tag {
    case .unknown, .hidden: return UInt32(truncatingIfNeeded: value.payload)
    case .map: return value.tail == 0 ? nil : value.tail
    default: return nil
    }
  }

  subscript(key: String) -> Label {
    if let text = known[key] { return .value(text) }
    guard let label = labels?[key] else { return reason == 0 ? .absent : .unknown(reason) }
    switch label.value.tag {
    case .hidden: return .hidden(UInt32(truncatingIfNeeded: label.value.payload))
    case .unknown: return .unknown(UInt32(truncatingIfNeeded: label.value.payload))
    default: return .value(label.string ?? "")
    }
  }
}

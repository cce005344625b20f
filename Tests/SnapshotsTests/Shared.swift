import Checkout
import Documents
import Findings
import Testing

@testable import Snapshots

/// The exports beside the checkout: real states and snapshots. Tests that need them are skipped
/// where they are not there.
enum Shared {
  static func path(_ relative: String) -> String { "\(Checkout.shared ?? "")/\(relative)" }

  /// Reads inputs, named below the shared folder, as one cluster.
  static func read(
    _ inputs: [String], options: SnapshotOptions = SnapshotOptions()
  ) -> Snapshot {
    Snapshot.read(
      inputs.map(path), store: DocumentStore(), reasons: ReasonTable(), options: options)
  }

  /// A state as the README of the states says that it is to be judged.
  static func state(_ name: String, form: String = "get-yaml") -> Snapshot {
    read([form, "raw", "nodes"].map { "states/\(name)/\($0)" })
  }
}

/// Fixtures of this project.
enum Fixture {
  static let root = Checkout.fixture("snapshots")

  static func read(
    _ inputs: [String], options: SnapshotOptions = SnapshotOptions()
  ) -> Snapshot {
    Snapshot.read(
      inputs.map { "\(root)/\($0)" }, store: DocumentStore(), reasons: ReasonTable(),
      options: options)
  }
}

/// A value as text in which maps are ordered, so that two readings can be compared.
func rendered(_ value: DocumentValue) -> String {
  switch value.value.tag {
  case .map:
    let entries = value.entries.map { ($0.key, rendered($0.value)) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    let tail = value.value.tail == 0 ? "" : ", …"
    return "{" + entries.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + tail + "}"
  case .list:
    let tail = value.value.tail == 0 ? "" : ", …"
    return "[" + value.elements.map(rendered).joined(separator: ", ") + tail + "]"
  case .string: return "\"\(value.string ?? "")\""
  case .bool: return value.bool == true ? "true" : "false"
  case .int: return "\(value.int ?? 0)"
  case .double: return "\(value.double ?? 0)"
  case .null: return "null"
  case .hidden: return "(hidden)"
  case .unknown: return "(unknown)"
  default: return "?"
  }
}

extension Snapshot {
  func node(_ name: String) -> DocumentValue? {
    nodes.first { $0.name == name }.map { DocumentValue($0.value, in: store) }
  }

  var clusterValue: DocumentValue { DocumentValue(cluster, in: store) }

  /// The reason that an unknown value carries.
  func reason(_ value: DocumentValue?) -> MissingEvidence? {
    guard let value = value?.value, value.tag == .unknown else { return nil }
    return reasons[UInt32(value.payload)]
  }

  func count(_ type: String) -> Int {
    types.type(named: type).map { resources.all(of: $0).count } ?? -1
  }

  func state(_ type: String, _ namespace: String = "") -> EvidenceState? {
    types.type(named: type).map { evidence(of: $0, namespace: namespace).state }
  }
}

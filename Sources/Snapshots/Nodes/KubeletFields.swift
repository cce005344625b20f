import Documents
import Findings

/// The fields of a kubelet's configuration that something is asked of, and their types: what has
/// another type says nothing.
enum KubeletFields {
  private static let types: [String: FieldType] = [
    "clusterDNS": .list(.string), "clusterDomain": .string, "failCgroupV1": .bool,
    "maxPods": .int, "resolvConf": .string,
  ]

  /// Whether a field has a value of its type.
  static func isGiven(_ name: String, in configuration: DocumentValue) -> Bool {
    guard let value = configuration[name] else { return false }
    return types[name].map { isValue(value, $0) } ?? !value.isNull
  }

  private static func isValue(_ value: DocumentValue, _ type: FieldType) -> Bool {
    switch type {
    case _ where [.hidden, .unknown].contains(value.value.tag): true
    case .string: value.string != nil
    case .int: value.int != nil
    case .bool: value.bool != nil
    case .list(let element):
      value.value.tag == .list && value.elements.allSatisfy { isValue($0, element) }
    default: true
    }
  }

  /// A configuration in which fields of another type are unknown; `tail` is the reason for which
  /// it may have more fields.
  static func checked(
    _ configuration: DocumentValue, of node: NodeFactsBuilder, tail: UInt32
  ) -> FactField {
    let broken = configuration.entries.filter { entry in
      types[entry.key] != nil && !isGiven(entry.key, in: configuration)
    }
    guard !broken.isEmpty || tail != 0 else { return .value(configuration.value) }
    for (name, value) in broken {
      node.contradictions.reportDoubt(
        "\(name) of the kubelet of node \(node.name) has a value of another type; it counts as "
          + "unknown", value.place)
    }
    let names = Set(broken.map(\.key))
    let source = configuration.place?.source
    guard
      let builder = source.flatMap({ node.builders.builder(for: $0) }) ?? node.builders.builder()
    else { return .unknown(ReasonTable.overflow) }
    builder.beginMap(at: configuration.place?.offset ?? 0)
    for (key, value) in configuration.entries {
      builder.key(key)
      if names.contains(key) {
        builder.unknown(reason: node.missingKubelet, at: value.place?.offset ?? 0)
      } else {
        builder.link(value.value)
      }
    }
    builder.endMap(tail: tail)
    return .value(builder.finish())
  }
}

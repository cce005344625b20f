import Documents

/// A Kubernetes LabelSelector.
struct LabelSelector {
  private var requirements: [(key: String, operation: String, values: [String])] = []

  /// Nil where the document is no selector.
  init?(_ document: DocumentValue) {
    guard document.value.tag == .map else { return nil }
    for (key, value) in document["matchLabels"]?.entries ?? [] {
      guard let text = value.string else { return nil }
      requirements.append((key, "In", [text]))
    }
    for expression in document["matchExpressions"]?.elements ?? [] {
      guard let key = expression["key"]?.string, let operation = expression["operator"]?.string,
        ["In", "NotIn", "Exists", "DoesNotExist"].contains(operation)
      else { return nil }
      let values = expression["values"]?.elements.compactMap(\.string) ?? []
      requirements.append((key, operation, values))
    }
  }

  /// A map of labels and values, as a policy's `resource.List` takes it.
  init(labels: [(key: String, value: String)]) {
    requirements = labels.map { ($0.key, "In", [$0.value]) }
  }

  func matches(_ labels: DocumentValue) -> Bool {
    requirements.allSatisfy { requirement in
      let value = labels[requirement.key]?.string
      switch requirement.operation {
      case "In": return value.map(requirement.values.contains) ?? false
      case "NotIn": return !(value.map(requirement.values.contains) ?? false)
      case "Exists": return value != nil
      default: return value == nil
      }
    }
  }
}

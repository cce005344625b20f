import Basics
import Documents
import Findings
import Snapshots

/// The labels of subjects, as the snapshot has them.
struct SubjectLabels {
  let snapshot: Snapshot

  /// Nil if the subject has no object, or its labels are not known.
  func labels(of subject: Subject) -> [ExactText: String]? {
    guard let object = object(of: subject) else { return nil }
    let metadata = DocumentValue(object, in: snapshot.store)["metadata"]
    guard let metadata, metadata.value.tag == .map else { return nil }
    guard let labels = metadata["labels"], !labels.isNull else { return [:] }
    guard labels.value.tag == .map else { return nil }
    return Dictionary(
      labels.entries.compactMap { key, value in value.string.map { (ExactText(key), $0) } }
    ) { first, _ in first }
  }

  private func object(of subject: Subject) -> Value? {
    switch subject {
    case .cluster: return nil
    case .node(let name): return snapshot.nodes.first { $0.name == name }?.object
    case .resource(let resource):
      let type = ResourceType(group: resource.group, plural: resource.plural)
      return snapshot.resources.object(
        type, namespace: resource.namespace, name: resource.name)
    }
  }
}

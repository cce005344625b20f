import Documents
import Findings
import Snapshots

/// One thing to be judged, with its value in expressions.
enum JudgedSubject: Sendable {
  case cluster
  case node(name: String, value: Value)
  case resource(ResourceEntry, ResourceNaming)

  /// The node or the object; null for the cluster.
  var value: Value {
    switch self {
    case .cluster: .null
    case .node(_, let value): value
    case .resource(let entry, _): entry.value
    }
  }

  /// Its name, which is made anew each time.
  var subject: Subject {
    switch self {
    case .cluster: .cluster
    case .node(let name, _): .node(name)
    case .resource(let entry, let naming): .resource(naming.reference(entry))
    }
  }

  var kind: Subject.Kind {
    switch self {
    case .cluster: .cluster
    case .node: .node
    case .resource: .resource
    }
  }
}

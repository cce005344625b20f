import Documents
import Findings
import Snapshots

/// One thing to be judged, with its value in expressions.
enum JudgedSubject: Sendable {
  case cluster
  case node(name: String, value: Value)
  /// An object, and its position among all of its type; nil for one of some others.
  case resource(ResourceEntry, OwnNaming, at: Int?)

  /// The node or the object; null for the cluster.
  var value: Value {
    switch self {
    case .cluster: .null
    case .node(_, let value): value
    case .resource(let entry, _, _): entry.value
    }
  }

  /// Its name, which is made when it is first asked for.
  var subject: Subject {
    switch self {
    case .cluster: .cluster
    case .node(let name, _): .node(name)
    case .resource(let entry, let naming, let position):
      .resource(naming.shared.reference(entry, at: position))
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

/// A naming as a thread holds it for its own subjects. Threads that count references to one object
/// for each subject wait for each other, which took two of them half of their time.
final class OwnNaming: Sendable {
  let shared: ResourceNaming

  init(_ shared: ResourceNaming) { self.shared = shared }
}

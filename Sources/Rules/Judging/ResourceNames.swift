import Snapshots
import Synchronization

/// The names of all objects, shared by the rules that judge a snapshot.
final class ResourceNames: Sendable {
  private let snapshot: Snapshot
  private let types = Mutex<[ResourceType: ResourceNaming]>([:])

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  subscript(type: ResourceType) -> ResourceNaming {
    types.withLock { types in
      if let known = types[type] { return known }
      let made = ResourceNaming(type, in: snapshot)
      types[type] = made
      return made
    }
  }
}

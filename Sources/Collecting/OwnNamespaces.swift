import Basics

/// The namespaces whose lists are tried, one by one, where a list of all namespaces is refused.
actor OwnNamespaces {
  private let kubectl: Kubectl
  /// Types with namespaces: a list of any other is the same in each.
  private var types: Set<String> = []
  private var found: Task<[String], Never>?
  /// Refusals of each namespace in which nothing was allowed so far.
  private var refusals: [String: Int] = [:]

  /// Namespaces that are tried.
  private static let nameLimit = 200
  /// Refusals after which a namespace is not tried any more.
  private static let refusalLimit = 3

  init(_ kubectl: Kubectl) { self.kubectl = kubectl }

  /// Says which types have namespaces.
  func use(for types: Set<String>) { self.types = types }

  /// The namespaces in which a type is worth trying, sorted.
  func names(for type: String) async -> [String] {
    guard types.contains(type) else { return [] }
    let task = found ?? Task { [kubectl] in await OwnNamespaces.names(kubectl) }
    found = task
    return await task.value.filter { refusals[$0, default: 0] < OwnNamespaces.refusalLimit }
  }

  /// Takes in whether a list of a namespace was allowed.
  func note(wasAllowed: Bool, in namespace: String) {
    if wasAllowed {
      // Low enough for all types.
      refusals[namespace] = Int.min / 2
    } else {
      refusals[namespace, default: 0] += 1
    }
  }

  /// All namespaces, where they may be listed; else the context's own.
  private static func names(_ kubectl: Kubectl) async -> [String] {
    var lines = try? await kubectl.output(of: CollectionCalls.namespaceNames)
    if lines == nil { lines = try? await kubectl.output(of: CollectionCalls.ownNamespace) }
    let names = String(decoding: lines ?? [], as: UTF8.self).split(separator: "\n")
      .compactMap { $0.split(separator: "/").last.map(String.init) }
      .filter(SnapshotFolder.isFileName)
    return Array(Set(names).sortedByBytes().prefix(nameLimit))
  }
}

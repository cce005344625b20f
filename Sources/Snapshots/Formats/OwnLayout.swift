/// The layout that ImportLint itself writes: `nodes/`, `probes/`, `rke/`, `cloud/` and the manifest
/// at the top of an input. Resources in it are files of kubectl.
enum OwnLayout {
  static let manifestName = "importlint-snapshot.yaml"

  /// What a file is by its path below the input; nil where it is a file of kubectl.
  ///
  /// An input may also be one of those folders itself: `check get-yaml/ nodes/`.
  static func role(of components: [String], inputName: String) -> FileRole? {
    if components == [manifestName] { return .manifest }
    if ["nodes", "probes", "rke", "cloud"].contains(inputName),
      let role = role(in: inputName, Array(components))
    {
      return role
    }
    guard let top = components.first else { return nil }
    return role(in: top, Array(components.dropFirst()))
  }

  private static func role(in folder: String, _ rest: [String]) -> FileRole? {
    switch folder {
    case "nodes" where rest.count >= 2:
      return .node(rest[0], path: rest.dropFirst().joined(separator: "/"))
    case "probes" where rest.count == 2 && rest[1].hasSuffix(".json"):
      return .probe(from: rest[0])
    case "rke" where rest.count == 1:
      return .rke(name: rest[0])
    case "cloud" where rest.count >= 2:
      return .cloud(provider: rest[0], name: rest.dropFirst().joined(separator: "/"))
    default: return nil
    }
  }
}

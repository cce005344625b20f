extension TypeTable {
  /// How files of exports end.
  static let endings = [".yaml", ".yml", ".json", ".txt", ".out"]

  /// The type that a file's name stands for: `pods.yaml`, `plans.upgrade.cattle.io.json`,
  /// `ns_list.json`; nil if it names none.
  func hint(fromFileName name: String) -> ResourceType? {
    var stem = name
    if let ending = TypeTable.endings.first(where: stem.hasSuffix) {
      stem = String(stem.dropLast(ending.count))
    } else if stem.contains(".") {
      // Without an ending that exports have, what follows a dot is no API group: `README.md`.
      return nil
    }
    if let type = type(named: stem) { return type }
    for ending in ["_list", "-list", "-errors"] where stem.hasSuffix(ending) {
      return type(named: String(stem.dropLast(ending.count)))
    }
    return nil
  }

  /// The type of an evidence key: `deployments.apps`, or `apps/v1/deployments`, `v1/nodes`.
  public func type(namedInEvidence key: String) -> ResourceType? {
    let parts = key.split(separator: "/").map(String.init)
    switch parts.count {
    case 1: return type(named: key)
    case 2: return ResourceType(group: "", plural: parts[1])
    case 3: return ResourceType(group: parts[0], plural: parts[2])
    default: return nil
    }
  }
}

extension TypeTable {
  /// The type that a file's name stands for: `pods.yaml`, `plans.upgrade.cattle.io.json`,
  /// `ns_list.json`; nil where it names none.
  func hint(fromFileName name: String) -> ResourceType? {
    var stem = name
    for ending in [".yaml", ".yml", ".json", ".txt", ".out"] where stem.hasSuffix(ending) {
      stem = String(stem.dropLast(ending.count))
      break
    }
    if let type = type(named: stem) { return type }
    for ending in ["_list", "-list", "-errors"] where stem.hasSuffix(ending) {
      return type(named: String(stem.dropLast(ending.count)))
    }
    return nil
  }
}

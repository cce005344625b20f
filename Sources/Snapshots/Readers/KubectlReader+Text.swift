import Documents

extension KubectlReader {
  /// Takes in text of kubectl that holds no objects.
  mutating func add(_ text: KubectlText, _ source: SourceText) {
    switch text {
    case .error(let error):
      guard place == nil else {
        report("error-text", .warning, "holds an error: \(error.message)")
        return
      }
      add(error)
    case .nothingFound(let namespace):
      if let namespace {
        claimHint(.namespaces([namespace]), "only namespace \(namespace) was looked in")
      } else {
        claimHint(.listed(namespaces: []), nil)
      }
    case .table(let header):
      report(
        "table", .note,
        "is a table for people (\(header.prefix(3).joined(separator: " ")) …) and is not read",
        help: "export the objects with -o yaml or -o json")
      claimHint(.unusable, "it was exported as a table")
    case .apiResources:
      let found = DiscoveryDocuments.addTable(source, to: &contribution.discovery)
      found.forEach { add(type: $0) }
    case .apiVersions:
      DiscoveryDocuments.addVersions(source, to: &contribution.discovery)
    case .version(let version):
      contribution.cluster.versions.append(
        VersionEvidence(text: version, value: nil, path: path))
    case .dump, .health: break
    }
  }

  /// An error where a list should be: the type was refused, or is not served, or was not had.
  mutating func add(_ error: ErrorText) {
    var type = hint
    if let resource = error.resource {
      let group = error.group.flatMap { $0.isEmpty ? nil : $0 }
      type = types.type(named: group.map { "\(resource).\($0)" } ?? resource) ?? hint
    }
    report(
      "error-text", error.isUnserved ? .note : .warning, "holds an error: \(error.message)")
    guard let type else { return }
    let extent: EvidenceClaim.Extent =
      error.isUnserved && error.resource != nil
      ? .everything(.assumed) : error.isForbidden ? .denied : .unusable
    claim(.type(type), extent, error.message)
  }
}

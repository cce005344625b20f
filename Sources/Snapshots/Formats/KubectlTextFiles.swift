import Documents
import Findings

extension SnapshotAssembly {
  /// Takes in text of kubectl that holds no objects.
  mutating func addText(
    _ text: KubectlText, _ source: SourceText, _ entry: InputEntry, _ role: FileRole,
    _ hint: ResourceType?
  ) {
    func claim(
      _ extent: EvidenceClaim.Extent, _ detail: String?
    ) {
      guard let hint else { return }
      claims.append(
        EvidenceClaim(
          subject: .type(hint), extent: extent, batch: entry.folder, input: entry.input,
          path: entry.path, detail: detail))
    }
    switch text {
    case .error(let error):
      if case .dump = role {
        problems.append(
          Problem(
            "error-text", .warning, "holds an error: \(error.message)", path: entry.path))
        return
      }
      addError(error, hint: hint, batch: entry.folder, input: entry.input, path: entry.path)
    case .nothingFound(let namespace):
      if let namespace {
        claim(.namespaces([namespace]), "only namespace \(namespace) was looked in")
      } else {
        claim(.listed(namespaces: []), nil)
      }
    case .table(let header):
      problems.append(
        Problem(
          "table", .note,
          "is a table for people (\(header.prefix(3).joined(separator: " ")) …) and is not read",
          path: entry.path, help: "export the objects with -o yaml or -o json"))
      claim(.unusable, "it was exported as a table")
    case .apiResources:
      DiscoveryDocuments.addTable(source, to: &discovery, types: &types)
    case .apiVersions:
      DiscoveryDocuments.addVersions(source, to: &discovery)
    case .version(let version):
      versions.append(VersionEvidence(text: version, value: nil, path: entry.path))
    case .dump, .health: break
    }
  }

  /// An error where a list should be: the type was refused, or is not served, or was not had.
  mutating func addError(
    _ error: ErrorText, hint: ResourceType?, batch: String, input: Int, path: String
  ) {
    var type = hint
    if let resource = error.resource {
      let group = error.group.flatMap { $0.isEmpty ? nil : $0 }
      type = types.type(named: group.map { "\(resource).\($0)" } ?? resource) ?? hint
    }
    problems.append(
      Problem(
        "error-text", error.isUnserved ? .note : .warning, "holds an error: \(error.message)",
        path: path))
    guard let type else { return }
    let extent: EvidenceClaim.Extent =
      error.isUnserved && error.resource != nil
      ? .everything(.assumed) : error.isForbidden ? .denied : .unusable
    claims.append(
      EvidenceClaim(
        subject: .type(type), extent: extent, batch: batch, input: input, path: path,
        detail: error.message))
  }
}

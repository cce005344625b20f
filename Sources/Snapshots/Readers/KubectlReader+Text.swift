import Basics
import Documents
import Findings

extension KubectlReader {
  /// Takes in text of kubectl that holds no objects.
  mutating func add(_ text: KubectlText, _ source: SourceText) {
    switch text {
    case .error(let error):
      add(error)
    case .nothingFound(let namespace):
      if let namespace {
        claimHint(.namespaces([namespace]), "only namespace \(namespace) was searched")
      } else {
        claimNone()
      }
    case .table(let header): addTable(header, source)
    case .description:
      report(
        "table", .warning, "is the output of kubectl describe, which is for people",
        help: "export the objects with -o yaml or -o json")
      claimHint(.unusable, "it was exported with kubectl describe")
    case .apiResources:
      let found = DiscoveryDocuments.addTable(source, to: &contribution.discovery)
      for type in found.types { add(type: type) }
      guard let strange = found.strange else { break }
      if found.isTooLong { return noteTooManyTypes("is the row of", at: strange) }
      note(
        "malformed-line",
        "is not a row of the table: what else the API server serves is not known", at: strange,
        .warning)
    case .apiVersions:
      DiscoveryDocuments.addVersions(source, to: &contribution.discovery)
    case .version(let version):
      add(VersionEvidence(text: version, value: nil, path: path), at: nil)
    case .dump, .health: break
    }
  }

  /// Takes in what an answer of the discovery API tells of.
  mutating func add(_ found: DiscoveryDocuments.Found) {
    for type in found.types { add(type: type) }
    if let next = found.beyondLimit { noteTooManyTypes("is", at: next.place) }
  }

  private mutating func noteTooManyTypes(_ verb: String, at place: SourcePlace?) {
    note(
      "too-many-types",
      "\(verb) one more than the \(DiscoveryDocuments.typeLimit) types that are read: "
        + "what else the API server serves is not known", at: place, .warning)
  }

  /// Takes in a table of `kubectl get`, which holds names and no content.
  private mutating func addTable(_ header: [String], _ source: SourceText) {
    let reason = "it was exported as a table"
    guard let place else {
      report(
        "table", .note,
        "is a table for people (\(header.prefix(3).joined(separator: " ")) …) and is not read",
        help: "export the objects with -o yaml or -o json")
      return claimHint(.unusable, reason)
    }
    // Where a format has its tables, there is nothing to do about them.
    guard place.extent == .cluster, header.first == "NAMESPACE",
      let names = KubectlText.namespaces(inTable: source), let last = names.last
    else { return claimHint(.unusable, reason) }
    claimHint(.namesOnly(in: Set(names), end: last), reason)
  }

  /// Names a file that was probably meant as the manifest: what it says of lists is not known.
  mutating func reportMisnamedManifest() {
    let name = "importlint-snapshot"
    let parts = path.split(separator: "/").last?.split(separator: ".").map(String.init) ?? []
    guard parts.count == 2, ["yaml", "yml", "json"].contains(asciiLowercased(parts[1])),
      parts[0].equalsByBytes(name) || closestWord(to: parts[0], among: [name], most: 2) != nil
    else { return }
    report(
      "misplaced-manifest", .error, "is not read as the manifest of the snapshot",
      help: "a manifest is \(name).yaml at the top of an input")
  }

  /// An error where a list should be: the type was refused, or is not served, or was not had.
  mutating func add(_ error: ErrorText) {
    var type = hint
    if let resource = error.resource {
      let group = error.group.flatMap { $0.isEmpty ? nil : $0 }
      type = types.type(named: group.map { "\(resource).\($0)" } ?? resource) ?? hint
    }
    let isUnserved =
      error.isUnserved && error.resource != nil
      && !(type.map(BuiltInTypes.everywhere.contains) ?? false)
    report("error-text", isUnserved ? .note : .warning, "holds an error: \(error.message)")
    guard let type else { return }
    let extent: EvidenceClaim.Extent =
      isUnserved ? .unserved : error.isForbidden ? .denied : .unusable
    claim(.type(type), extent, error.message)
  }

  /// Errors beside a list, or instead of it: texts, or texts by namespace or by type.
  mutating func addErrors(_ document: DocumentValue) {
    let messages =
      document.value.tag == .list
      ? document.elements.map { (key: "", message: $0.string) }
      : document.entries.map { (key: $0.key, message: $0.value.string) }
    for (key, text) in messages {
      guard let text else {
        note("not-an-object", "holds no texts of errors", document)
        return
      }
      let place = key.isEmpty ? "" : "\(key): "
      note("error-text", "holds an error: \(place)\(text)", document, .warning)
      guard let type = hint ?? types.type(named: String(key.prefix { $0 != "/" })) else { continue }
      let isForbidden = text.contains("forbidden") || text.contains("Forbidden")
      claim(.type(type), isForbidden ? .denied : .unusable, text)
    }
  }
}

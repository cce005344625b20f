import Basics
import Documents
import Findings

/// Reads `nodes/<node>/importlint-node.yaml`: what the one who gathered a node's files did not get.
///
///     schema: 1
///     tool: importlint node-script
///     time: "2026-11-23T07:20:20Z"
///     denied:
///       "/etc/rancher/rke2/config.yaml": permission denied
///       "/var/lib/rancher/rke2/server/tls/": permission denied
///     absent:
///       - "/run/systemd/resolve/resolv.conf"
///
/// Paths are those on the node; one that ends in `/` is a folder. `absent` stands last and must be
/// there, so that a file that breaks off is none.
struct NodeManifestReader {
  /// Its name in a node's folder.
  static let name = "importlint-node.yaml"

  private static let fields = ["schema", "tool", "time", "denied", "absent"]
  /// Paths that one may name; the script stops at fewer.
  private static let limit = 5000

  /// What a node's manifest adds; nothing where it is not valid.
  static func contribution(
    of reading: FileReading, node: String, store: DocumentStore
  ) -> Contribution {
    var contribution = Contribution(store: store)
    contribution.nodeFiles.add(node: node)
    guard case .documents(let documents) = reading.content, let first = documents.documents.first
    else {
      contribution.problems.append(
        Problem(
          "invalid-manifest", .error, ManifestReader.unreadText(reading, "the node's manifest"),
          path: reading.member.path))
      return contribution
    }
    let document = DocumentValue(first, in: store)
    let second = documents.documents.dropFirst().first.map { DocumentValue($0, in: store) }
    let isBroken = documents.flaws.contains(where: \.losesContent)
    if let flaw = second.map({ ("a node's manifest is one document, and there are more", $0.place) }
    )
      ?? flaw(of: document)
    {
      contribution.problems.append(
        Problem(
          "invalid-manifest", .error, "\(flaw.0); it counts as not there",
          path: reading.member.path, place: flaw.1 ?? document.place))
    } else if !isBroken {
      for (path, reason) in document["denied"]?.entries ?? [] {
        contribution.nodeFiles.add(denied: path, reason: reason.string ?? "", node: node)
      }
      let absent = (document["absent"]?.elements ?? []).compactMap(\.string)
      contribution.nodeFiles.add(absent: absent, node: node)
    }
    return contribution
  }

  /// What is wrong with a manifest, and where; nil if nothing is.
  private static func flaw(of document: DocumentValue) -> (String, SourcePlace?)? {
    guard document.value.tag == .map else { return ("a node's manifest must be a map", nil) }
    for (key, value) in document.entries where !fields.contains(key) {
      return ("unknown field \(key) of a node's manifest", value.place)
    }
    if document["schema"]?.int != 1 { return ("schema must be 1", document["schema"]?.place) }
    if let time = document["time"], time.string.flatMap({ Timestamp(rfc3339: $0) }) == nil {
      return ("time must be RFC 3339, such as 2026-11-23T07:20:20Z", time.place)
    }
    if let denied = document["denied"], !denied.isNull {
      guard denied.value.tag == .map, denied.entries.allSatisfy({ $0.value.string != nil }) else {
        return ("denied must be a map from paths to reasons", denied.place)
      }
    }
    guard let absent = document["absent"] else { return ("absent must be there", nil) }
    guard absent.value.tag == .list, absent.elements.allSatisfy({ $0.string != nil }) else {
      return ("absent must be a list of paths", absent.place)
    }
    if (document["denied"]?.entries.count ?? 0) + absent.elements.count > limit {
      return ("more than \(limit) paths", nil)
    }
    return nil
  }
}

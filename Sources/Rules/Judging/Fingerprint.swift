import Basics
import Findings

/// A finding's name over time: the same problem has the same fingerprint in every export.
///
/// It rests on the cluster's identity, the rule, the validation, the subject and the pointer of the
/// deciding value, not on paths, lines or wording, so that a moved line is not a new finding.
struct Fingerprint {
  /// uid of namespace kube-system, else the declared name.
  let cluster: String

  func text(
    rule: String, validation: String, subject: Subject, pointer: String?, verdict: Verdict
  ) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    // Lengths keep the parts apart, whatever characters they hold.
    func add(_ part: String) {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
      bytes += String(part.utf8.count).utf8
      bytes.append(UInt8(ascii: ":"))
      bytes += part.utf8
    }
    for part in [cluster, rule, validation] { add(part) }
    switch subject {
    case .cluster: add("cluster")
    case .node(let name): for part in ["node", name] { add(part) }
    // The version is left out: the same object may be exported in another one.
    case .resource(let r):
      for part in ["resource", r.group, r.kind, r.namespace, r.name] { add(part) }
    }
    add(pointer ?? "")
    add(verdict.rawValue)
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.add($0) }
    return hexadecimal(hash.digest().prefix(16))
  }
}

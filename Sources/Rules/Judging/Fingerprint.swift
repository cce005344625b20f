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
    var identity = [cluster, rule, validation]
    switch subject {
    case .cluster: identity += ["cluster"]
    case .node(let name): identity += ["node", name]
    // The version is left out: the same object may be exported in another one.
    case .resource(let r): identity += ["resource", r.group, r.kind, r.namespace, r.name]
    }
    identity.append(pointer ?? "")
    identity.append(verdict.rawValue)
    // Lengths keep the parts apart, whatever characters they hold.
    let joined = identity.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
    return String(SHA256.hexadecimalDigest(of: joined).prefix(32))
  }
}

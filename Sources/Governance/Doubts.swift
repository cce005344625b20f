import Basics
import Findings

/// Why what only one of two results has may not come from the cluster.
struct Doubts {
  private let old: Side
  private let new: Side
  private let isOfOneSnapshot: Bool

  /// When the other side was judged, and how that is said.
  private enum Time: String {
    case then, now

    func said(_ past: String, _ present: String) -> String {
      "\(self == .then ? past : present) \(rawValue)"
    }
  }

  /// One of the results, with what is asked of it again and again.
  private struct Side {
    let record: ResultRecord
    /// By id, and by earlier ids.
    let rules: [String: ResultRecord.Rule]
    /// The verdicts of findings by rule and subject.
    let verdicts: [String: Verdict]

    init(_ record: ResultRecord) {
      self.record = record
      var rules: [String: ResultRecord.Rule] = [:]
      for rule in record.rules {
        for id in rule.deprecatedIds {
          rules[id.utf8.contains(UInt8(ascii: "/")) ? id : "\(rule.pack)/\(id)"] = rule
        }
      }
      for rule in record.rules { rules[rule.id] = rule }
      self.rules = rules
      verdicts = Dictionary(record.findings.map { ($0.question, $0.verdict) }) { max($0, $1) }
    }
  }

  init(_ old: ResultRecord, _ new: ResultRecord) {
    self.old = Side(old)
    self.new = Side(new)
    isOfOneSnapshot = Doubts.areOfOneSnapshot(old, new)
  }

  static func areOfOneSnapshot(_ old: ResultRecord, _ new: ResultRecord) -> Bool {
    guard let sums = old.snapshot, !sums.isEmpty, let others = new.snapshot else { return false }
    // A snapshot that lies elsewhere is the same.
    return sums.values.sortedByBytes() == others.values.sortedByBytes()
  }

  func doubt(ofNew entry: ResultRecord.Entry) -> String? {
    doubt(of: entry, in: new, against: old, .then)
  }

  func doubt(ofOld entry: ResultRecord.Entry) -> String? {
    doubt(of: entry, in: old, against: new, .now)
  }

  private func doubt(
    of entry: ResultRecord.Entry, in side: Side, against other: Side, _ time: Time
  ) -> String? {
    let names = [entry.identity.rule] + (side.rules[entry.identity.rule]?.deprecatedIds ?? [])
    guard let rule = names.lazy.compactMap({ other.rules[$0] }).first else {
      return time.said("the rule was not judged", "the rule is not judged")
    }
    let question = "\(rule.id)\n\(entry.identity.subject.text)"
    switch (entry.verdict, other.verdicts[question]) {
    case (.fail, .unknown): return time.said("it was not known", "it is not known")
    case (.unknown, .fail): return time.said("it failed", "it fails")
    case (.unknown, _) where time == .then: return "it is not known now"
    default: break
    }
    // It may be one of those that nobody looked at.
    let isOpen =
      other.verdicts["\(rule.id)\n\(Subject.cluster.text)"] == .unknown
      && !rule.passing.contains(entry.identity.subject.text)
    let openness = isOpen ? time.said("it was not known", "it is not known") : nil
    // What differs with one snapshot is what is asked for.
    if isOfOneSnapshot { return openness }
    return difference(of: rule) ?? evidence(of: entry, rule, in: other, time) ?? openness
  }

  /// What both results were made by, where that differs.
  private func difference(of rule: ResultRecord.Rule) -> String? {
    let (then, now) = (old.record, new.record)
    if then.toolVersion != now.toolVersion {
      return "importlint was \(then.toolVersion) then, and is \(now.toolVersion) now"
    }
    if then.rancherVersion != now.rancherVersion {
      return "it was judged for Rancher \(then.rancherVersion ?? "of undeclared version") then, "
        + "and for \(now.rancherVersion ?? "one of undeclared version") now"
    }
    let packs = [then, now].map { record in record.packs.first { $0.name == rule.pack } }
    guard let earlier = packs[0], let later = packs[1] else { return nil }
    let name = "the pack \(earlier.name)"
    if earlier.version != later.version {
      return "\(name) was \(earlier.version) then, and is \(later.version) now"
    }
    if let digest = earlier.digest, let other = later.digest, digest != other {
      return "\(name) is not the same"
    }
    let data = Set(earlier.data.keys).union(later.data.keys).filter {
      earlier.data[$0] != later.data[$0]
    }
    return data.isEmpty
      ? nil : "data of \(name) differ: \(data.sortedByBytes().joined(separator: ", "))"
  }

  /// Whether the subject's type was not collected completely on the other side, so that the subject
  /// may have been missed.
  private func evidence(
    of entry: ResultRecord.Entry, _ rule: ResultRecord.Rule, in other: Side, _ time: Time
  ) -> String? {
    guard !rule.passing.contains(entry.identity.subject.text) else { return nil }
    let type: String
    switch entry.identity.subject {
    case .cluster: return nil
    case .node: type = "nodes"
    case .resource(let resource):
      type = resource.group.isEmpty ? resource.plural : "\(resource.group)/\(resource.plural)"
    }
    switch other.record.evidence[type] {
    case .complete, .assumed: return nil
    case let state?:
      return time.said(
        "evidence of \(type) was \(state.rawValue)", "evidence of \(type) is \(state.rawValue)")
    case nil: return time.said("\(type) were not collected", "\(type) are not collected")
    }
  }
}

import Basics
import Findings

/// One reason for which rules could not be decided, over all findings that share it.
///
/// A missing file of 200 nodes is one reason with 200 nodes, and a missing resource type is one
/// reason however many rules and subjects wait for it.
struct UnknownReason {
  var kind: MissingEvidence.Kind?
  var text: String
  /// The node that `text` is about.
  private var firstNode: String?
  /// The nodes that it is true of, sorted; empty where it is not about nodes.
  var nodes: [String] = []
  /// Full ids of the rules that wait for it, sorted.
  var rules: [String] = []
  var findingCount = 0
  /// The worst severity among them.
  var severity = Severity.note
  /// The place of the first of them, where an expression failed.
  var place: Place?

  init(kind: MissingEvidence.Kind?, text: String) {
    self.kind = kind
    self.text = text
  }

  /// The text as it reads for several nodes: the words `of node w1` are left out.
  var textWithoutNode: String {
    guard let firstNode else { return text }
    var words = text.split(separator: " ", omittingEmptySubsequences: false)
    let index = words.indices.dropFirst(2).first {
      words[$0] == firstNode && words[$0 - 1] == "node" && ["of", "on"].contains(words[$0 - 2])
    }
    guard let index else { return text }
    words.removeSubrange((index - 2)...index)
    return words.joined(separator: " ")
  }

  /// The reasons for these findings, worst first.
  static func list(_ findings: some Sequence<Finding>) -> [UnknownReason] {
    var reasons = [UnknownReason]()
    var indices = [[String]: Int]()
    for finding in findings where finding.verdict == .unknown {
      var seen = Set<Int>()
      let missing: [MissingEvidence?] = finding.missing.isEmpty ? [nil] : finding.missing
      for evidence in missing {
        let text = evidence?.text ?? finding.message
        var key = [evidence?.kind.rawValue ?? "", text]
        if let step = evidence?.collect, step.node != nil {
          key = [key[0], step.kind.rawValue, step.text]
        }
        let index = indices[key, default: reasons.count]
        if index == reasons.count {
          indices[key] = index
          reasons.append(UnknownReason(kind: evidence?.kind, text: text))
        }
        if let node = evidence?.collect?.node {
          if reasons[index].nodes.isEmpty { reasons[index].firstNode = node }
          reasons[index].nodes.append(node)
        }
        if seen.insert(index).inserted { reasons[index].add(finding) }
      }
    }
    for index in reasons.indices {
      reasons[index].nodes = unique(reasons[index].nodes)
      reasons[index].rules = unique(reasons[index].rules)
    }
    return reasons.sorted {
      if $0.severity != $1.severity { return $0.severity > $1.severity }
      if $0.rules.count != $1.rules.count { return $0.rules.count > $1.rules.count }
      return $0.text.precedesByBytes($1.text)
    }
  }

  private mutating func add(_ finding: Finding) {
    rules.append(finding.rule)
    findingCount += 1
    severity = max(severity, finding.severity)
    if kind == .evaluationError, place == nil { place = finding.places.first }
  }

  private static func unique(_ items: [String]) -> [String] {
    var result = [String]()
    for item in items.sortedByBytes()
    where !(result.last?.equalsByBytes(item) ?? false) {
      result.append(item)
    }
    return result
  }
}

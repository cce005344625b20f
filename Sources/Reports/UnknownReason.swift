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
  var place: Place? { failed?.places.first }
  private var failed: Finding?
  /// What would decide it, of the first finding; nil if nothing can be collected.
  var collect: CollectionStep?

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
    var indices = [Key: Int]()
    // By what is missing: thousands of findings share a few lists of it.
    var known: [SharedList<MissingEvidence>: [Int]] = [:]
    for finding in findings where finding.verdict == .unknown {
      let list = SharedList(finding.missing)
      var own = finding.missing.isEmpty ? nil : known[list]
      if own == nil {
        let missing: [MissingEvidence?] = finding.missing.isEmpty ? [nil] : finding.missing
        let found = missing.map { index(of: $0, finding, in: &reasons, &indices) }
        own = found.count == 1 ? found : Array(Set(found))
        if !finding.missing.isEmpty { known[list] = own }
      }
      for index in own ?? [] { reasons[index].add(finding) }
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

  /// What is the same for all nodes.
  private struct Key: Hashable {
    let kind: MissingEvidence.Kind?
    /// Empty where the step says all.
    let text: String
    let step: CollectionStep?

    init(kind: MissingEvidence.Kind?, text: String, step: CollectionStep?) {
      self.kind = kind
      self.text = text
      self.step = step
    }

    init(_ kind: MissingEvidence.Kind?, _ step: CollectionStep, ofNode node: String) {
      self.kind = kind
      text = ""
      var step = step
      step.node = nil
      if step.action.contains(node) {
        step.action = step.action.replacingBytes(of: node, with: "<NODE>")
      }
      if let place = step.place, place.contains(node) {
        step.place = place.replacingBytes(of: node, with: "<NODE>")
      }
      self.step = step
    }
  }

  /// The position of the reason that a finding is unknown for, with its node; a new one is added.
  private static func index(
    of evidence: MissingEvidence?, _ finding: Finding, in reasons: inout [UnknownReason],
    _ indices: inout [Key: Int]
  ) -> Int {
    let text = evidence?.text ?? finding.message
    let key =
      evidence?.collect.flatMap { step in
        step.node.map { Key(evidence?.kind, step, ofNode: $0) }
      } ?? Key(kind: evidence?.kind, text: text, step: nil)
    let index = indices[key, default: reasons.count]
    if index == reasons.count {
      indices[key] = index
      reasons.append(UnknownReason(kind: evidence?.kind, text: text))
      reasons[index].collect = evidence?.collect
    }
    if let node = evidence?.collect?.node {
      if reasons[index].nodes.isEmpty { reasons[index].firstNode = node }
      reasons[index].nodes.append(node)
    }
    return index
  }

  /// What is missing, for any number of nodes.
  func text(naming list: ([String]) -> String) -> String {
    guard nodes.count > 1 else { return text }
    return "\(textWithoutNode) (\(nodes.count) nodes: \(list(nodes)))"
  }

  /// What to collect for it, in words; nil if nothing can be.
  var collectionText: String? {
    guard let collect else { return nil }
    let own = nodes.isEmpty ? collect.node.map { [$0] } ?? [] : nodes
    let text = collect.text(ofNodes: own) + (own.count > 1 ? " of \(own.count) nodes" : "")
    return switch collect.kind {
    case .kubectl, .manifest, .other: text
    case .nodeFile: "file \(text)"
    case .nodeCommand: "output of \(text)"
    case .probe: "probe \(text)"
    case .targetField: "target field \(text)"
    }
  }

  private mutating func add(_ finding: Finding) {
    // Findings come by rules.
    if !(rules.last?.equalsByBytes(finding.rule) ?? false) { rules.append(finding.rule) }
    findingCount += 1
    severity = max(severity, finding.severity)
    if kind == .evaluationError, failed == nil, !finding.places.isEmpty { failed = finding }
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

extension UnknownReason {
  /// The same reasons in fewer lines: fields that the target does not declare are one, and so are
  /// lists that were not exported in the same way.
  static func condensed(_ reasons: [UnknownReason]) -> [UnknownReason] {
    var result: [UnknownReason] = []
    var indices: [[String]: Int] = [:]
    var names: [Int: [String]] = [:]
    for reason in reasons {
      guard let (name, rest) = reason.nameAndRest else {
        result.append(reason)
        continue
      }
      let key = [reason.severity.rawValue, reason.kind?.rawValue ?? "", rest]
      if let index = indices[key] {
        names[index]?.append(name)
        result[index].rules = unique(result[index].rules + reason.rules)
        result[index].findingCount += reason.findingCount
      } else {
        indices[key] = result.count
        names[result.count] = [name]
        result.append(reason)
      }
    }
    for (index, names) in names where names.count > 1 {
      guard let rest = result[index].nameAndRest?.rest else { continue }
      let list = names.sortedByBytes().joined(separator: ", ")
      result[index].text =
        result[index].kind == .targetField ? "\(rest) \(list)" : "\(list) \(rest)"
    }
    return result
  }

  /// What is missing, and the words about it that it shares with others; nil if there are none.
  private var nameAndRest: (name: String, rest: String)? {
    guard nodes.isEmpty else { return nil }
    let undeclared = "the target does not declare"
    if kind == .targetField, let field = collect?.text, text == "\(undeclared) \(field)" {
      return (field, undeclared)
    }
    guard kind == .resources else { return nil }
    for rest in ["were not all exported", "were not exported"] {
      guard let range = text.firstRange(of: " " + rest) else { continue }
      let name = text[..<range.lowerBound]
      if !name.contains(" ") { return (String(name), rest) }
    }
    return nil
  }
}

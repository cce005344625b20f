import Findings

/// The findings of one rule that a person reads as one: same verdict and severity.
struct FindingGroup {
  /// Findings that say the same of different subjects, in report order.
  private(set) var variants: [[Finding]] = []
  private var indices: [String: Int] = [:]

  var first: Finding { variants[0][0] }
  var findings: [Finding] { variants.flatMap { $0 } }

  /// Groups findings that are in report order, keeping that order.
  static func list(_ findings: some Sequence<Finding>) -> [FindingGroup] {
    var groups = [FindingGroup]()
    for finding in findings {
      if let last = groups.last?.first, last.rule == finding.rule,
        last.verdict == finding.verdict, last.severity == finding.severity
      {
        groups[groups.count - 1].add(finding)
      } else {
        var group = FindingGroup()
        group.add(finding)
        groups.append(group)
      }
    }
    return groups
  }

  private mutating func add(_ finding: Finding) {
    let key = "\(finding.validation) \(Self.wording(finding))"
    let index = indices[key, default: variants.count]
    if index == variants.count {
      indices[key] = index
      variants.append([])
    }
    variants[index].append(finding)
  }

  /// The words of a message without its subject's name, to tell whether two say the same.
  private static func wording(_ finding: Finding) -> String {
    let names: [String]
    switch finding.subject {
    case .cluster: return finding.message
    case .node(let name): names = [name]
    case .resource(let resource):
      names = [resource.name, resource.namespace, resource.namespace + "/" + resource.name]
    }
    return finding.message.split(separator: " ")
      .map { word in names.contains { word == $0 } ? "" : word }
      .joined(separator: " ")
  }
}

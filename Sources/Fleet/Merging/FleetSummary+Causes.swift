import Basics
import Findings

/// A rule that stands between clusters and Rancher, and what its fix would do.
public struct FleetFix: Sendable, Hashable {
  /// Full id.
  public var rule: String
  public var title: String
  public var fix: String
  /// Names of the clusters that it blocks, sorted.
  public var blocked: [String]
  /// How many of them nothing else keeps from being ready.
  public var freedAlone: Int
  /// How many clusters are ready when it and all fixes before it are made.
  public var readyAfter: Int
}

/// Clusters that the same rules block.
public struct FleetCause: Sendable, Hashable {
  /// Full ids, sorted.
  public var rules: [String]
  /// Names, sorted.
  public var clusters: [String]
}

/// Evidence that clusters lack.
public struct FleetStep: Sendable, Hashable {
  public var text: String
  /// Names, sorted.
  public var clusters: [String]
  /// Full ids of the rules that wait for it, sorted.
  public var rules: [String]
  /// Whether one of them decides readiness somewhere.
  public var blocks: Bool
}

/// How far the clusters are that have something in common.
public struct FleetGroup: Sendable, Hashable {
  /// `distribution`, `rancher`, or the name of a label.
  public var key: String
  /// Empty where it is not known, or the label is not set.
  public var value: String
  public var counts: [FleetMember.Stage: Int]
}

extension FleetSummary {
  /// The fixes in an order that makes clusters ready early: the one that frees most comes first,
  /// else the one that blocks most.
  public var fixes: [FleetFix] {
    var fixes = blockingRules
    var order: [FleetFix] = []
    var open = members.filter { $0.row.judged != nil }.map {
      (blockers: Set($0.blockers), isDecided: $0.isDecided)
    }
    .filter { !$0.blockers.isEmpty }
    var ready = count(of: .ready)
    while !fixes.isEmpty {
      var freed: [String: Int] = [:]
      var blocked: [String: Int] = [:]
      for cluster in open {
        for rule in cluster.blockers { blocked[rule, default: 0] += 1 }
        guard cluster.isDecided, cluster.blockers.count == 1, let rule = cluster.blockers.first
        else { continue }
        freed[rule, default: 0] += 1
      }
      let best = fixes.keys.min { left, right in
        let frees = (freed[left] ?? 0, freed[right] ?? 0)
        if frees.0 != frees.1 { return frees.0 > frees.1 }
        let blocks = (blocked[left] ?? 0, blocked[right] ?? 0)
        if blocks.0 != blocks.1 { return blocks.0 > blocks.1 }
        return left.precedesByBytes(right)
      }
      guard let best, var fix = fixes.removeValue(forKey: best) else { break }
      ready += freed[best] ?? 0
      fix.readyAfter = ready
      order.append(fix)
      for index in open.indices { open[index].blockers.remove(best) }
      open.removeAll { $0.blockers.isEmpty }
    }
    return order
  }

  private var blockingRules: [String: FleetFix] {
    var fixes: [String: FleetFix] = [:]
    for member in members {
      let isAlone = member.stage == .oneFixAway
      for rule in member.row.judged?.failing ?? [] where rule.decides {
        // In its place: there may be ten thousand names, which are not to be copied for each.
        let new = FleetFix(
          rule: rule.id, title: rule.title, fix: rule.fix, blocked: [], freedAlone: 0,
          readyAfter: 0)
        fixes[rule.id, default: new].blocked.append(member.name)
        if isAlone { fixes[rule.id, default: new].freedAlone += 1 }
      }
    }
    return fixes
  }

  /// Clusters that are blocked by the same rules, the largest groups first.
  public var causes: [FleetCause] {
    Dictionary(grouping: members.filter { !$0.blockers.isEmpty }, by: \.blockers)
      .map { FleetCause(rules: $0.key, clusters: $0.value.map(\.name)) }
      .sorted { left, right in
        if left.clusters.count != right.clusters.count {
          return left.clusters.count > right.clusters.count
        }
        return compareByBytes(left.rules, right.rules) < 0
      }
  }

  /// What is to be collected, what decides and is lacking most often first.
  public var steps: [FleetStep] {
    var steps: [String: FleetStep] = [:]
    var rules: [String: Set<String>] = [:]
    for member in members {
      for step in member.row.judged?.steps ?? [] {
        let new = FleetStep(text: step.text, clusters: [], rules: [], blocks: false)
        steps[step.text, default: new].clusters.append(member.name)
        if step.blocks { steps[step.text, default: new].blocks = true }
        rules[step.text, default: []].formUnion(step.rules)
      }
    }
    return steps.values.map { step in
      var step = step
      step.rules = (rules[step.text] ?? []).sortedByBytes()
      return step
    }
    .sorted { left, right in
      if left.blocks != right.blocks { return left.blocks }
      if left.clusters.count != right.clusters.count {
        return left.clusters.count > right.clusters.count
      }
      return left.text.precedesByBytes(right.text)
    }
  }

  /// Readiness by distribution, by version of Rancher, and by each label.
  public var groups: [FleetGroup] {
    var groups: [[String]: FleetGroup] = [:]
    let labels = Set(members.flatMap(\.row.labels.keys)).sortedByBytes()
    for member in members {
      var values = [
        ("distribution", member.row.cluster.distribution ?? ""),
        ("rancher", member.row.basis.rancher ?? ""),
      ]
      values += labels.map { ("label " + $0, member.row.labels[$0] ?? "") }
      for (key, value) in values {
        groups[[key, value], default: FleetGroup(key: key, value: value, counts: [:])]
          .counts[member.stage, default: 0] += 1
      }
    }
    return groups.values.sorted { compareByBytes([$0.key, $0.value], [$1.key, $1.value]) < 0 }
  }
}

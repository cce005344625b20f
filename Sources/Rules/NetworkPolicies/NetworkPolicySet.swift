import Basics
import Documents
import Snapshots

/// All policies that may concern a connection, in the order in which they are asked: those of
/// administrators, those of namespaces (and of Calico or Cilium among them), and administrators'
/// baseline.
struct NetworkPolicySet: Sendable {
  let cluster: NetworkCluster
  /// The namespace of the pod whose connections are judged.
  let namespace: String

  private let kubernetes: Policies
  private let administrators: Policies
  private let baseline: Policies
  private let calico: Policies
  private let tiers: Policies
  private let cilium: Policies
  private let unjudged: UnjudgedPolicies

  /// Policies that are there, and the reason for which there may be more.
  private struct Policies: Sendable {
    let objects: [DocumentValue]
    /// For each the reason for which something in it is not known; nil if all is.
    let unknownParts: [UInt32?]
    let missing: UInt32?
    /// Values in all of them.
    let size: UInt64

    init(
      _ found: [(objects: [DocumentValue], missing: UInt32?)],
      where isIncluded: (DocumentValue) -> Bool = { _ in true }
    ) {
      objects = found.flatMap(\.objects).filter(isIncluded)
      unknownParts = objects.map(NetworkPolicySet.unknownPart)
      missing = found.compactMap(\.missing).first
      size = objects.reduce(0) { $0 + NetworkPolicySet.size(of: $1) }
    }

    /// What they say; one of which a part is not in the snapshot may say anything.
    func judged(_ judge: (DocumentValue) -> JudgedPolicy) -> [JudgedPolicy] {
      zip(objects, unknownParts).map { policy, unknown in
        unknown.map { JudgedPolicy.unread($0, policy) } ?? judge(policy)
      }
    }
  }

  init(_ cluster: NetworkCluster, namespace: String) {
    self.cluster = cluster
    self.namespace = namespace
    kubernetes = Policies([cluster.objects(.kubernetes, namespace: namespace)])
    let unified = cluster.objects(.unified)
    func isBaseline(_ policy: DocumentValue) -> Bool {
      policy[path: "spec", "tier"]?.string == "Baseline"
    }
    administrators = Policies([cluster.objects(.administrators), unified]) { !isBaseline($0) }
    baseline = Policies([cluster.objects(.baseline), unified]) {
      $0["kind"]?.string == "BaselineAdminNetworkPolicy" || isBaseline($0)
    }
    calico = Policies([
      cluster.objects(.calico, namespace: namespace), cluster.objects(.calicoGlobal),
    ])
    tiers = Policies([cluster.objects(.calicoTiers)])
    cilium = Policies([
      cluster.objects(.cilium, namespace: namespace), cluster.objects(.ciliumClusterwide),
    ])
    unjudged = UnjudgedPolicies(cluster, namespace: namespace)
  }

  /// What judging one connection takes: values that are walked.
  var size: UInt64 {
    [kubernetes, administrators, baseline, calico, cilium].reduce(0) { $0 + $1.size }
  }

  private static func size(of value: DocumentValue) -> UInt64 {
    1 + value.entries.reduce(0) { $0 + size(of: $1.value) }
      + value.elements.reduce(0) { $0 + size(of: $1) }
  }

  // MARK: Judging

  /// Whether a connection of a pod of the namespace is allowed.
  func allows(_ connection: NetworkConnection) -> NetworkAnswer {
    let answer = judged(connection)
    if case .unknown = answer { return answer }
    return unjudged.doubt(about: answer, connection.direction).map { .unknown($0) } ?? answer
  }

  /// What the policies say that are judged.
  private func judged(_ connection: NetworkConnection) -> NetworkAnswer {
    // What was not read of these may deny before all others, or allow.
    for policies in [administrators, calico, cilium] {
      if let reason = policies.missing { return .unknown(kubernetes.missing ?? reason) }
    }
    // Policies of Cilium are one union with those of namespaces, those of Calico stand in tiers
    // beside them: where a cluster has both, each must let the connection through.
    if cilium.objects.isEmpty { return byCalico(connection) }
    let answer = byCilium(connection)
    guard !calico.objects.isEmpty, case .yes = answer else { return answer }
    return byCalico(connection)
  }

  /// The reason for which something in a value is not known; nil if all is.
  private static func unknownPart(of value: DocumentValue) -> UInt32? {
    switch value.value.tag {
    case .unknown, .hidden: return UInt32(truncatingIfNeeded: value.value.payload)
    case .map, .list:
      if value.value.tail != 0 { return value.value.tail }
      for (_, entry) in value.entries { if let reason = unknownPart(of: entry) { return reason } }
      for element in value.elements { if let reason = unknownPart(of: element) { return reason } }
      return nil
    default: return nil
    }
  }

  private func namespaceTier(_ connection: NetworkConnection) -> PolicyTier {
    let judge = KubernetesPolicies(connection: connection)
    var tier = PolicyTier(policies: kubernetes.judged(judge.judged))
    if let reason = kubernetes.missing {
      tier.mayBeIsolatedByOthers = .unknown(reason)
      tier.last = [JudgedRule(.allow, .unknown(reason))]
    }
    return tier
  }

  private func administratorTier(
    _ policies: Policies, _ connection: NetworkConnection
  ) -> PolicyTier {
    func priority(_ policy: DocumentValue) -> Int64 { policy[path: "spec", "priority"]?.int ?? 0 }
    let judge = AdministratorPolicies(connection: connection)
    let ordered = policies.judged(judge.judged).enumerated().sorted {
      (priority($0.element.policy), $0.offset) < (priority($1.element.policy), $1.offset)
    }
    var tier = PolicyTier(policies: ordered.map(\.element))
    if let reason = policies.missing { tier.first = JudgedRule.unread(reason) }
    return tier
  }

  private func byCilium(_ connection: NetworkConnection) -> NetworkAnswer {
    let judge = CiliumPolicies(connection, among: cilium.objects)
    var tier = namespaceTier(connection)
    for (policy, unknown) in zip(cilium.objects, cilium.unknownParts) {
      if let unknown {
        tier.first += JudgedRule.unread(unknown)
        continue
      }
      for judged in judge.judged(policy) {
        tier.first += judged.denying
        tier.policies.append(judged.allowing)
      }
    }
    return answer(of: [
      administratorTier(administrators, connection), tier, administratorTier(baseline, connection),
    ])
  }

  private func answer(of tiers: [PolicyTier]) -> NetworkAnswer {
    tiers.reversed().reduce(.yes) { $1.answer(before: $0) }
  }

  // MARK: Calico

  /// The order of the tiers that Calico makes itself, and of namespaces' policies in theirs.
  private enum Order {
    static let administrators = 1_000.0
    static let namespaces = 1_000_000.0
    static let baseline = 10_000_000.0
    static let kubernetesPolicy = 1_000.0
  }

  private func byCalico(_ connection: NetworkConnection) -> NetworkAnswer {
    var ordered: [(order: Double, name: String, tier: PolicyTier)] = [
      (Order.administrators, "", administratorTier(administrators, connection)),
      (Order.baseline, "", administratorTier(baseline, connection)),
    ]
    let judge = CalicoPolicies(connection: connection)
    let namesake = "default"
    let byTier = Dictionary(grouping: zip(calico.objects, calico.unknownParts)) {
      $0.0[path: "spec", "tier"]?.string ?? namesake
    }
    for name in Set(byTier.keys).union([namesake]).sortedByBytes() {
      let isDefault = name == namesake
      var tier = isDefault ? namespaceTier(connection) : PolicyTier()
      let object = tiers.objects.first { $0[path: "metadata", "name"]?.string == name }
      let denies = isDefault || object?[path: "spec", "defaultAction"]?.string != "Pass"
      var policies = tier.policies.map { (order: Order.kubernetesPolicy, policy: $0) }
      for (policy, unknown) in byTier[name] ?? [] {
        let judged =
          unknown.map { JudgedPolicy.unread($0, policy) }
          ?? judge.judged(policy, tierDenies: denies)
        if object == nil, !isDefault, !judged.isolates.isNo || !judged.rules.isEmpty {
          return .unknown(tiers.missing ?? cluster.doubt("there is no tier \(name) of Calico"))
        }
        policies.append((order(policy), judged))
      }
      tier.policies = policies.enumerated().sorted {
        ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
      }.map(\.element.policy)
      ordered.append((isDefault ? Order.namespaces : object.map(order) ?? .infinity, name, tier))
    }
    ordered.sort { ($0.order, $0.name) < ($1.order, $1.name) }
    return answer(of: ordered.map(\.tier))
  }

  /// The lowest comes first, what has none last.
  private func order(_ object: DocumentValue) -> Double {
    let order = object[path: "spec", "order"]
    return order?.double ?? order?.int.map { Double($0) } ?? .infinity
  }
}

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
  private struct Policies {
    var objects: [DocumentValue] = []
    var missing: UInt32?

    init(_ found: [(objects: [DocumentValue], missing: UInt32?)]) {
      objects = found.flatMap(\.objects)
      missing = found.compactMap(\.missing).first
    }

    func filter(_ isIncluded: (DocumentValue) -> Bool) -> Policies {
      var copy = self
      copy.objects = objects.filter(isIncluded)
      return copy
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
    administrators = Policies([
      cluster.objects(.administrators), unified,
    ]).filter { !isBaseline($0) }
    baseline = Policies([
      cluster.objects(.baseline), unified,
    ]).filter { $0["kind"]?.string == "BaselineAdminNetworkPolicy" || isBaseline($0) }
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
    [kubernetes, administrators, baseline, calico, cilium].reduce(0) { size, policies in
      size + policies.objects.reduce(0) { $0 + NetworkPolicySet.size(of: $1) }
    }
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

  /// What a policy says; one of which a part is not in the snapshot may say anything.
  private func judged(
    _ policy: DocumentValue, _ judge: (DocumentValue) -> JudgedPolicy
  ) -> JudgedPolicy {
    guard let reason = NetworkPolicySet.unknownPart(of: policy) else { return judge(policy) }
    return JudgedPolicy(
      isolates: .unknown(reason), rules: JudgedRule.unread(reason), policy: policy)
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
    var tier = PolicyTier(policies: kubernetes.objects.map { judged($0, judge.judged) })
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
    let ordered = policies.objects.enumerated().sorted {
      (priority($0.element), $0.offset) < (priority($1.element), $1.offset)
    }
    var tier = PolicyTier(policies: ordered.map { judged($0.element, judge.judged) })
    if let reason = policies.missing { tier.first = JudgedRule.unread(reason) }
    return tier
  }

  private func byCilium(_ connection: NetworkConnection) -> NetworkAnswer {
    let judge = CiliumPolicies(connection, among: cilium.objects)
    var tier = namespaceTier(connection)
    for policy in cilium.objects {
      guard NetworkPolicySet.unknownPart(of: policy) == nil else {
        tier.first += judged(policy) { JudgedPolicy(policy: $0) }.rules
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
    let byTier = Dictionary(grouping: calico.objects) {
      $0[path: "spec", "tier"]?.string ?? namesake
    }
    for name in Set(byTier.keys).union([namesake]).sortedByBytes() {
      let isDefault = name == namesake
      var tier = isDefault ? namespaceTier(connection) : PolicyTier()
      let object = tiers.objects.first { $0[path: "metadata", "name"]?.string == name }
      let denies = isDefault || object?[path: "spec", "defaultAction"]?.string != "Pass"
      var policies = tier.policies.map { (order: Order.kubernetesPolicy, policy: $0) }
      for policy in byTier[name] ?? [] {
        let judged = judged(policy) { judge.judged($0, tierDenies: denies) }
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

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
  private let tierObjects: [ExactText: DocumentValue]
  private let cilium: Policies
  private let unjudged: UnjudgedPolicies
  /// What judging one connection takes: values that are walked.
  private let size: UInt64
  /// The reason for which none is judged; nil if they are.
  private let refusal: UInt32?

  /// What judging one connection costs.
  var cost: UInt64 { refusal == nil ? size : 1 }

  /// Policies that are there, and the reason for which there may be more.
  private struct Policies: Sendable {
    let all: [NetworkCluster.Policy]
    let missing: UInt32?

    init(
      _ found: [NetworkCluster.Policies], where isIncluded: (DocumentValue) -> Bool = { _ in true }
    ) {
      all = found.flatMap(\.all).filter { isIncluded($0.object) }
      missing = found.compactMap(\.missing).first
    }

    var size: UInt64 { all.reduce(0) { $0 + $1.size } }

    /// What they say; one of which a part is not in the snapshot may say anything.
    func judged(_ judge: (DocumentValue) -> JudgedPolicy) -> [JudgedPolicy] {
      all.map { policy in
        policy.unknownPart.map { JudgedPolicy.unread($0, policy.object) } ?? judge(policy.object)
      }
    }
  }

  /// Values in all policies of one pod beyond which none is judged: a cluster has thousands, and
  /// each connection that an import needs takes a walk through all of them.
  static let sizeLimit: UInt64 = 100_000

  init(_ cluster: NetworkCluster, namespace: String) {
    self.cluster = cluster
    self.namespace = namespace
    kubernetes = Policies([cluster.policies(.kubernetes, namespace: namespace)])
    let unified = cluster.policies(.unified)
    func isBaseline(_ policy: DocumentValue) -> Bool {
      policy[path: "spec", "tier"]?.string == "Baseline"
    }
    administrators = Policies([cluster.policies(.administrators), unified]) { !isBaseline($0) }
    baseline = Policies([cluster.policies(.baseline), unified]) {
      $0["kind"]?.string == "BaselineAdminNetworkPolicy" || isBaseline($0)
    }
    calico = Policies([
      cluster.policies(.calico, namespace: namespace), cluster.policies(.calicoGlobal),
    ])
    tiers = Policies([cluster.policies(.calicoTiers)])
    cilium = Policies([
      cluster.policies(.cilium, namespace: namespace), cluster.policies(.ciliumClusterwide),
    ])
    unjudged = UnjudgedPolicies(cluster, namespace: namespace)
    tierObjects = Dictionary(
      tiers.all.compactMap { tier in
        tier.object[path: "metadata", "name"]?.string.map { (ExactText($0), tier.object) }
      }
    ) { first, _ in first }
    let all = [kubernetes, administrators, baseline, calico, tiers, cilium]
    size = all.reduce(unjudged.size) { $0 + $1.size }
    refusal =
      size <= NetworkPolicySet.sizeLimit
      ? nil
      : cluster.doubt(
        "the network policies for pods in \(namespace) hold \(size) values, and none is judged "
          + "where they hold more than \(NetworkPolicySet.sizeLimit)")
  }

  // MARK: Judging

  /// Whether a connection of a pod of the namespace is allowed.
  func allows(_ connection: NetworkConnection) -> NetworkAnswer {
    let answer = judged(connection)
    if case .unknown = answer { return answer }
    return unjudged.doubt(about: answer, connection).map { .unknown($0) } ?? answer
  }

  /// What the policies say that are judged.
  private func judged(_ connection: NetworkConnection) -> NetworkAnswer {
    if let refusal { return .unknown(refusal) }
    // What was not read of these may deny before all others, or allow.
    for policies in [administrators, calico, cilium] {
      if let reason = policies.missing { return .unknown(kubernetes.missing ?? reason) }
    }
    // Policies of Cilium are one union with those of namespaces, those of Calico stand in tiers
    // beside them: where a cluster has both, each must let the connection through.
    if cilium.all.isEmpty { return byCalico(connection) }
    let answer = byCilium(connection)
    guard !calico.all.isEmpty, case .yes = answer else { return answer }
    return byCalico(connection)
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
    let judge = CiliumPolicies(connection, among: cilium.all.map(\.object))
    var tier = namespaceTier(connection)
    for policy in cilium.all {
      if let unknown = policy.unknownPart {
        tier.first += JudgedRule.unread(unknown)
        continue
      }
      for judged in judge.judged(policy.object) {
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
    let byTier = Dictionary(grouping: calico.all) {
      $0.object[path: "spec", "tier"]?.string ?? namesake
    }
    for name in Set(byTier.keys).union([namesake]).sortedByBytes() {
      let isDefault = name == namesake
      var tier = isDefault ? namespaceTier(connection) : PolicyTier()
      let object = tierObjects[ExactText(name)]
      let denies = isDefault || object?[path: "spec", "defaultAction"]?.string != "Pass"
      var policies = tier.policies.map { (order: Order.kubernetesPolicy, policy: $0) }
      for policy in byTier[name] ?? [] {
        let judged =
          policy.unknownPart.map { JudgedPolicy.unread($0, policy.object) }
          ?? judge.judged(policy.object, tierDenies: denies)
        if object == nil, !isDefault, !judged.isolates.isNo || !judged.rules.isEmpty {
          return .unknown(tiers.missing ?? cluster.doubt("there is no tier \(name) of Calico"))
        }
        policies.append((order(policy.object), judged))
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

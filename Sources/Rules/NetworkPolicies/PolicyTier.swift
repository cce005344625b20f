import Basics
import Documents

/// What a policy says of one connection.
struct JudgedPolicy: Sendable {
  /// Whether it denies what no rule of its tier decides.
  var isolates: PolicyAnswer = .no
  var rules: [JudgedRule] = []
  let policy: DocumentValue

  /// One that may say anything, since a part of it is not known.
  static func unread(_ reason: UInt32, _ policy: DocumentValue) -> JudgedPolicy {
    JudgedPolicy(isolates: .unknown(reason), rules: JudgedRule.unread(reason), policy: policy)
  }
}

/// A rule of a policy: what becomes of the connection where it matches.
struct JudgedRule: Sendable {
  enum Action: Sendable {
    case allow
    case deny
    /// On to the next tier.
    case pass
  }

  let action: Action
  let matches: PolicyAnswer
  /// What is shown where it denies; nil for rules that may be there.
  let denial: NetworkDenial?

  init(_ action: Action, _ matches: PolicyAnswer, _ denial: NetworkDenial? = nil) {
    self.action = action
    self.matches = matches
    self.denial = denial
  }

  /// Rules that nobody read: they may allow or deny.
  static func unread(_ reason: UInt32) -> [JudgedRule] {
    [JudgedRule(.allow, .unknown(reason)), JudgedRule(.deny, .unknown(reason))]
  }
}

/// A policy that keeps a connection from being made.
struct NetworkDenial: Sendable {
  let policy: DocumentValue
  /// The rule that denies; the policy's `spec` if it denies because none of its rules allows.
  let rule: DocumentValue

  /// `NetworkPolicy deny in shop`: what messages call a policy.
  static func name(of policy: DocumentValue) -> String {
    let metadata = policy["metadata"]
    let isCalico = policy["apiVersion"]?.string?.contains("projectcalico.org/") ?? false
    let namespace = metadata?["namespace"]?.string.map { " in \($0)" } ?? ""
    let name = "\(policy["kind"]?.string ?? "") \(metadata?["name"]?.string ?? "")\(namespace)"
    return isCalico ? "Calico's \(name)" : name
  }

  /// Whether Kubernetes leaves it to network plugins if it counts for the address of a Service, or
  /// for what stands behind it.
  var isBeforeTranslation: Bool {
    policy["apiVersion"]?.string?.hasPrefix("networking.k8s.io/") ?? false
  }
}

/// Whether a connection is allowed; if not, by which policies.
typealias NetworkAnswer = Answer<[NetworkDenial], UInt32>

extension NetworkAnswer {
  /// The best of several, and where none is allowed, whether one might be.
  static func best(of answers: some Sequence<NetworkAnswer>) -> NetworkAnswer {
    var denied: [NetworkDenial]?
    var unknown: UInt32?
    for answer in answers {
      switch answer {
      case .yes: return .yes
      case .no(let denials): denied = denied ?? denials
      case .unknown(let reason): unknown = unknown ?? reason
      }
    }
    return unknown.map { .unknown($0) } ?? .no(denied ?? [])
  }

  /// The worst of several, and where none is denied, whether one might be.
  static func worst(of answers: some Sequence<NetworkAnswer>) -> NetworkAnswer {
    var unknown: UInt32?
    for answer in answers {
      switch answer {
      case .yes: continue
      case .no: return answer
      case .unknown(let reason): unknown = unknown ?? reason
      }
    }
    return unknown.map { .unknown($0) } ?? .yes
  }

  /// One of two, and for which reason it is not known which.
  static func either(_ a: NetworkAnswer, _ b: NetworkAnswer, _ reason: UInt32) -> NetworkAnswer {
    switch (a, b) {
    case (.yes, .yes): a
    case (.no(let first), .no): first.isEmpty ? b : a
    case (.unknown, _): a
    case (_, .unknown): b
    default: .unknown(reason)
    }
  }
}

/// Policies of the same rank. The first rule that matches decides; where none does, and a policy
/// isolates the pod, the connection is denied; else the next tier is asked.
struct PolicyTier: Sendable {
  /// In their order.
  var policies: [JudgedPolicy] = []
  /// Rules before those of the policies, and after them.
  var first: [JudgedRule] = []
  var last: [JudgedRule] = []
  /// Whether there may be more policies that isolate the pod.
  var mayBeIsolatedByOthers: PolicyAnswer = .no

  /// - Parameter next: what the tiers after this one come to.
  func answer(before next: NetworkAnswer) -> NetworkAnswer {
    let surely = policies.filter(\.isolates.isYes)
    let isolating = surely.isEmpty ? policies.filter { !$0.isolates.isNo } : surely
    let denied = NetworkAnswer.no(
      isolating.map { NetworkDenial(policy: $0.policy, rule: $0.policy["spec"] ?? $0.policy) })
    var answer = next
    switch PolicyAnswer.any(policies.map(\.isolates) + [mayBeIsolatedByOthers], { $0 }) {
    case .yes: answer = denied
    case .no: break
    case .unknown(let reason): answer = .either(denied, next, reason)
    }
    // From the last to the first: what comes after a rule is what counts where it does not match.
    for rule in (first + policies.flatMap(\.rules) + last).reversed() {
      switch rule.matches {
      case .yes: answer = result(of: rule, next)
      case .no: continue
      case .unknown(let reason): answer = .either(result(of: rule, next), answer, reason)
      }
    }
    return answer
  }

  private func result(of rule: JudgedRule, _ next: NetworkAnswer) -> NetworkAnswer {
    switch rule.action {
    case .allow: .yes
    case .deny: .no(rule.denial.map { [$0] } ?? [])
    case .pass: next
    }
  }
}

// `match` and `exclude` of Kyverno's classic policies and exceptions.
//
// Source: kyverno v1.19.0, pkg/engine/utils/match.go, pkg/utils/match, pkg/utils/kube/kind.go.

import Basics

enum KyvernoMatching {
  /// Whether a rule's `match` selects an object that its `exclude` does not take out.
  static func selects(_ rule: JSONValue, _ request: KyvernoRequest) -> EngineAnswer {
    switch matches(rule["match"], request, isExclusion: false) {
    case .no: return .no
    case .yes: return !excludes(rule, request)
    case let unknown: return excludes(rule, request).isYes ? .no : unknown
    }
  }

  private static func excludes(_ rule: JSONValue, _ request: KyvernoRequest) -> EngineAnswer {
    guard let exclude = rule["exclude"] else { return .no }
    return matches(exclude, request, isExclusion: true)
  }

  /// Whether a block of filters holds: `any`, `all`, or the old form with one filter.
  static func matches(
    _ block: JSONValue?, _ request: KyvernoRequest, isExclusion: Bool
  ) -> EngineAnswer {
    guard let block else { return .no }
    let any = block["any"]?.elements ?? []
    let all = block["all"]?.elements ?? []
    if !any.isEmpty { return .any(any) { filter($0, request, isExclusion: isExclusion) } }
    if !all.isEmpty { return .all(all) { filter($0, request, isExclusion: isExclusion) } }
    return filter(block, request, isExclusion: isExclusion)
  }

  private static let askers = ["subjects", "roles", "clusterRoles"]

  /// One filter: each attribute that it has must hold.
  private static func filter(
    _ filter: JSONValue, _ request: KyvernoRequest, isExclusion: Bool
  ) -> EngineAnswer {
    let resources = filter["resources"]
    let asks = askers.contains { !(filter[$0]?.elements ?? []).isEmpty }
    guard asks || !isEmpty(resources) else { return .no }
    if let resources, !describes(resources, request, isExclusion: isExclusion) { return .no }
    return asks ? .unknown("it depends on who makes the request") : .yes
  }

  /// Whether it names nothing that Kyverno reads: such a filter selects nothing.
  private static func isEmpty(_ resources: JSONValue?) -> Bool {
    let lists = ["kinds", "names", "namespaces", "operations"]
    return lists.allSatisfy { (resources?[$0]?.elements ?? []).isEmpty }
      && (resources?["name"]?.text ?? "").isEmpty
      && (resources?["annotations"]?.fields ?? [:]).isEmpty
      && ["selector", "namespaceSelector"].allSatisfy { (resources?[$0] ?? .null) == .null }
  }

  private static func describes(
    _ resources: JSONValue, _ request: KyvernoRequest, isExclusion: Bool
  ) -> Bool {
    func list(_ key: String) -> [String]? {
      let texts = resources[key]?.texts ?? []
      return texts.isEmpty ? nil : texts
    }
    if let kinds = list("kinds"), !kinds.contains(where: { isKind($0, request) }) { return false }
    if let name = resources["name"]?.text, !name.isEmpty, !Wildcard.matches(name, request.name) {
      return false
    }
    if let names = list("names"), !names.contains(where: { Wildcard.matches($0, request.name) }) {
      return false
    }
    if let namespaces = list("namespaces") {
      let own = request.isNamespace ? request.name : request.namespace
      if !namespaces.contains(where: { Wildcard.matches($0, own) }) { return false }
    }
    if let operations = list("operations"), !operations.contains(request.operation) {
      return false
    }
    for (key, pattern) in resources["annotations"]?.textFields ?? [:] {
      let holds = request.annotations.contains {
        Wildcard.matches(key.text, $0.key.text) && Wildcard.matches(pattern, $0.value)
      }
      if !holds { return false }
    }
    if let selector = resources["selector"], selector != .null, !selects(selector, request.labels) {
      return false
    }
    if let selector = resources["namespaceSelector"], selector != .null {
      // In `match` it never selects Namespaces themselves; nor anything without a namespace.
      if request.isNamespace, !isExclusion { return false }
      if !request.isNamespace, request.namespace.isEmpty { return false }
      if !selects(selector, request.namespaceLabels) { return false }
    }
    return true
  }

  /// `Kind`, `version/Kind`, `group/version/Kind`, with `/subresource` or `.subresource` at the
  /// end.
  private static func isKind(_ pattern: String, _ request: KyvernoRequest) -> Bool {
    let parts = pattern.split(separator: "/").map(String.init)
    func isVersion(_ text: String) -> Bool {
      text == "*" || text.first == "v" && (text.dropFirst().first?.isNumber ?? false)
    }
    switch parts.count {
    case 1: return Wildcard.matches(parts[0], request.kind)
    case 2:
      // `Pod/status` is a subresource, which creating an object does not touch.
      return isVersion(parts[0]) && Wildcard.matches(parts[0], request.version)
        && Wildcard.matches(parts[1], request.kind)
    case 3:
      return isVersion(parts[1]) && Wildcard.matches(parts[0], request.group)
        && Wildcard.matches(parts[1], request.version) && Wildcard.matches(parts[2], request.kind)
    default: return false
    }
  }

  /// A label selector whose keys and values may have wildcards.
  static func selects(_ selector: JSONValue, _ labels: [ExactText: String]) -> Bool {
    for (key, pattern) in selector["matchLabels"]?.textFields ?? [:] {
      let holds = labels.contains {
        Wildcard.matches(key.text, $0.key.text) && Wildcard.matches(pattern, $0.value)
      }
      if !holds { return false }
    }
    for expression in selector["matchExpressions"]?.elements ?? [] {
      let value = expression["key"]?.text.flatMap { labels[ExactText($0)] }
      let isListed = value.map { expression["values"]?.elements.contains(.string($0)) } == true
      switch expression["operator"]?.text {
      case "In": if !isListed { return false }
      case "NotIn": if isListed { return false }
      case "Exists": if value == nil { return false }
      case "DoesNotExist": if value != nil { return false }
      default: return false
      }
    }
    return true
  }
}

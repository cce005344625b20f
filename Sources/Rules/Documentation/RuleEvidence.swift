import Basics
import CEL
import Snapshots

/// What a rule reads, as far as its expressions say it by name: which evidence decides it.
struct RuleEvidence {
  /// The types that are named.
  private(set) var types: Set<ResourceType> = []
  /// What is read beside them: by functions, and with names that only judging knows (`*`).
  private(set) var unnamedTypes: Set<ResourceType> = []
  /// Fields of `node`, `cluster` and `target` by their paths: `rancher.version`.
  private var fields: [String: Set<String>] = [:]
  private var readsAllNodes = false

  /// Whether it reads facts of nodes.
  var readsNodes: Bool { readsAllNodes || fields["node"] != nil }

  private static let objects = ["node", "cluster", "target"]

  /// - Parameter readsAll: whether what texts and commands read counts as well.
  init(of rule: Rule, _ definitions: [Definition], readsAll: Bool = false) {
    if rule.subject == .resource {
      for constraint in rule.matchConstraints.resourceRules {
        for plural in constraint.resources {
          for group in constraint.apiGroups { note(type: plural, group: group) }
        }
      }
    }
    let deciding =
      [rule.applies.condition].compactMap { $0 } + rule.matchConditions.map(\.expression)
      + rule.variables.map(\.expression) + rule.validations.map(\.expression)
    for expression in readsAll ? rule.expressions : deciding { read(expression.text, nodes: []) }
    for definition in definitions {
      // A parameter that is given a node's facts is called as its author likes.
      let nodes = definition.parameters.filter { $0.type == "node" }.map(\.name)
      read(definition.expression.text, nodes: Set(nodes))
    }
  }

  /// The parts that there are, a part of a sentence each: ``of each node `os` ``.
  var parts: [String] {
    var parts: [String] = []
    if !types.isEmpty { parts.append("the objects of \(Self.list(Set(types.map(\.name))))") }
    let ofNodes = list("node")
    if let ofNodes {
      parts.append("of each node \(ofNodes)")
    } else if readsAllNodes {
      parts.append("the facts of all nodes")
    }
    if let fields = list("cluster") { parts.append("of the cluster \(fields)") }
    if let fields = list("target") { parts.append("from the target file \(fields)") }
    return parts
  }

  private func list(_ object: String) -> String? {
    guard let paths = fields[object] else { return nil }
    // Of `rancher` and `rancher.version` the latter says all.
    let longest = paths.filter { path in !paths.contains { $0.hasPrefix(path + ".") } }
    return Self.list(longest)
  }

  private static func list(_ names: Set<String>) -> String {
    let quoted = names.sortedByBytes().map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }

  private mutating func note(type plural: String, group: String) {
    types.insert(ResourceType(group: group, plural: plural))
  }

  private mutating func read(_ text: String, nodes: Set<String>) {
    guard case .success(let syntax) = CEL.Environment.parse(text) else { return }
    for expression in syntax.expressions {
      switch expression {
      case .call(_, _, receiver: .identifier(_, "resource", _)?, let arguments):
        note(Self.text(arguments.first), Self.text(arguments.dropFirst().first), syntax)
      case .call(_, _, receiver: .identifier(_, "network", _)?, _):
        unnamedTypes.formUnion(NetworkPolicyType.all.flatMap(\.resourceTypes))
      case .identifier(_, "nodes", _): readsAllNodes = true
      default:
        guard let (root, path) = Self.path(expression), !path.isEmpty else { continue }
        let object = nodes.contains(root) ? "node" : root
        // Deeper fields are those of the objects in them.
        let depth = object == "target" ? 2 : 1
        if Self.objects.contains(object) {
          fields[object, default: []].insert(path.prefix(depth).joined(separator: "."))
        }
      }
    }
  }

  /// A look-up of objects: by literals, or by what the expression computes.
  private mutating func note(_ version: String?, _ plural: String?, _ syntax: CEL.Syntax) {
    let group = version.map { ResourceType(apiVersion: $0, plural: "").group }
    if let group, let plural { return note(type: plural, group: group) }
    // `['deployments', 'daemonsets'].map(t, resource.List('apps/v1', t, ''))`
    let known = TypeTable()
    let spelt = syntax.expressions.compactMap(Self.text).map {
      ResourceType(group: group ?? "", plural: $0)
    }.filter { group != nil && known.info(of: $0) != nil }
    unnamedTypes.formUnion(spelt)
    if spelt.isEmpty {
      unnamedTypes.insert(ResourceType(group: group ?? "*", plural: plural ?? "*"))
    }
  }

  private static func text(_ argument: CEL.Expression?) -> String? {
    guard case .literal(_, .string(let bytes))? = argument else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The variable and the fields of `variable.field.field`; nil for other expressions.
  private static func path(_ expression: CEL.Expression) -> (root: String, path: [String])? {
    switch expression {
    case .identifier(_, let name, _): return (name, [])
    case .select(_, let operand, let field, _), .has(_, let operand, let field):
      return path(operand).map { ($0.root, $0.path + [field]) }
    default: return nil
    }
  }
}

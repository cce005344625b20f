import Basics
import Engine
import Findings
import Foundation
import Reports

/// A cluster of a few namespaces, and a pack of three rules for it: what governs findings is tried
/// on them.
final class SmallCluster {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try writePack()
    try writeSnapshot()
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  // MARK: Files

  /// - Parameters:
  ///   - rule: id of the rule about owners.
  ///   - former: its earlier ids.
  ///   - more: lines at the end of pack.yaml.
  func writePack(
    version: String = "1.0.0", rule: String = "ownerless", former: [String] = [],
    more: String = "", extraRule: Bool = false
  ) throws {
    try? FileManager.default.removeItem(atPath: path("acme"))
    try folder.write(
      "schema: 1\nname: acme\nversion: \(version)\n\(more)", to: "acme/pack.yaml")
    try folder.write("updated: \"2026-01-01\"\nlimit: 3\n", to: "acme/data/limits.yaml")
    let former =
      former.isEmpty ? "" : "\ndeprecatedIds: [\(former.joined(separator: ", "))]"
    try folder.write(
      Self.namespaceRule(
        rule, "error", "namespace ' + object.metadata.name + ' has no owner",
        "has(object.metadata.labels) && 'owner' in object.metadata.labels", more: former),
      to: "acme/names/\(rule).yaml")
    try folder.write(
      Self.namespaceRule(
        "shouting", "warning", "namespace ' + object.metadata.name + ' shouts",
        "!object.metadata.name.startsWith('loud')"), to: "acme/names/shouting.yaml")
    try folder.write(Self.quotaRule, to: "acme/names/no-quota.yaml")
    guard extraRule else { return }
    try folder.write(
      Self.namespaceRule(
        "short", "error", "namespace ' + object.metadata.name + ' has a short name",
        "size(object.metadata.name) > 4"), to: "acme/names/short.yaml")
  }

  private static func namespaceRule(
    _ id: String, _ severity: String, _ message: String, _ expression: String, more: String = ""
  ) -> String {
    """
    id: \(id)
    title: A namespace is odd
    severity: \(severity)
    why: Nobody can be asked.
    fix: {text: Change it.}
    subject: resource
    matchConstraints:
      resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [namespaces]}]
    validations:
      - name: odd
        expression: "\(expression)"
        message: It is odd.
        messageExpression: "'\(message)'"
    examples:
      - {name: a, snapshot: {resources: []}, expect: {pass: []}}
      - {name: b, snapshot: {resources: []}, expect: {fail: [Namespace/x]}}\(more)
    """
  }

  /// Undecided until quotas are exported.
  private static let quotaRule = """
    id: no-quota
    title: There is no quota
    severity: error
    why: One may take all.
    fix: {text: Set one.}
    subject: cluster
    validations:
      - name: quota
        expression: "resource.List('v1', 'resourcequotas', '').items.size() > 0"
        message: the cluster has no quota
    examples:
      - {name: a, snapshot: {resources: []}, expect: {pass: [cluster]}}
      - {name: b, snapshot: {resources: []}, expect: {fail: [cluster]}}
    """

  /// - Parameters:
  ///   - owners: namespaces, and who owns them; empty for nobody.
  ///   - quotas: how many there are; nil if they were not exported.
  func writeSnapshot(
    _ owners: [String: String] = ["shop": "", "bank": "", "kitchen": "cook"], quotas: Int? = 1,
    time: String = "2026-01-10T00:00:00Z", name: String = "eu-1", to snapshot: String = "snapshot"
  ) throws {
    try? FileManager.default.removeItem(atPath: path(snapshot))
    try folder.write(
      "schema: 1\ncluster: {name: \(name)}\ntime: \(time)\nlists: whole\n",
      to: "\(snapshot)/importlint-snapshot.yaml")
    // Every cluster has these.
    let own = ["default", "kube-node-lease", "kube-public", "kube-system"].map { ($0, "nobody") }
    let all = owners.merging(own) { given, _ in given }
    let items = all.sorted { $0.key < $1.key }.map { name, owner in
      let labels = owner.isEmpty ? "{tier: back}" : "{owner: \(owner)}"
      return "  - {apiVersion: v1, kind: Namespace, metadata: {name: \(name), labels: \(labels)}}\n"
    }
    try folder.write(
      "apiVersion: v1\nkind: List\nitems:\n" + items.joined(),
      to: "\(snapshot)/resources/namespaces.yaml")
    guard let quotas else { return }
    let list = (0..<quotas).map {
      "  - {apiVersion: v1, kind: ResourceQuota, metadata: {name: q\($0), namespace: bank}}\n"
    }
    try folder.write(
      "apiVersion: v1\nkind: ResourceQuotaList\nitems:\(list.isEmpty ? " []" : "")\n"
        + list.joined(), to: "\(snapshot)/resources/resourcequotas.yaml")
  }

  /// - Parameter entries: the waivers, each as the lines of a map without its dash.
  func writeWaivers(_ entries: String..., to name: String = "waivers.yaml") throws {
    let lines = entries.map { entry in
      let rows = entry.split(separator: "\n")
      return rows.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element + "\n" }
        .joined()
    }
    try folder.write("schema: 1\nwaivers:\n" + lines.joined(), to: name)
  }

  /// A waiver in the lines of its file.
  static func waiver(
    _ rule: String = "ownerless", scope: String = "{namespace: shop}",
    expires: String = "2026-03-31", more: String = ""
  ) -> String {
    "rule: \(rule)\nscope: \(scope)\nreason: the shop moves\nowner: platform\n"
      + "expires: \(expires)\n\(more)"
  }

  // MARK: Runs

  /// The arguments of a run, in the cluster's folder.
  static let arguments = ["snapshot", "--no-builtin", "--pack", "acme"]

  /// Runs a command in the cluster's folder; the inputs and packs follow its name.
  func run(_ command: String..., more: [String] = []) throws -> CommandRun {
    try CommandRun.importlint(command + Self.arguments + more, in: folder.path)
  }

  /// Judges with the waivers of a file, on a day.
  func check(
    waivers: String? = "waivers.yaml", on day: String = "2026-02-01", format: String = "text",
    more: [String] = []
  ) throws -> CommandRun {
    try run(
      "check",
      more: (waivers.map { ["--waivers", $0] } ?? [])
        + ["--now", "\(day)T12:00:00Z", "--format", format] + more)
  }
}

extension CommandRun {
  /// Standard error without the line breaks of the terminal's width.
  var plainErrors: String { errors.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  /// Standard output, the same way.
  var plainText: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// A JSON report.
  func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: output) as? [String: Any] ?? [:]
  }
}

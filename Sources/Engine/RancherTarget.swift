import Basics
import Documents
import Findings
import Snapshots

/// A target as far as an export of the Rancher's own cluster tells it: its settings, features and
/// clusters, and, where they are there, the Deployment and the Ingress of Rancher.
///
/// What the export does not hold is said and left blank; nothing is made up.
public struct RancherTarget {
  /// The target file, filled in.
  public let template: TargetTemplate
  /// The PEM text of the CA that Rancher hands to agents; nil if it has none, or none is known.
  public let authority: String?
  /// Errors of the inputs that leave the rest standing.
  public let problems: [Problem]

  private static let group = "management.cattle.io"

  /// - Parameters:
  ///   - inputs: Folders, files and archives with what kubectl exported.
  ///   - authorityFile: The file that the CA is written to, as the target is to name it; nil if
  ///     it is not written.
  public init(_ inputs: [String], authorityFile: String?, jobs: Int) throws(Obstacle) {
    var options = SnapshotOptions()
    options.jobs = jobs
    let snapshot = Snapshot.read(
      inputs, store: DocumentStore(), reasons: ReasonTable(), options: options)
    try Obstacle.check(snapshot.problems)
    let settings = Settings(snapshot)
    guard !settings.isEmpty else {
      let problem = Problem(
        stage: .snapshot, code: "no-settings", isFatal: true,
        message: "the export holds no setting of a Rancher",
        help: "On the cluster that Rancher runs on: kubectl get settings.management.cattle.io,"
          + "features.management.cattle.io,clusters.management.cattle.io -o yaml")
      throw Obstacle(problems: [problem])
    }
    problems = snapshot.problems.filter { $0.severity == .error }
    var draft = TargetDraft(snapshot, settings)
    draft.fill(authorityFile: authorityFile)
    template = TargetTemplate(head: draft.head, entries: draft.entries)
    authority = draft.authority
  }

  /// The settings of a Rancher.
  fileprivate struct Settings {
    /// What a setting comes to.
    enum Answer {
      case text(String)
      case hidden
      /// Not in the export, or without a text.
      case missing
    }

    private let snapshot: Snapshot
    private static let type = ResourceType(group: group, plural: "settings")

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    var isEmpty: Bool { snapshot.resources.all(of: Self.type).isEmpty }

    /// Rancher takes the default where the value is empty, and writes into the value what a
    /// variable of its environment says.
    subscript(name: String) -> Answer {
      guard let object = snapshot.resources.object(Self.type, namespace: "", name: name) else {
        return .missing
      }
      let setting = DocumentValue(object, in: snapshot.store)
      let fields = [setting["value"], setting["default"]]
      if fields.contains(where: { $0?.value.tag == .hidden }) { return .hidden }
      let texts = fields.compactMap { $0?.string }
      guard let last = texts.last else { return .missing }
      return .text(texts.first { !$0.isEmpty } ?? last)
    }
  }

  /// The fields of a target in the making.
  fileprivate struct TargetDraft {
    let snapshot: Snapshot
    let settings: Settings
    var entries: [String: TargetTemplate.Entry] = [:]
    var authority: String?

    init(_ snapshot: Snapshot, _ settings: Settings) {
      self.snapshot = snapshot
      self.settings = settings
    }

    mutating func fill(authorityFile: String?) {
      fillVersion()
      fillURL()
      fillAuthority(file: authorityFile)
      fill("agentTLSMode", from: "agent-tls-mode", only: ["strict", "system-store"])
      fill("installUUID", from: "install-uuid")
      fill("systemDefaultRegistry", from: "system-default-registry", mayBeEmpty: true)
      noteNames()
      noteVersionManagement()
    }
  }
}

extension RancherTarget.TargetDraft {
  /// What stands at the top of the file.
  var head: [String] {
    [
      "The Rancher that the cluster is to join, as far as an export of it tells. What is left "
        + "blank declares nothing: fill in what only people know. See docs/fields.md."
    ] + features
  }

  private mutating func set(_ field: String, _ value: String?, _ comment: String) {
    entries[field] = TargetTemplate.Entry(
      value: value, comment: VisibleLine.text(CredentialText.masked(comment)))
  }

  /// A field that is a setting as it is.
  private mutating func fill(
    _ field: String, from setting: String, only values: [String] = [], mayBeEmpty: Bool = false
  ) {
    let field = "rancher.\(field)"
    switch settings[setting] {
    case .missing: set(field, nil, "Not in the export: setting \(setting).")
    case .hidden: set(field, nil, "Setting \(setting) may hold a credential and is not shown.")
    case .text(let text) where text.isEmpty && !mayBeEmpty:
      set(field, nil, "Setting \(setting) is empty.")
    case .text(let text) where !values.isEmpty && !values.contains(text):
      set(field, nil, "Setting \(setting) is \(text).")
    case .text(let text):
      guard !CredentialText.occurs(in: text) else {
        return set(field, nil, "Setting \(setting) may hold a credential and is not shown.")
      }
      set(field, QuotedText.json(text), "From setting \(setting).")
    }
  }

  // MARK: Rancher

  private mutating func fillVersion() {
    let field = "rancher.version"
    let image = deployment?.tag.map { "its Deployment runs \($0)" }
    if case .text(let text) = settings["server-version"], let version = Self.release(text) {
      let differs = deployment?.tag.flatMap(Self.release).map { $0 != version } ?? false
      set(
        field, QuotedText.json(version),
        "From setting server-version\(differs ? "; \(image ?? "")" : "").")
    } else if let version = deployment?.tag.flatMap(Self.release) {
      set(field, QuotedText.json(version), "From the image of Deployment cattle-system/rancher.")
    } else if case .text(let text) = settings["server-version"], !text.isEmpty {
      set(field, nil, "Setting server-version is \(text), which is not a release.")
    } else {
      set(field, nil, "Not in the export: setting server-version.")
    }
  }

  /// `2.13.1` of `v2.13.1`; nil of `dev`, `head` and commits.
  private static func release(_ text: String) -> String? {
    let version = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = version.prefix { $0 != "-" && $0 != "+" }.split(
      separator: ".", omittingEmptySubsequences: false)
    let isRelease =
      core.count == 3
      && core.allSatisfy { (1...9).contains($0.utf8.count) && $0.utf8.allSatisfy { $0 &- 48 < 10 } }
    return isRelease ? String(version) : nil
  }

  /// The tag of Rancher's image; nil if there is no Deployment of it.
  private var deployment: (object: DocumentValue, tag: String?)? {
    let type = ResourceType(group: "apps", plural: "deployments")
    guard
      let value = snapshot.resources.object(type, namespace: "cattle-system", name: "rancher")
    else { return nil }
    let object = DocumentValue(value, in: snapshot.store)
    let containers = object["spec"]?["template"]?["spec"]?["containers"]?.elements ?? []
    let images = containers.filter { $0["name"]?.string == "rancher" }
      .compactMap { $0["image"]?.string }
    let tag = images.first?.split(separator: "@").first?.split(separator: "/").last?
      .split(separator: ":").dropFirst().first.map(String.init)
    return (object, tag)
  }

  private mutating func fillURL() {
    fill("url", from: "server-url")
    guard entries["rancher.url"]?.value == nil else { return }
    let type = ResourceType(group: "networking.k8s.io", plural: "ingresses")
    guard
      let value = snapshot.resources.object(type, namespace: "cattle-system", name: "rancher")
    else { return }
    let rules = DocumentValue(value, in: snapshot.store)["spec"]?["rules"]?.elements ?? []
    let hosts = rules.compactMap { $0["host"]?.string }.sortedByBytes()
    guard !hosts.isEmpty else { return }
    let comment = entries["rancher.url"]?.comment ?? ""
    set(
      "rancher.url", nil,
      "\(comment) Ingress cattle-system/rancher serves \(hosts.joined(separator: ", ")).")
  }

  /// Agents get the checksum of setting cacerts, with one line break at its end, and no checksum
  /// where it is empty.
  private mutating func fillAuthority(file: String?) {
    let (name, sum) = ("rancher.caFile", "rancher.caChecksum")
    switch settings["cacerts"] {
    case .missing:
      set(name, nil, "Not in the export: setting cacerts.")
      set(sum, nil, "Not in the export: setting cacerts.")
    case .hidden:
      set(name, nil, "Setting cacerts is not shown.")
      set(sum, nil, "Setting cacerts is not shown.")
    case .text(let text) where text.trimmed.isEmpty:
      set(name, #""""#, "Setting cacerts is empty: Rancher hands no CA to agents.")
      set(sum, #""""#, "Setting cacerts is empty.")
    case .text(let text):
      guard !CredentialText.occurs(in: text), text.contains("-----BEGIN CERTIFICATE-----") else {
        set(name, nil, "Setting cacerts holds something other than certificates.")
        return set(sum, nil, "Setting cacerts holds something other than certificates.")
      }
      let pem = Self.withOneLineBreak(text)
      authority = pem
      set(
        name, file.map(QuotedText.json),
        file == nil
          ? "Setting cacerts holds it; --ca-file FILE writes it, and names the file here."
          : "Written from setting cacerts.")
      set(sum, QuotedText.json(SHA256.hexadecimalDigest(of: pem)), "Of setting cacerts.")
    }
  }

  private static func withOneLineBreak(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    return String(decoding: bytes + [0x0A], as: UTF8.self)
  }

  // MARK: What else it tells

  private func objects(_ plural: String) -> [DocumentValue] {
    snapshot.resources.all(of: ResourceType(group: "management.cattle.io", plural: plural))
      .map { DocumentValue($0.value, in: snapshot.store) }
  }

  /// A cluster's name in Rancher is its display name.
  private mutating func noteNames() {
    let names = objects("clusters").compactMap {
      $0["spec"]?["displayName"]?.string ?? $0["metadata"]?["name"]?.string
    }
    guard !names.isEmpty else {
      return set("cluster.name", nil, "Not in the export: the clusters that Rancher has already.")
    }
    let sorted = Set(names).sortedByBytes()
    let shown = sorted.prefix(50).joined(separator: ", ")
    let more = sorted.count > 50 ? " and \(sorted.count - 50) more" : ""
    set("cluster.name", nil, "Names that are taken: \(shown)\(more).")
  }

  private mutating func noteVersionManagement() {
    guard case .text(let text) = settings["imported-cluster-version-management"], !text.isEmpty
    else { return }
    set(
      "intent.versionManagement", nil,
      "Setting imported-cluster-version-management is \(text): so it is for clusters that say "
        + "nothing else.")
  }

  /// Features that were switched to another value than their default.
  private var features: [String] {
    let switched = objects("features").compactMap { feature -> String? in
      guard let name = feature["metadata"]?["name"]?.string,
        let value = feature["spec"]?["value"]?.bool,
        let standard = feature["status"]?["default"]?.bool, value != standard
      else { return nil }
      return "\(name) \(value ? "on" : "off")"
    }
    guard !switched.isEmpty else { return [] }
    let text = switched.sortedByBytes().joined(separator: ", ")
    return [VisibleLine.text("Features that are not as by default: \(text).")]
  }
}

/// Text from outside as a part of a line.
private enum VisibleLine {
  /// Control characters as spaces: a comment ends with its line.
  static func text(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .format
            || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator ? " " : scalar
        }))
  }
}

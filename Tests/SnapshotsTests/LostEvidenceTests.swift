import Checkout
import Documents
import Findings
import Foundation
import Testing

@testable import Snapshots

/// What takes evidence away from a snapshot that has all of it, and what must come of that: never
/// nothing.
@Suite("what takes evidence away is said")
struct LostEvidenceTests {
  /// What comes of a change.
  enum Outcome: Sendable {
    /// A type is no longer known whole.
    case open(String)
    /// An error: the run cannot end as ready.
    case error
    /// A warning: the word of the one who exported it stands.
    case warning
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let outcome: Outcome
    /// Files that are taken away.
    var without: [String] = []
    /// Whether the manifest's word is taken away.
    var isUnsaid = false
    /// Files that are written, by path; what they hold now is given.
    var files: [String: @Sendable (String) -> String] = [:]
    var testDescription: String { name }
  }

  static let webhooks =
    "resources/validatingwebhookconfigurations.admissionregistration.k8s.io.yaml"
  static let webhookType = "validatingwebhookconfigurations"
  static let empty = "apiVersion: v1\nitems: []\nkind: List\nmetadata: {}\n"
  static let agent = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: cattle-cluster-agent
      namespace: cattle-system
    spec: {replicas: 1}

    """

  // MARK: Lists

  private static func webhookFile(_ name: String, _ text: String) -> Change {
    Change(name: name, outcome: .open(webhookType), files: [webhooks: { _ in text }])
  }

  static let lists: [Change] = [
    webhookFile("an error below a list", empty + "Error from server (Timeout): the server was\n"),
    webhookFile("an error about the user below a list", empty + "error: You must be logged in\n"),
    webhookFile("a field that no list has", empty + "note: 3 more\n"),
    webhookFile("a cut page after an empty list", empty + "---\n" + cut("continue: abc")),
    webhookFile(
      "a refusal after an empty list",
      empty + "---\nkind: Status\napiVersion: v1\nstatus: Failure\nreason: Expired\n"),
    webhookFile(
      "an error after an empty list", empty + "---\nUnable to connect to the server: EOF\n"),
    webhookFile("a token that is a number", cut("continue: 5")),
    webhookFile("a count that is a text", cut("remainingItemCount: \"5\"")),
    Change(
      name: "a cut list in another file", outcome: .warning,
      files: ["resources/x.yaml": { _ in cut("continue: abc, remainingItemCount: 7") }]),
    Change(
      name: "an object that its list lacks", outcome: .warning,
      files: ["resources/x.yaml": { _ in agent.replacing("cattle-system", with: "shop") }]),
    Change(
      name: "complete, in one namespace", outcome: .open("networkpolicies.networking.k8s.io"),
      files: [
        "importlint-snapshot.yaml": {
          $0 + "resources: {networkpolicies.networking.k8s.io: "
            + "{state: complete, namespaces: [kube-system]}}\n"
        }
      ]),
    Change(
      name: "a second document of the manifest", outcome: .open("pods"),
      files: [
        "importlint-snapshot.yaml": { $0 + "---\nresources: {pods: {state: denied}}\n" }
      ]),
  ]

  private static func cut(_ metadata: String) -> String {
    "apiVersion: admissionregistration.k8s.io/v1\nitems: []\n"
      + "kind: ValidatingWebhookConfigurationList\nmetadata: {\(metadata)}\n"
  }

  // MARK: Objects that no look-up finds

  private static func extra(
    _ name: String, _ outcome: Outcome, _ text: String, file: String = "extra.yaml"
  ) -> Change {
    Change(name: name, outcome: outcome, files: ["resources/\(file)": { _ in text }])
  }

  static let objects: [Change] = [
    extra(
      "an object with an empty namespace", .open("deployments"),
      agent.replacing("namespace: cattle-system", with: "namespace: \"\"")),
    extra(
      "an object without a namespace", .open("deployments"),
      agent.replacing("  namespace: cattle-system\n", with: "")),
    extra(
      "a Node with a namespace", .open("nodes"),
      "apiVersion: v1\nkind: Node\nmetadata: {name: n9, namespace: shop}\n"),
    extra(
      "an object with an empty name", .error,
      agent.replacing("name: cattle-cluster-agent", with: "name: \"\"")),
    extra(
      "a kind in lower case", .open("deployments"),
      agent.replacing("kind: Deployment", with: "kind: deployment")),
    extra(
      "a kind in capitals", .open("deployments"),
      agent.replacing("kind: Deployment", with: "kind: DEPLOYMENT")),
    extra(
      "a version with a blank", .open("deployments"),
      agent.replacing("apps/v1", with: "\"apps/v1 \"")),
    Change(
      name: "a version that is not valid", outcome: .open("namespaces"),
      files: [
        "resources/namespaces.yaml": {
          $0.replacingOccurrences(
            of: "- apiVersion: v1\n  kind: Namespace\n",
            with: "- apiVersion: V1\n  kind: Namespace\n")
        }
      ]),
    extra(
      "an error above an object", .warning, "Unable to connect: EOF\n---\n" + agent),
  ]

  /// Texts above an object: what it is must be seen all the same.
  static let heads = [
    "Unable to connect to the server: EOF\n", "# secrets is forbidden: User \"x\"\n",
    "Error from server (NotFound): deployments \"x\" not found\n",
    "NAME   READY\nx      1\n---\n", "Name:  x\nLabels:  y\n---\n",
  ]

  static let forms: [Change] = [
    extra(
      "a map of lists", .error,
      #"{"deployments":{"kind":"DeploymentList","apiVersion":"apps/v1","items":[]}}"#),
    extra(
      "an event of a watch", .error,
      "type: ADDED\nobject:\n  " + agent.replacing("\n", with: "\n  ")),
    extra(
      "a template", .error,
      "apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- "
        + agent.replacing("\n", with: "\n  ")),
    extra(
      "a list whose items are called otherwise", .error,
      "apiVersion: v1\nkind: List\nresources:\n- " + agent.replacing("\n", with: "\n  ")),
    extra(
      "a pod of a controller without its kind", .error,
      "apiVersion: v1\nmetadata: {name: a-x, generateName: a-, namespace: shop}\nspec: {}\n"),
    extra("Kind alone", .error, agent.replacing("kind:", with: "Kind:")),
    extra(
      "Kind, apiversion and metaData", .error,
      agent.replacing("kind:", with: "Kind:").replacing("apiVersion:", with: "apiversion:")
        .replacing("metadata:", with: "metaData:")),
  ]

  /// What of an object is written as what.
  private static let misspellings: [(of: String, with: String)] = [
    ("kind:", "knid:"), ("kind:", "kinds:"), ("kind: Deployment", "kind:"),
    ("kind: Deployment", "kind: [Deployment]"), ("kind: Deployment\n", ""),
    ("metadata:", "metdata:"), ("apiVersion:", "apiVerson:"), ("metadata:\n  name", "name"),
  ]

  static let misspelt: [Change] = misspellings.flatMap { part, text in
    let object = agent.replacing(part, with: text)
    return [
      extra("an object with \(text)", .error, object),
      // Beside one of another kind: an item's is not known from the others.
      extra(
        "an item with \(text)", .error,
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- "
          + object.replacing("\n", with: "\n  ")),
    ]
  }

  // MARK: Discovery

  private static func unlisted(
    _ name: String, _ files: [String: @Sendable (String) -> String]
  ) -> Change {
    Change(
      name: name, outcome: .open(webhookType), without: [webhooks], files: files)
  }

  private static let versions = "apps/v1\nauthentication.k8s.io/v1\nv1\n"
  private static let groups =
    #"{"kind":"APIGroupList","groups":["#
    + #"{"name":"apps","versions":[{"version":"v1"}]},"#
    + #"{"name":"admissionregistration.k8s.io","versions":[{"version":"v1"}]}]}"#

  static let discovery: [Change] = [
    unlisted(
      "a table without a group",
      ["api-resources.txt": { lines($0) { !$0.contains("admissionreg") } }]),
    unlisted("a table that is truncated", ["api-resources.txt": { String($0.dropLast(60)) }]),
    unlisted(
      "versions without a group",
      ["api-resources.txt": { _ in "" }, "api-versions.txt": { _ in versions }]),
    unlisted(
      "a group without types",
      [
        "api-resources.txt": { _ in "" }, "apis.json": { _ in groups },
        "apis-1.json": { _ in
          #"{"kind":"APIResourceList","groupVersion":"admissionregistration.k8s.io/v1","#
            + #""resources":[]}"#
        },
      ]),
    unlisted(
      "types without a kind",
      [
        "api-resources.txt": { _ in "" }, "apis.json": { _ in groups },
        "apis-1.json": { _ in
          #"{"kind":"APIResourceList","groupVersion":"admissionregistration.k8s.io/v1","#
            + #""resources":[{"name":"mutatingwebhookconfigurations","kind":"X"},{"name":"y"}]}"#
        },
      ]),
    webhookFile(
      "an error that says that it is not served",
      "error: the server doesn't have a resource type \"validatingwebhookconfigurations\"\n"),
    Change(
      name: "an error against a listing", outcome: .open("globalnetworkpolicies"),
      files: [
        "resources/globalnetworkpolicies.crd.projectcalico.org.yaml": { _ in
          "error: the server doesn't have a resource type \"globalnetworkpolicies\"\n"
        }
      ]),
    Change(
      name: "a type that only its definition names", outcome: .open("globalnetworkpolicies"),
      without: ["resources/globalnetworkpolicies.crd.projectcalico.org.yaml"],
      files: ["api-resources.txt": { lines($0) { !$0.hasPrefix("globalnetworkpolicies") } }]),
    Change(
      name: "a group that only /apis names", outcome: .open("addons.k3s.cattle.io"),
      without: ["resources/addons.k3s.cattle.io.yaml"],
      files: [
        "api-resources.txt": { lines($0) { !$0.contains("k3s.cattle.io") } },
        "resources/customresourcedefinitions.apiextensions.k8s.io.yaml": { _ in empty },
        "apis.json": { _ in
          #"{"kind":"APIGroupList","groups":[{"name":"k3s.cattle.io","versions":"#
            + #"[{"version":"v1"}]}]}"#
        },
      ]),
    Change(
      name: "a listing with an error that names no group",
      outcome: .open("plans.upgrade.cattle.io"),
      files: [
        "resources/customresourcedefinitions.apiextensions.k8s.io.yaml": { _ in
          "Error from server (Forbidden): customresourcedefinitions is forbidden\n"
        },
        "api-resources.txt": {
          $0 + "error: unable to retrieve the complete list of server APIs: an error on the server "
            + "(\"x\") has prevented the request from succeeding\n"
        },
      ]),
  ]

  private static func lines(_ text: String, where isKept: (Substring) -> Bool) -> String {
    text.split(separator: "\n").filter(isKept).joined(separator: "\n") + "\n"
  }

  // MARK: Second documents

  static let documents: [Change] = [
    "probes/pod/rancher.json", "nodes/rdy-wk-1/kubelet-configz.json",
  ].map { path in
    Change(
      name: "a second answer in \(path)", outcome: .warning,
      files: [path: { $0 + "\n{\"status\": 502}\n" }])
  }

  // MARK: What every cluster has

  static let everyCluster: [Change] = [
    ("endpoints.yaml", "endpoints"), ("endpointslices.discovery.k8s.io.yaml", "endpointslices"),
    ("serviceaccounts.yaml", "serviceaccounts"), ("configmaps.yaml", "configmaps"),
    ("apiservices.apiregistration.k8s.io.yaml", "apiservices"), ("pods.yaml", "pods"),
  ].flatMap { file, type in
    [
      Change(
        name: "\(type) emptied, by the manifest's word", outcome: .warning,
        files: ["resources/\(file)": { _ in empty }]),
      Change(
        name: "\(type) emptied", outcome: .open(type), isUnsaid: true,
        files: ["resources/\(file)": { _ in empty }]),
    ]
  }

  // MARK: The law

  @Test("in lists", arguments: lists) func inLists(_ change: Change) throws { try judge(change) }

  @Test(
    "a file that holds nothing is named",
    arguments: ["", "\n", "# taken away\n", "null\n", "---\n---\n# none\n"])
  func nothing(text: String) throws {
    let change = Self.webhookFile("nothing", text)
    try judge(change)
    let named = try read(change).problems.filter {
      $0.places.contains { $0.path.hasSuffix(Self.webhooks) }
    }
    #expect(named.map(\.code) == ["empty-file"])
    #expect(named.map(\.severity) == [.warning])
  }

  @Test("settings with words near to those of objects are no objects")
  func settings() throws {
    let text = "server:\n  bind: 0.0.0.0\n  metadata: {a: b}\n"
    let found = try read(Self.extra("settings", .warning, text)).problems
    #expect(found.allSatisfy { $0.severity < .error })
  }

  @Test("in objects", arguments: objects + forms + misspelt)
  func inObjects(_ change: Change) throws { try judge(change) }

  @Test("in discovery", arguments: discovery)
  func inDiscovery(_ change: Change) throws { try judge(change) }

  @Test("in second documents", arguments: documents)
  func inDocuments(_ change: Change) throws { try judge(change) }

  @Test(
    "in a dump of a cluster",
    arguments: [
      ("nodes.json", #"{"kind":"NodeList","apiVersion":"v1","items":[]}"#, "nodes"),
      ("nodes.json", #"{"kind":"SecretList","apiVersion":"v1","items":[]}"#, "nodes"),
      (
        "nodes.json",
        #"{"kind":"List","items":[{"kind":"PodSecurityPolicy","apiVersion":"policy/v1beta1","#
          + #""metadata":{"name":"a"}}]}"#, "podsecuritypolicies.policy"
      ),
      (
        "kube-system/services.json", #"{"kind":"PodList","apiVersion":"v1","items":[]}"#, "services"
      ),
      (
        "kube-system/services.json",
        #"{"kind":"ServiceList","apiVersion":"v1","items":[{"kind":"Service","apiVersion":"v1","#
          + #""metadata":{"name":"a","namespace":"default"}}]}"#, "services"
      ),
    ])
  func inDumps(file: String, text: String, type: String) throws {
    let folder = TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Checkout.fixture("snapshots") + "/cluster-info-dump", toPath: folder.path + "/s")
    let before = folder.read(["s"])
    if type != "podsecuritypolicies.policy" { #expect(before.state(type) != .partial) }
    folder.write(Array(text.utf8), to: "s/\(file)")
    let snapshot = folder.read(["s"])
    let named = try #require(snapshot.types.type(namedInEvidence: type))
    #expect(snapshot.missing(named) != nil)
    #expect(snapshot.problems.contains { $0.severity >= .warning })
  }

  @Test("where a list lacks what every cluster has", arguments: everyCluster)
  func inEveryCluster(_ change: Change) throws { try judge(change) }

  private func judge(_ change: Change) throws {
    let snapshot = try read(change)
    switch change.outcome {
    case .open(let name):
      let type = try #require(snapshot.types.type(namedInEvidence: name))
      #expect(snapshot.missing(type) != nil, "\(snapshot.problems.map(\.message))")
    case .error:
      #expect(snapshot.problems.contains { $0.severity == .error })
    case .warning:
      #expect(snapshot.problems.contains { $0.severity == .warning })
    }
  }

  private func read(_ change: Change) throws -> Snapshot {
    let folder = TemporaryFolder()
    let copy = folder.path + "/s"
    try FileManager.default.copyItem(atPath: Checkout.fixture("ready-cluster"), toPath: copy)
    for path in change.without { try FileManager.default.removeItem(atPath: "\(copy)/\(path)") }
    var files = change.files
    if change.isUnsaid {
      files["importlint-snapshot.yaml"] = { $0.replacing("lists: whole\n", with: "") }
    }
    for (path, edited) in files {
      let text = (try? String(contentsOfFile: "\(copy)/\(path)", encoding: .utf8)) ?? ""
      folder.write(Array(edited(text).utf8), to: "s/\(path)")
    }
    var options = SnapshotOptions()
    if change.isUnsaid { options.assumption = .whole }
    return folder.read(["s"], options: options)
  }

  @Test("nothing is taken away from the whole")
  func whole() throws {
    let snapshot = try read(Change(name: "nothing", outcome: .warning))
    #expect(snapshot.problems.isEmpty, "\(snapshot.problems.map(\.message))")
    for type in snapshot.ledger.map(\.type) { #expect(snapshot.missing(type) == nil) }
  }

  @Test("an object is seen whatever stands above it", arguments: heads)
  func aboveObjects(text: String) throws {
    let file: @Sendable (String) -> String = { _ in text + Self.agent }
    let snapshot = try read(
      Change(name: text, outcome: .warning, files: ["resources/extra.yaml": file]))
    let type = try #require(snapshot.types.type(named: "deployments"))
    let isPresent = snapshot.resources.object(
      type, namespace: "cattle-system", name: "cattle-cluster-agent")
    #expect(isPresent != nil || snapshot.problems.contains { $0.severity == .error })
  }

  @Test("entries that may be evidence and cannot be read", arguments: ["extra.yaml", "x.json"])
  func links(name: String) throws {
    let folder = TemporaryFolder(["pods.yaml": Self.empty, "nodes/n1/etc/resolv.conf": "\n"])
    folder.link("logo.png", to: "/etc/hostname")
    folder.link("nodes/n1/etc/mtab", to: "/proc/self/mounts")
    #expect(
      !folder.read().problems.contains { $0.code == "skipped-entry" && $0.severity == .error })
    folder.link(name, to: "/etc/hostname")
    #expect(folder.read().problems.contains { $0.code == "skipped-entry" && $0.severity == .error })
  }
}

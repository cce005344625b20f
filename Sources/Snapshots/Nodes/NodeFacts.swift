import Basics
import Documents
import Findings
import Synchronization

/// What is known of one machine.
public struct NodeFacts: Sendable {
  public let name: String
  /// The variable `node`, with the fields of `Declarations.node`.
  public let value: Value
  /// The Node object; nil if there is none of that name.
  public let object: Value?
  /// The collected files by their absolute path on the node, in byte order.
  public let paths: [String]
}

/// What node facts need from outside the node.
struct NodeSurroundings: Sendable {
  let reasons: ReasonTable
  let steps = FileSteps()
  /// Why a Node may be missing.
  var nodesMissing: UInt32
  /// Nodes that run an etcd pod; nil if Pods are not known.
  let etcdNodes: Set<String>?
  /// Why they are not known.
  let podsMissing: UInt32
  /// Addresses of the cluster's DNS.
  let dnsAddresses: Set<String>
  /// Whether Nodes are those of an API server, which each have some fields, and were not written
  /// for an example.
  let isExport: Bool
  /// Whether each text file gets an arena, and so a place, of its own.
  let placesTexts: Bool
}

/// The steps that collect files, whose words thousands of nodes share.
final class FileSteps: Sendable {
  private let known = Mutex<[String: CollectionStep]>([:])

  func step(file path: String, ofNode name: String) -> CollectionStep {
    var step = known.withLock { known in
      if let step = known[path] { return step }
      let step = CollectionStep(.nodeFile, "/\(path)", at: "nodes/<NODE>/\(path)")
      known[path] = step
      return step
    }
    step.node = name
    return step
  }
}

/// Derives the facts of one node.
struct NodeFactsBuilder {
  let name: String
  let object: DocumentValue?
  let files: [String: NodeFiles.File]
  let service: Service
  let absent: Set<String>
  /// Paths of files that are there with two contents, and do not count.
  let contested: Set<String>
  /// Paths of files whose text is something else than theirs, and that do not count.
  let refused: Set<String>
  /// Why files could not be read on the node, by path; that of a folder ends in `/`.
  let denied: [String: String]
  /// Kubelet configuration that was given directly.
  let givenKubelet: Value?
  let surroundings: NodeSurroundings
  let builders: FactBuilders
  let captures: Captures
  /// What its files contradict each other in.
  let contradictions = Contradictions()

  init(
    name: String, object: DocumentValue?, from nodeFiles: NodeFiles,
    surroundings: NodeSurroundings, builders: FactBuilders, captures: Captures
  ) {
    self.name = name
    self.object = object
    files = nodeFiles.files(of: name)
    contested = Set((nodeFiles.contested[name] ?? [:]).keys)
    refused = nodeFiles.refused[name] ?? []
    absent = nodeFiles.absent[name] ?? []
    denied = nodeFiles.denied[name] ?? [:]
    givenKubelet = nodeFiles.kubelet[name]
    service = NodeFactsBuilder.service(object, files)
    self.surroundings = surroundings
    self.builders = builders
    self.captures = captures
  }

  /// The program that runs the kubelet, as far as it decides how the node is configured.
  enum Service: Equatable {
    case k3s(String)
    case other
    case unknown
  }

  // MARK: Reasons

  func missing(file path: String) -> UInt32 {
    surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFile,
        contested.contains(path)
          ? "copies of /\(path) of node \(name) differ, and nothing says which is later"
          : "/\(path) of node \(name) \(denial(of: path) ?? "was not collected")",
        collect: step(file: path)))
  }

  /// Why a file could not be read on the node, or its folder; nil if nothing says so.
  private func denial(of path: String) -> String? {
    var place = path
    while !place.isEmpty {
      if let reason = denied[place] {
        if reason == PathFilter.reason { return "is not known: \(reason)" }
        let folder = place == path ? "" : " (/\(place))"
        return "could not be read there: \(reason)\(folder)"
      }
      let parent = place.hasSuffix("/") ? place.dropLast() : place[...]
      guard let slash = parent.lastIndex(of: "/") else { return nil }
      place = String(parent[...slash])
    }
    return nil
  }

  /// The step that collects a file of the node, with its place in a snapshot.
  func step(file path: String) -> CollectionStep {
    surroundings.steps.step(file: path, ofNode: name)
  }

  func missing(command: String, file path: String, _ what: String) -> UInt32 {
    surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact, "\(what) of node \(name) is not known",
        collect: CollectionStep(
          .nodeCommand, command, at: "nodes/<NODE>/\(path)", node: name)))
  }

  /// Notes that two files say different things of one; gives the reason for which it is unknown.
  func contradiction(_ what: String, _ left: Value, _ right: Value) -> UInt32 {
    let places = [left, right].compactMap { builders.store.place(of: $0) }
    return contradiction(what, places)
  }

  /// `places` are those of the two values.
  func contradiction(_ what: String, _ places: [SourcePlace]) -> UInt32 {
    contradictions.add(what, places)
    return surroundings.reasons.number(
      of: MissingEvidence(.nodeFact, "files of node \(name) contradict each other: \(what)"))
  }

  /// The resolver file that the kubelet hands to pods. Where nobody logs in to the machine, a pod
  /// shows it as well.
  func missing(resolver path: String) -> UInt32 {
    let command =
      "kubectl run resolver --rm -i --quiet --restart=Never --image=busybox --overrides="
      + #"'{"spec":{"nodeName":"'<NODE>'","dnsPolicy":"Default"}}' -- cat /etc/resolv.conf"#
    return surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFile, "/\(path) of node \(name), which its pods get, was not collected",
        collect: CollectionStep(
          .kubectl, command, at: "nodes/<NODE>/pod-resolv.conf", node: name),
        or: [step(file: path)]))
  }

  var missingKubelet: UInt32 {
    return surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact, "the kubelet configuration of node \(name) was not collected",
        collect: CollectionStep(
          .kubectl, "kubectl get --raw /api/v1/nodes/<NODE>/proxy/configz",
          at: "nodes/<NODE>/kubelet-configz.json", node: name)))
  }

  // MARK: The object

  static func service(
    _ object: DocumentValue?, _ files: [String: NodeFiles.File]
  ) -> Service {
    if let version = object?["status"]?["nodeInfo"]?["kubeletVersion"]?.string {
      if version.contains("+k3s") { return .k3s("k3s") }
      if version.contains("+rke2") { return .k3s("rke2") }
      return .other
    }
    for program in ["k3s", "rke2"] {
      let signs = ["etc/rancher/\(program)/", "systemd/\(program)", "var/lib/rancher/\(program)/"]
      if files.keys.contains(where: { path in signs.contains { path.hasPrefix($0) } }) {
        return .k3s(program)
      }
    }
    return .unknown
  }

  private var labels: DocumentValue? { object?["metadata"]?["labels"] }

  /// Whether all labels of the Node are there: each kubelet gives its Node the label of its name.
  var hasAllLabels: Bool {
    guard object != nil else { return false }
    guard surroundings.isExport else { return true }
    return labels?["kubernetes.io/hostname"] != nil
      || labels?["type"]?.string == "virtual-kubelet"
  }

  private var roles: FactField {
    guard object != nil else { return .unknown(surroundings.nodesMissing) }
    let prefix = "node-role.kubernetes.io/"
    let found = Set(
      (labels?.entries ?? []).map(\.key).filter { $0.hasPrefix(prefix) }
        .map { String($0.dropFirst(prefix.count)) })
    var roles: [String] = []
    let isControlPlane = !found.isDisjoint(with: ["control-plane", "controlplane", "master"])
    if isControlPlane { roles.append("controlPlane") }
    var tail: UInt32 = 0
    if found.contains("etcd") {
      roles.append("etcd")
    } else if isControlPlane, service == .other,
      !found.contains("controlplane")
    {
      // kubeadm gives no label to the members of etcd; their static pods tell.
      if let etcd = surroundings.etcdNodes {
        if etcd.contains(name) { roles.append("etcd") }
      } else {
        tail = surroundings.podsMissing
      }
    }
    if found.contains("worker")
      || (hasAllLabels && !isControlPlane && !found.contains("etcd"))
    {
      roles.append("worker")
    }
    return .texts(roles, tail: hasAllLabels ? tail : missingLabels)
  }

  private var missingLabels: UInt32 {
    surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact, "the labels of Node \(name) are not all known: it has no kubernetes.io/hostname")
    )
  }

  private var operatingSystem: FactField {
    guard let told = told("operatingSystem", label: "os") else {
      // No other system has that file.
      if files["etc/os-release"] != nil { return .text("linux") }
      return untold("operatingSystem")
    }
    guard let text = told.string else { return .value(told.value) }
    let system = asciiLowercased(trimmed(text))
    guard ["linux", "windows"].contains(system) else {
      contradictions.reportDoubt(
        "Node \(name) names an operating system on which no kubelet runs; it counts as unknown",
        told.place)
      return untold("operatingSystem")
    }
    if system == "windows", let file = files["etc/os-release"] {
      let places = [told.place, SourcePlace(source: file.source, offset: 0)]
      return .unknown(contradiction("operating system", places.compactMap { $0 }))
    }
    return system.utf8.elementsEqual(text.utf8) ? .value(told.value) : .text(system)
  }

  private var architecture: FactField {
    told("architecture", label: "arch").map { .value($0.value) } ?? untold("architecture")
  }

  /// What the Node says of its machine, in a field or a label.
  private func told(_ field: String, label: String) -> DocumentValue? {
    if let value = object?["status"]?["nodeInfo"]?[field], value.string?.isEmpty == false {
      return value
    }
    return ["kubernetes.io/\(label)", "beta.kubernetes.io/\(label)"].lazy
      .compactMap { labels?[$0] }.first
  }

  private func untold(_ field: String) -> FactField {
    .unknown(
      object == nil
        ? surroundings.nodesMissing
        : surroundings.reasons.number(
          of: MissingEvidence(.nodeFact, "the Node \(name) does not report its \(field)")))
  }

  // MARK: All fields

  /// The facts; nil if the store is full.
  func facts() -> NodeFacts? {
    let settings = ServiceSettings(self)
    let resolver = ResolverFacts(node: self, settings: settings)
    let fields: [(String, FactField)] = [
      ("name", .text(name)),
      ("object", object.map { .value($0.value) } ?? .unknown(surroundings.nodesMissing)),
      ("roles", roles),
      ("os", operatingSystem),
      ("architecture", architecture),
      ("resolvConf", resolver.file("etc/resolv.conf")),
      ("upstreamResolvConf", resolver.file("run/systemd/resolve/resolv.conf")),
      ("effectiveResolvConf", resolver.effective),
      ("units", units),
      ("config", settings.configField),
      ("configSources", .texts(settings.config.sources, tail: 0)),
      ("configAfterRestart", settings.configAfterRestartField),
      ("pendingSettings", settings.pendingSettings),
      ("environment", settings.environmentField),
      ("kubelet", kubelet),
      ("kubeletAfterRestart", kubeletAfterRestart),
      ("osRelease", osRelease),
      ("sysctl", sysctl),
      ("cgroup", cgroup),
      ("certificates", certificates),
      ("files", texts),
      ("absentFiles", .texts(absentFiles.sortedByBytes().map { "/\($0)" }, tail: 0)),
    ]
    guard case .value(let value) = builders.object(fields) else { return nil }
    let paths = files.keys.sortedByBytes().map { "/\($0)" }
    return NodeFacts(name: name, value: value, object: object?.value, paths: paths)
  }

  /// What was looked for and is not there; a file that is there, or could not be read, is.
  private var absentFiles: Set<String> {
    absent.subtracting(files.keys).subtracting(contested).subtracting(refused)
      .subtracting(denied.keys)
  }

  // MARK: Kubelet

  /// The configuration that the kubelet runs with, from its API.
  var kubeletConfiguration: DocumentValue? {
    if let givenKubelet { return DocumentValue(givenKubelet, in: builders.store) }
    guard let document = files[NodeFiles.runningKubelet]?.documents.first else { return nil }
    let configz = DocumentValue(document, in: builders.store)
    return configz["kubeletconfig"] ?? configz
  }

  /// The kubelet's file, which it reads when it starts.
  var kubeletFile: KubeletFile { KubeletFile(of: self) }

  private var kubelet: FactField {
    guard let configuration = kubeletConfiguration else { return .unknown(missingKubelet) }
    // The kubelet writes what it filled in, too: a field that is not there was lost.
    return KubeletFields.checked(
      configuration, of: self, tail: givenKubelet == nil ? missingKubelet : 0)
  }

  private var kubeletAfterRestart: FactField {
    if case .k3s = service { return .absent }
    let file = kubeletFile
    guard let document = file.document else { return .unknown(file.missing) }
    return KubeletFields.checked(document, of: self, tail: document.value.tail)
  }
}

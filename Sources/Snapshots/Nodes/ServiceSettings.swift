import Basics
import Documents
import Findings

/// The k3s or RKE2 configuration and environment of a node, and how completely they are known.
struct ServiceSettings {
  private typealias Variable = (name: String, value: Value, text: String?)

  private let node: NodeFactsBuilder
  /// What runs, by the program's own account.
  private(set) var config: ServiceConfig
  /// What runs after a restart, by the files.
  private(set) var configAfterRestart: ServiceConfig
  private var variables: [String: Variable] = [:]
  private var hasEnvironmentFile = false
  private var hasEnvironmentAnnotation = false
  /// Whether such an annotation is there, and is broken.
  private var isEnvironmentBroken = false

  init(_ node: NodeFactsBuilder) {
    self.node = node
    config = ServiceConfig(node.builders)
    configAfterRestart = ServiceConfig(node.builders)
    readConfiguration()
    readEnvironment()
    readAnnotations()
  }

  /// The files of a kind, in order. There may be thousands of others.
  private func paths(where isMeant: (String) -> Bool) -> [String] {
    node.files.keys.filter(isMeant).sortedByBytes()
  }

  // MARK: Reading

  private mutating func readConfiguration() {
    // `config.yaml` sorts before `config.yaml.d/…`, as it is to be read.
    for path in paths(where: { NodeFiles.distribution(ofConfiguration: $0) != nil }) {
      if let file = node.files[path] { configAfterRestart.add(file: file) }
    }
    // What the right name would hide is not shown.
    node.contradictions.reportUnshown(
      configAfterRestart.misspelt.map { key, meant, value in
        (
          "\(key) is no setting of k3s or RKE2, which pass over it; did you mean \"\(meant)\"?",
          value
        )
      })
  }

  private mutating func readEnvironment() {
    for path in paths(where: NodeFiles.isEnvironment) {
      guard let file = node.files[path], let builder = node.builders.builder(for: file.source)
      else { continue }
      hasEnvironmentFile = true
      var found: [Variable] = []
      for range in file.source.lineRanges {
        guard let line = Assignment(file.source.text(in: range), separators: [0x3D]),
          !line.isComment
        else { continue }
        let offset = range.lowerBound + line.valueStart
        found.append(variable(line.key, line.value, builder, offset))
      }
      configAfterRestart.add(variables: found, from: file.source.path)
      // The program's own variables are those that its annotation names.
      add(found.filter { NodeArguments.configurationKey(ofVariable: $0.name) == nil })
    }
  }

  private func variable(
    _ name: String, _ text: String, _ builder: DocumentBuilder, _ offset: Int
  ) -> (name: String, value: Value, text: String?) {
    if CredentialNames.holdsCredential(name) || TextMark.occur(in: text)
      || text.contains("***") || CredentialText.occurs(in: text)
    {
      builder.hidden(reason: ReasonTable.hidden, at: offset)
      return (name, builder.finish(), nil)
    }
    builder.string(text, at: offset)
    return (name, builder.finish(), text)
  }

  /// Adds variables; what two files set differently is unknown.
  private mutating func add(_ found: [Variable]) {
    for variable in found {
      guard let known = variables[variable.name] else {
        variables[variable.name] = variable
        continue
      }
      guard let first = known.text, let text = variable.text, first != text else { continue }
      let what = "variable \(variable.name)"
      let reason = node.contradiction(what, known.value, variable.value)
      variables[variable.name] = (variable.name, Value(.unknown, payload: UInt64(reason)), nil)
    }
  }

  private mutating func readAnnotations() {
    guard let annotations = node.object?["metadata"]?["annotations"] else { return }
    for name in NodeArguments.environmentAnnotations {
      guard let (text, place) = annotation(name, annotations),
        let builder = node.builders.builder(for: place.source)
      else { continue }
      guard let settings = NodeArguments.variables(in: text) else {
        isEnvironmentBroken = true
        reportBroken(name, text, "environment of a service", place)
        continue
      }
      let found = settings.map { setting in
        variable(setting.name, setting.values.last ?? "", builder, place.offset)
      }
      hasEnvironmentAnnotation = true
      config.add(variables: found, from: "annotation \(name)")
      add(found)
    }
    for name in NodeArguments.argumentAnnotations {
      guard let (text, place) = annotation(name, annotations) else { continue }
      guard let flags = NodeArguments.flags(in: text) else {
        reportBroken(name, text, "command line of a server or an agent", place)
        continue
      }
      config.add(arguments: flags, at: place, name: name, alike: configAfterRestart)
    }
  }

  private func reportBroken(_ name: String, _ text: String, _ what: String, _ place: SourcePlace) {
    // What others redacted is there, and not known.
    guard !NodeArguments.isMasked(text) else { return }
    node.contradictions.reportDoubt(
      "annotation \(name) of Node \(node.name) holds no \(what), and counts as not there", place)
  }

  /// The text of an annotation, also of one that was hidden, and where it stands.
  private func annotation(
    _ name: String, _ annotations: DocumentValue
  ) -> (text: String, place: SourcePlace)? {
    guard let value = annotations[name], let place = value.place,
      let text = value.string ?? node.captures.text(of: value.value)
    else { return nil }
    return (text, place)
  }

  // MARK: Fields

  /// Why keys that are not there may be set; 0 where they are not.
  var tail: UInt32 {
    guard node.object != nil else { return node.surroundings.nodesMissing }
    if config.hasArguments {
      // Variables set what the command line does not.
      return isEnvironmentBroken ? missingEnvironmentAnnotation : 0
    }
    return node.surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact,
        "the command line of k3s or RKE2 on node \(node.name) is not known: its Node has no "
          + "annotation node-args"))
  }

  /// What runs. Files may have been changed since it started, and so do not tell.
  var configField: FactField {
    if node.service == .other, !config.hasArguments { return .absent }
    guard config.hasArguments else { return .unknown(tail) }
    return config.value(tail: tail).map { .value($0) } ?? .unknown(ReasonTable.overflow)
  }

  var configAfterRestartField: FactField {
    if node.service == .other, configAfterRestart.isEmpty { return .absent }
    // The command line may set more, and says nothing of itself.
    let tail = node.surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact, "how k3s or RKE2 is started on node \(node.name) is not known"))
    guard hasConfigurationFile else { return .unknown(missingConfiguration) }
    return configAfterRestart.value(tail: tail).map { .value($0) }
      ?? .unknown(ReasonTable.overflow)
  }

  /// The settings that take effect with the next restart.
  var pendingSettings: FactField {
    switch node.service {
    case .unknown: return .unknown(node.surroundings.nodesMissing)
    case .other: return pendingKubeletSettings
    case .k3s: break
    }
    guard config.hasArguments else { return .unknown(tail) }
    return .texts(
      configAfterRestart.settings(unlike: config), tail: tail == 0 ? missingFiles : tail)
  }

  /// A file or folder of configuration that the kubelet is given beside what k3s or RKE2 makes.
  var kubeletsOwnFile: String? {
    let arguments = [config, configAfterRestart].flatMap { $0.texts("kubelet-arg") ?? [] }
    for case let argument? in arguments {
      let words = argument.drop { $0 == "-" }.split(separator: "=", maxSplits: 1)
      if words.count == 2, ["config", "config-dir"].contains(words[0]) { return String(words[1]) }
    }
    return nil
  }

  /// Why more settings may wait for a restart; 0 if the files that set them are known.
  private var missingFiles: UInt32 {
    if !hasConfigurationFile { return missingConfiguration }
    if let path = kubeletsOwnFile {
      return node.surroundings.reasons.number(
        of: MissingEvidence(
          .nodeFact,
          "the kubelet of node \(node.name) is started with \(path), which may have been changed "
            + "since"))
    }
    let isFiltered = node.files.contains { path, file in
      file.isFiltered && NodeFiles.distribution(ofConfiguration: path) != nil
    }
    if isFiltered { return ReasonTable.hidden }
    let path = environmentPath
    let isKnown =
      node.absent.contains(path) || node.files[path].map { $0.mayBeTruncated == false } ?? false
    return isKnown ? 0 : missingEnvironment
  }

  /// Of a kubelet's settings those that matter to an import; it fills in many others itself.
  private var pendingKubeletSettings: FactField {
    let known = node.kubeletFile
    guard let file = known.document else { return .unknown(known.missing) }
    guard let running = node.kubeletConfiguration else { return .unknown(node.missingKubelet) }
    let set = ["clusterDNS", "clusterDomain", "maxPods", "resolvConf"].filter { file[$0] != nil }
    let isKnown = set.allSatisfy { name in
      [file, running].allSatisfy { KubeletFields.isGiven(name, in: $0) }
    }
    let isUnread = { (value: DocumentValue?) in
      value?.value.tag == .hidden || value?.value.tag == .unknown
    }
    let unread = set.filter { isUnread(file[$0]) || isUnread(running[$0]) }
    let names = set.filter { name in
      guard !unread.contains(name), let left = file[name], let right = running[name] else {
        return false
      }
      return ServiceSettings.texts(left) != ServiceSettings.texts(right)
    }
    // What breaks off may have more of them, and what is hidden may be one.
    var tail = file.value.tail != 0 ? file.value.tail : running.value.tail
    if tail == 0, !unread.isEmpty { tail = ReasonTable.hidden }
    return .texts(names, tail: tail != 0 ? tail : isKnown ? 0 : node.missingKubelet)
  }

  private static func texts(_ value: DocumentValue) -> [String] {
    if value.value.tag == .list { return value.elements.flatMap(texts) }
    return [value.string ?? value.int.map(String.init) ?? ""]
  }

  private var configurationPaths: [String] {
    guard case .k3s(let program) = node.service else { return [] }
    return ["etc/rancher/\(program)/config.yaml"]
  }

  /// Whether the files are known: the drop-ins lie beside config.yaml and are collected with it.
  private var hasConfigurationFile: Bool {
    // A drop-in that could not be read may say anything.
    let isDenied = node.denied.keys.contains { path in
      node.files[path] == nil
        && (NodeFiles.distribution(ofConfiguration: path) != nil
          || path.hasPrefix("etc/rancher/") && path.hasSuffix("/"))
    }
    return !isDenied
      && configurationPaths.contains { path in
        node.absent.contains(path) || node.files[path].map { $0.mayBeTruncated == false } ?? false
      }
  }

  private var missingConfiguration: UInt32 {
    node.missing(file: configurationPaths.first ?? "etc/rancher")
  }

  var environmentField: FactField {
    if variables.isEmpty, !hasEnvironmentFile {
      switch node.service {
      case .other: return .absent
      case .unknown where node.object == nil: return .unknown(node.surroundings.nodesMissing)
      case .unknown, .k3s: break
      }
    }
    guard let builder = node.builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    for name in variables.keys.sortedByBytes() {
      guard let variable = variables[name] else { continue }
      builder.key(name)
      builder.link(variable.value)
    }
    let isDenied = node.denied.keys.contains {
      NodeFiles.isEnvironment($0) && node.files[$0] == nil
    }
    // Most nodes have no such file: that it was looked for, and is not there, is as good.
    let isFileKnown =
      (hasEnvironmentFile || node.absent.contains(environmentPath)) && !isDenied
    let isKnown = isFileKnown && hasEnvironmentAnnotation
    builder.endMap(
      tail: isKnown ? 0 : isFileKnown ? missingEnvironmentAnnotation : missingEnvironment)
    return .value(builder.finish())
  }

  private var missingEnvironmentAnnotation: UInt32 {
    node.surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact,
        "the variables of k3s or RKE2 on node \(node.name) are not all known: its Node has no "
          + "annotation node-env"))
  }

  private var missingEnvironment: UInt32 { node.missing(file: environmentPath) }

  /// The file that sets the environment of the service where nothing else is said.
  private var environmentPath: String {
    guard case .k3s("k3s") = node.service else {
      return isServerRole ? "etc/default/rke2-server" : "etc/default/rke2-agent"
    }
    let isServer = config.sources.contains { $0.contains("node-args") } && isServerRole
    return "etc/systemd/system/\(isServer ? "k3s" : "k3s-agent").service.env"
  }

  private var isServerRole: Bool {
    let labels = node.object?["metadata"]?["labels"]
    return ["control-plane", "master", "etcd"].contains {
      labels?["node-role.kubernetes.io/\($0)"] != nil
    }
  }
}

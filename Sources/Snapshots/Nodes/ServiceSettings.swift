import Basics
import Documents
import Findings

/// The k3s or RKE2 configuration and environment of a node, and how completely they are known.
struct ServiceSettings {
  private let node: NodeFactsBuilder
  private(set) var config: ServiceConfig
  private var variables: [(name: String, value: Value, text: String?)] = []
  private var hasEnvironmentFile = false

  init(_ node: NodeFactsBuilder) {
    self.node = node
    config = ServiceConfig(node.builders)
    readConfiguration()
    readEnvironment()
    readAnnotations()
  }

  private func sorted(_ paths: some Sequence<String>) -> [String] {
    paths.sortedByBytes()
  }

  // MARK: Reading

  private mutating func readConfiguration() {
    // `config.yaml` sorts before `config.yaml.d/…`, as it is to be read.
    for path in sorted(node.files.keys) where NodeFiles.distribution(ofConfiguration: path) != nil {
      if let file = node.files[path] { config.add(file: file) }
    }
  }

  private mutating func readEnvironment() {
    for path in sorted(node.files.keys) where NodeFiles.isEnvironment(path) {
      guard let file = node.files[path], let builder = node.builders.builder(for: file.source)
      else { continue }
      hasEnvironmentFile = true
      var found: [(name: String, value: Value, text: String?)] = []
      for range in file.source.lineRanges {
        guard let line = Assignment(file.source.text(in: range), separators: [0x3D]),
          !line.isComment
        else { continue }
        let offset = range.lowerBound + line.valueStart
        found.append(variable(line.key, line.value, builder, offset))
      }
      config.add(variables: found, from: file.source.path)
      add(found)
    }
  }

  private func variable(
    _ name: String, _ text: String, _ builder: DocumentBuilder, _ offset: Int
  ) -> (name: String, value: Value, text: String?) {
    if CredentialNames.holdsCredential(name) || TextMark.occur(in: text)
      || text.contains("***") || CredentialText.occurs(in: text) {
      builder.hidden(reason: ReasonTable.hidden, at: offset)
      return (name, builder.finish(), nil)
    }
    builder.string(text, at: offset)
    return (name, builder.finish(), text)
  }

  /// Adds variables; the first file that sets one counts.
  private mutating func add(_ found: [(name: String, value: Value, text: String?)]) {
    for variable in found where !variables.contains(where: { $0.name == variable.name }) {
      variables.append(variable)
    }
  }

  private mutating func readAnnotations() {
    guard let annotations = node.object?["metadata"]?["annotations"] else { return }
    for name in NodeArguments.environmentAnnotations {
      guard let (text, place) = annotation(name, annotations),
        let settings = NodeArguments.variables(in: text),
        let builder = node.builders.builder(for: place.source)
      else { continue }
      let found = settings.map { setting in
        variable(setting.name, setting.values.last ?? "", builder, place.offset)
      }
      config.add(variables: found, from: "annotation \(name)")
      add(found)
    }
    for name in NodeArguments.argumentAnnotations {
      guard let (text, place) = annotation(name, annotations),
        let flags = NodeArguments.flags(in: text)
      else { continue }
      config.add(arguments: flags, at: place, name: name)
    }
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
    if config.hasArguments { return 0 }
    guard node.object != nil else { return node.surroundings.nodesMissing }
    return node.surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFact,
        "the command line of k3s or RKE2 on node \(node.name) is not known: its Node has no "
          + "annotation node-args"))
  }

  var configField: FactField {
    if config.isEmpty {
      switch node.service {
      case .other: return .absent
      case .unknown where node.object == nil: return .unknown(node.surroundings.nodesMissing)
      case .unknown, .k3s: break
      }
    }
    return config.value(tail: tail).map { .value($0) } ?? .unknown(ReasonTable.overflow)
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
    for name in sorted(variables.map(\.name)) {
      guard let variable = variables.first(where: { $0.name == name }) else { continue }
      builder.key(name)
      builder.link(variable.value)
    }
    builder.endMap(tail: hasEnvironmentFile ? 0 : missingEnvironment)
    return .value(builder.finish())
  }

  private var missingEnvironment: UInt32 {
    let service: String
    if case .k3s("k3s") = node.service {
      let isServer = config.sources.contains { $0.contains("node-args") } && isServerRole
      let unit = isServer ? "k3s" : "k3s-agent"
      service = "etc/systemd/system/\(unit).service.env"
    } else {
      service = isServerRole ? "etc/default/rke2-server" : "etc/default/rke2-agent"
    }
    return node.missing(file: service)
  }

  private var isServerRole: Bool {
    let labels = node.object?["metadata"]?["labels"]
    return ["control-plane", "master", "etcd"].contains {
      labels?["node-role.kubernetes.io/\($0)"] != nil
    }
  }
}

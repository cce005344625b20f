import Basics
import Documents
import Findings

/// What one file turned out to hold.
struct FileReading: Sendable {
  enum Content: Sendable {
    /// YAML or JSON.
    case documents(SourceDocuments)
    /// Text of kubectl that is neither.
    case kubectlText(SourceText, KubectlText)
    /// Any other text: files of nodes.
    case text(SourceText)
    /// A file without a byte.
    case empty
    /// Nothing could be read.
    case unreadable
    /// Nothing was read: a pattern leaves it out.
    case leftOut
    /// An archive or a database, of which nothing is read.
    case container
  }

  let member: Member
  var role: MemberRole
  var content: Content
  /// Errors of kubectl that stand around its output.
  var errors: [ErrorText] = []
  var problems: [Problem] = []
  /// Lower-case hexadecimal; nil if it was not asked for.
  var sha256: String?
  /// Bytes.
  var length: Int

  /// What the file adds to a snapshot of which `types` are known so far.
  func contribution(store: DocumentStore, types: TypeLearner, jobs: Int) -> Contribution {
    var contribution: Contribution
    switch role {
    case .resources(let place):
      contribution = KubectlReader.contribution(
        of: self, at: place, store: store, types: types, jobs: jobs)
    case .node(let node, let path, _):
      contribution = NodeFileReader.contribution(of: self, node: node, path: path, store: store)
    case .nodeManifest(let node):
      contribution = NodeManifestReader.contribution(of: self, node: node, store: store)
    case .manifest: contribution = ManifestReader.contribution(of: self, store: store)
    case .stray(let meant): contribution = strayContribution(meant, store, types, jobs)
    case .skipped: contribution = Contribution(store: store)
    case .probe, .rke, .cloud, .access:
      contribution = Contribution(store: store)
      contribution.cluster = clusterEvidence(store, &contribution.problems)
    }
    contribution.problems = member.isLeftOut ? [] : problems + contribution.problems
    return contribution
  }

  /// What a file of another layout adds whose folder has the name of one of this tool's.
  private func strayContribution(
    _ meant: String, _ store: DocumentStore, _ types: TypeLearner, _ jobs: Int
  ) -> Contribution {
    let found = KubectlReader.contribution(
      of: self, at: nil, store: store, types: types, jobs: jobs)
    if found.isEvidence { return found }
    var contribution = Contribution(store: store)
    contribution.claims = found.claims
    contribution.problems =
      found.problems.filter { $0.severity == .error } + [
        Problem(
          "unread-file", .warning, "nothing is read from it", path: member.path,
          help: "did you mean \(meant)?")
      ]
    return contribution
  }

  /// What the first document of a file about the cluster says.
  private func clusterEvidence(
    _ store: DocumentStore, _ problems: inout [Problem]
  ) -> ClusterEvidence {
    var evidence = ClusterEvidence()
    if case .access(let identity) = role {
      evidence.access = [(identity, isEverything(&problems))]
    }
    let document = wholeDocument(store, &problems)
    switch role {
    case .probe(let from): evidence.probes = [(from, document)]
    case .rke where document == nil: evidence.isRKEDoubtful = true
    default: break
    }
    guard let first = document else { return evidence }
    switch role {
    case .cloud(let provider, let name): evidence.cloud = [(provider, name, first)]
    case .rke(let name) where name.hasSuffix(".rkestate"): evidence.rkeStates = [first]
    case .rke("cluster.yml"), .rke("cluster.yaml"): evidence.rkeClusters = [first]
    default: break
    }
    return evidence
  }

  /// What the list of an identity comes to; nil, and a problem, where that is not known.
  private func isEverything(_ problems: inout [Problem]) -> Bool? {
    let source: SourceText
    switch content {
    case .text(let text): source = text
    case .empty: source = SourceText(path: member.path, text: "")
    default: return nil
    }
    let list = AccessList(source)
    if let doubt = list.doubt {
      problems.append(Problem("doubtful-file", .warning, doubt, path: member.path))
    }
    return list.givesEverything
  }

  /// The first document of a file about the cluster; nil if it is none of its kind, or if a part of
  /// it may be missing. Then a problem says so.
  private func wholeDocument(_ store: DocumentStore, _ problems: inout [Problem]) -> Value? {
    let what: String
    switch role {
    case .probe: what = "recorded request to Rancher"
    case .rke(let name):
      what = name.hasSuffix(".rkestate") ? "state of RKE1" : "cluster.yml of RKE1"
    case .cloud: what = "map or list"
    default: return nil
    }
    var complaint = "holds no \(what), and counts as not collected"
    var place: SourcePlace?
    switch content {
    case .documents(let documents):
      if documents.flaws.contains(where: \.losesContent) { return nil }
      if let second = documents.documents.dropFirst().first {
        complaint = "holds more than one document, and counts as not collected"
        place = DocumentValue(second, in: store).place
      } else if let first = documents.documents.first {
        let value = DocumentValue(first, in: store)
        place = value.place
        if case .probe = role {
          guard let flaw = ProbeForm.flaw(value, Declarations.probe) else {
            problems += ProbeForm.doubts(about: value)
            return first
          }
          complaint = "\(flaw.message); the probe counts as not recorded"
          place = flaw.place ?? place
        } else if isExpectedDocument(value) {
          return first
        }
      }
    case .unreadable, .leftOut, .container: return nil
    case .text, .kubectlText, .empty: break
    }
    problems.append(
      Problem("doubtful-file", .warning, complaint, path: member.path, place: place))
    return nil
  }
}

extension FileReading {
  /// Keys at the top of RKE1's cluster.yml.
  private static let clusterKeys: Set<String> = [
    "nodes", "services", "network", "authentication", "authorization", "addons", "addons_include",
    "system_images", "ssh_key_path", "ssh_agent_auth", "kubernetes_version", "private_registries",
    "ingress", "cluster_name", "cloud_provider", "bastion_host", "monitoring", "dns",
    "upgrade_strategy", "enable_cri_dockerd", "rotate_encryption_key", "restore",
  ]

  /// Whether a document is one of RKE1, or of a cloud, and no answer of a server in its place.
  private func isExpectedDocument(_ value: DocumentValue) -> Bool {
    let keys = Set(value.entries.map(\.key))
    if keys.isSuperset(of: ["apiVersion", "kind"]) { return false }
    switch role {
    case .rke(let name) where name.hasSuffix(".rkestate"):
      return !keys.isDisjoint(with: ["desiredState", "currentState"])
    case .rke("cluster.yml"), .rke("cluster.yaml"):
      return !keys.isDisjoint(with: FileReading.clusterKeys)
    default: return value.value.tag == .map || value.value.tag == .list
    }
  }
}

/// Reads files, one at a time; used by several threads.
struct FileReader: Sendable {
  let store: DocumentStore
  let options: SnapshotOptions
  let captures: Captures
  let types: TypeTable

  /// Reads a file as its role asks. `jobs` threads may be used for one large List.
  func read(_ member: Member, as role: MemberRole, jobs: Int) -> FileReading {
    var reading = FileReading(
      member: member, role: role, content: .unreadable, length: member.size ?? 0)
    var limits = options.limits
    if case .node = role { limits.sourceBytes = min(limits.sourceBytes, options.nodeFileBytes) }
    switch member.content.text(path: member.path, limits: limits, jobs: jobs) {
    case .failure(let error):
      reading.problems.append(
        Problem(
          "unreadable-file", EvidenceDoubt.isPossible(inFileNamed: member.name) ? .error : .note,
          "the file \(error.message)", path: member.path))
    case .success(let source):
      source.quote(only: [])
      reading.length = member.size ?? source.count
      if options.hashesFiles { reading.sha256 = checksum(source, member) }
      if case .resources(at: nil) = role, FileReader.isRKECluster(source, named: member.name) {
        reading.role = .rke(name: member.name)
      }
      reading.content = content(source, reading.role, jobs, &reading)
    }
    return reading
  }

  /// Whether a file is RKE1's cluster.yml, by its name and its content: objects of Kubernetes say
  /// what kind they are of.
  private static func isRKECluster(_ source: SourceText, named name: String) -> Bool {
    guard ["cluster.yml", "cluster.yaml"].contains(name), source.count < 1 << 20 else {
      return false
    }
    let lines = source.lineRanges.map { source.text(in: $0) }
    return lines.contains { $0.hasPrefix("nodes:") }
      && lines.contains { trimmed($0).hasPrefix("role:") || trimmed($0).hasPrefix("- role:") }
      && !lines.contains { $0.hasPrefix("kind:") || $0.hasPrefix("apiVersion:") }
  }

  /// Takes a text that is at hand for a file.
  func reading(of source: SourceText, as role: MemberRole) -> FileReading {
    let member = Member(
      path: source.path, components: [source.path], size: source.count, input: 0,
      content: StandardInput())
    var reading = FileReading(member: member, role: role, content: .empty, length: source.count)
    reading.content = content(source, role, 1, &reading)
    return reading
  }

  private func content(
    _ source: SourceText, _ role: MemberRole, _ jobs: Int, _ reading: inout FileReading
  ) -> FileReading.Content {
    // Blanks say no more than nothing.
    let isBlank = source.buffer.allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
    if isBlank { return .empty }
    var source = source
    if case .resources(let place?) = role, place.hasNullsForEmpty {
      source = KubectlText.withEmptyTexts(source)
    }
    switch role {
    case .node(_, let path, _):
      return nodeContent(source, path, &reading.problems)
    case .resources, .stray: return kubectlContent(source, role, jobs, &reading)
    case .access: return .text(source)
    case .manifest, .nodeManifest:
      guard source.count <= ManifestReader.sizeLimit else { return .unreadable }
      return documents(source, role, jobs, &reading.problems)
    default: return documents(source, role, jobs, &reading.problems)
    }
  }

  /// What kubectl printed, with what stands around it.
  private func kubectlContent(
    _ source: SourceText, _ role: MemberRole, _ jobs: Int, _ reading: inout FileReading
  ) -> FileReading.Content {
    let text = KubectlText.recognised(source)
    if text == .dump {
      return documents(KubectlText.withoutLogs(source), role, jobs, &reading.problems)
    }
    var isError = false
    if case .error? = text { isError = true }
    if let text, !isError { return .kubectlText(source, text) }
    guard let messages = OutputMessages(in: source), !isError || messages.looksLikeDocuments else {
      if let text { return .kubectlText(source, text) }
      return documents(source, role, jobs, &reading.problems)
    }
    reading.problems.append(
      Problem(
        "messages-around-output", .note,
        "messages of kubectl or of a shell surround its output, and are passed over",
        path: source.path))
    reading.errors = messages.errors
    if let text = KubectlText.recognised(messages.output) {
      return .kubectlText(messages.output, text)
    }
    return documents(messages.output, role, jobs, &reading.problems)
  }

  /// Reads YAML or JSON, and hides in it what is not to be shown.
  func documents(
    _ source: SourceText, _ role: MemberRole, _ jobs: Int, _ problems: inout [Problem]
  ) -> FileReading.Content {
    var reading = ReadingOptions()
    reading.limits = options.limits
    reading.jobs = jobs
    switch role {
    case .resources, .stray, .node, .rke, .cloud: reading.truncationReason = ReasonTable.truncated
    default: break
    }
    let origin = origin(of: role, source)
    var result = store.readEvidence(source, as: origin, options: reading, captures: captures)
    let flaws = result.flaws
    if let flaw = flaws.first(where: \.losesContent), isOfKubectl(role),
      let repaired = BrokenJSON.repaired(source, before: flaw.place?.offset ?? source.count)
    {
      let before = store.readEvidence(repaired, as: origin, options: reading, captures: captures)
      // What came before counts, and all that was wrong.
      if !before.flaws.contains(where: \.losesContent) {
        result = before.with(flaws: flaws)
      }
    }
    let isExport =
      FileReader.isExport(source.path, role, types)
      || (result.flaws.contains(where: \.losesContent) && EvidenceDoubt.isPossible(in: source))
    problems += result.flaws.map { flaw in
      // No API server writes a field twice.
      let isLost = flaw.losesContent || flaw.losesField && isOfKubectl(role)
      return Problem(
        flaw, flaw.losesContent ? "invalid-document" : "doubtful-document",
        !isExport ? .note : isLost ? .error : .warning, stage: .documents,
        path: source.path)
    }
    return .documents(result)
  }

  /// Whether a file is meant to hold YAML or JSON: a README that is neither is worth no error.
  private static func isExport(_ path: String, _ role: MemberRole, _ types: TypeTable) -> Bool {
    switch role {
    case .resources(at: nil), .stray: break
    case .resources(let place?) where place.type == nil: break
    default: return true
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) || name == "-"
      || types.hint(fromFileName: name) != nil
  }

  private func isOfKubectl(_ role: MemberRole) -> Bool {
    switch role {
    case .resources, .stray: true
    default: false
    }
  }

  private func origin(of role: MemberRole, _ source: SourceText) -> DocumentMasking.Origin {
    switch role {
    case .resources, .stray:
      let name = source.path.split(separator: "/").last.map(String.init) ?? ""
      var place: ListPlace?
      if case .resources(let known) = role { place = known }
      return .resources(place?.type ?? types.hint(fromFileName: name))
    case .rke(let name) where name.hasSuffix(".rkestate"): return .rkeState
    case .manifest, .nodeManifest: return .manifest
    default: return .configuration
    }
  }

  /// Node files that are YAML or JSON are read as such; all keep their text.
  private func nodeContent(
    _ source: SourceText, _ path: String, _ problems: inout [Problem]
  ) -> FileReading.Content {
    guard NodeFiles.isDocument(path) else {
      NodeFiles.mask(source, path: path)
      return .text(source)
    }
    // The text may be asked for too, and has comments that no value shows.
    let holdsCredential = CredentialText.ranges(in: source.buffer, of: 0..<source.count)
    let content = documents(source, .node("", path: path), 1, &problems)
    for range in holdsCredential { source.mask(range) }
    return content
  }

  /// SHA-256 of the file's bytes. They are those of the source unless it was transcoded.
  private func checksum(_ source: SourceText, _ member: Member) -> String {
    var hash = SHA256()
    if member.size == nil || member.size == source.count {
      hash.add(UnsafeRawBufferPointer(source.buffer))
    } else {
      member.content.eachPiece { hash.add($0) }
    }
    return hexadecimal(hash.digest())
  }
}

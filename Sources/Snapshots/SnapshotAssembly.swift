import Documents
import Findings

/// Everything that was read, on its way to a snapshot. Used by one thread, in the order of paths,
/// so that the result does not depend on how many threads read.
struct SnapshotAssembly {
  let store: DocumentStore
  let reasons: ReasonTable
  let options: SnapshotOptions
  let captures: Captures
  var resources: ResourceCollector
  var types = TypeTable()
  var discovery = Discovery()
  var claims: [EvidenceClaim] = []
  var nodeFiles = NodeFiles()
  var versions: [VersionEvidence] = []
  var probes: [(from: String, value: Value)] = []
  /// Whether these are all probes that were made.
  var hasAllProbes = false
  var rkeCluster: Value?
  var rkeState: Value?
  var cloud: [(provider: String, name: String, value: Value)] = []
  /// What the manifests of the inputs say, in the order of the inputs.
  var manifests: [SnapshotManifest] = []
  /// The name and the time, where they were given directly.
  var givenName: Value?
  var givenTime: Timestamp?
  var problems: [Problem] = []
  var files: [InputFile] = []
  /// Namespaces of each cluster-info dump, by its root.
  var dumps: [String: DumpEvidence] = [:]
  /// Used formats by input.
  var formats: Set<SnapshotFormat> = []

  init(
    store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions,
    captures: Captures = Captures()
  ) {
    self.store = store
    self.reasons = reasons
    self.options = options
    self.captures = captures
    resources = ResourceCollector(store: store)
  }

  /// Takes in one file.
  mutating func add(_ reading: FileReading) {
    problems += reading.problems
    let format: SnapshotFormat
    if case .unsupported(let found) = reading.content { format = found } else {
      format = reading.role.format
    }
    files.append(
      InputFile(
        path: reading.entry.path, length: reading.length, sha256: reading.sha256, format: format))
    if format.isSupported { formats.insert(format) }
    switch reading.role {
    case .resources, .dump: addResources(reading)
    case .node(let node, let path):
      if let doubt = NodeFiles.doubt(about: reading, path: path) {
        problems.append(
          Problem("doubtful-file", .warning, doubt, path: reading.entry.path))
        nodeFiles.add(node: node)
      } else {
        nodeFiles.add(reading, node: node, path: path)
      }
    case .probe(let from): addDocument(reading) { $0.probes.append((from, $1)) }
    case .rke(let name): addRKE(reading, name)
    case .cloud(let provider, let name):
      addDocument(reading) { $0.cloud.append((provider, name, $1)) }
    case .manifest: addManifest(reading)
    case .unsupported: break
    }
  }

  /// The first document of a file.
  private mutating func addDocument(
    _ reading: FileReading, _ body: (inout SnapshotAssembly, Value) -> Void
  ) {
    guard case .documents(let documents) = reading.content, let first = documents.documents.first
    else { return }
    body(&self, first)
  }

  private mutating func addRKE(_ reading: FileReading, _ name: String) {
    addDocument(reading) { assembly, value in
      if name.hasSuffix(".rkestate") {
        assembly.rkeState = value
      } else if name == "cluster.yml" || name == "cluster.yaml" {
        assembly.rkeCluster = value
      }
    }
  }
}

/// A version of the API server, and where it was found.
struct VersionEvidence: Sendable {
  let text: String
  /// The string in a document; nil where it was found in plain text.
  let value: Value?
  let path: String
}

/// The lists of one cluster-info dump.
struct DumpEvidence {
  var namespaces: Set<String> = []
  var covered: [ResourceType: [String: String]] = [:]
  var input = 0
}

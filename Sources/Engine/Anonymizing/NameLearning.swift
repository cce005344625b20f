import Anonymizing
import Basics
import Documents
import Findings
import Snapshots

/// Tells an anonymizer which words of a snapshot are someone's own.
struct NameLearning {
  var anonymizer: Anonymizer
  private let collector = NameCollector()
  private var certificates = CertificateSearch()

  init(_ anonymizer: Anonymizer) { self.anonymizer = anonymizer }

  mutating func learn(_ files: [SnapshotFile], of snapshot: Snapshot) {
    for file in files { learn(file, in: snapshot.store) }
    for node in snapshot.nodes { anonymizer.own(node.name) }
    if let name = snapshot.identity.name { anonymizer.own(name) }
  }

  mutating func learn(_ file: SnapshotFile, in store: DocumentStore) {
    for document in file.documents {
      collector.collect(DocumentValue(document, in: store), into: &anonymizer)
    }
    for name in file.names { anonymizer.own(name) }
    guard let source = file.source else { return }
    // Before any file is written: others may name the same.
    certificates.learn(source.buffer, into: &anonymizer)
    if file.isDocument { return }
    let text = source.text(in: 0..<source.count)
    if ["hosts", "hostname"].contains(file.components.last) { anonymizer.own(text) }
    collector.collect(nodeFile: text, into: &anonymizer)
  }

  /// What is named on the command line or in importlint.yaml, and what the files say that are named
  /// there. Folders and files may be called after a cluster.
  mutating func learn(_ request: CheckRequest, into store: DocumentStore) {
    let waivers = request.waivers?.files ?? []
    let paths =
      request.inputs + (request.inputNames ?? []) + request.filter.include + request.filter.exclude
      + request.packs.folders + waivers
      + [request.target.file, request.target.url, request.packs.data, request.baseline]
      .compactMap { $0 }
    for path in paths { anonymizer.own(path) }
    for name in request.selected + request.ignored { anonymizer.own(prose: name) }
    for file in [request.target.file].compactMap({ $0 }) + waivers { learn(written: file, store) }
    if let baseline = request.baseline { learn(result: baseline, store) }
  }

  /// What people wrote into a target or waivers, comments too.
  private mutating func learn(written file: String, _ store: DocumentStore) {
    guard let source = Self.text(of: file) else { return }
    anonymizer.own(prose: source.text(in: 0..<source.count))
    certificates.learn(source.buffer, into: &anonymizer)
    for document in store.read(source).documents {
      collector.collect(DocumentValue(document, in: store), into: &anonymizer)
    }
  }

  /// What an earlier result names may be gone from the snapshot.
  private mutating func learn(result file: String, _ store: DocumentStore) {
    guard let source = Self.text(of: file), let first = store.read(source).documents.first else {
      return
    }
    let result = DocumentValue(first, in: store)
    var subjects = [result["cluster"]]
    for list in [result["findings"], result["baseline"]?["absent"]] {
      for finding in list?.elements ?? [] {
        subjects.append(finding["subject"])
        for key in ["reason", "owner", "ticket"] {
          if let text = finding["waiver"]?[key]?.string { anonymizer.own(prose: text) }
        }
      }
    }
    for subject in subjects {
      for key in ["name", "namespace"] {
        if let name = subject?[key]?.string { anonymizer.own(name) }
      }
    }
  }

  /// Nothing of it is quoted by whoever learns.
  private static func text(of file: String) -> SourceText? {
    var limits = ReadingLimits()
    limits.sourceBytes = 1 << 30
    guard file != "-",
      case .success(let source) = SourceText.read(file: file, path: file, limits: limits)
    else { return nil }
    source.quote(only: [])
    return source
  }
}

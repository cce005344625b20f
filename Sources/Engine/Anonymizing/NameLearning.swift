import Anonymizing
import Basics
import Documents
import Findings
import Snapshots

/// Tells an anonymizer which words of a snapshot are someone's own.
struct NameLearning {
  var anonymizer: Anonymizer
  private let collector = NameCollector()

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
    guard let source = file.source, !file.isDocument, source.count < 1 << 20 else { return }
    let text = source.text(in: 0..<source.count)
    if ["hosts", "hostname"].contains(file.components.last) { anonymizer.own(text) }
    // Distinguished names, as openssl prints them.
    for line in text.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      guard line.hasPrefix("Subject:") || line.hasPrefix("Issuer:") else { continue }
      for part in line.split(separator: ",") { anonymizer.own(String(part.drop { $0 != "=" })) }
    }
  }

  /// What is named on the command line: folders and files may be called after a cluster.
  mutating func learn(_ request: CheckRequest) {
    let paths =
      request.inputs + [request.target.file, request.baseline].compactMap { $0 }
      + (request.waivers?.files ?? [])
    for path in paths { anonymizer.own(path) }
  }
}

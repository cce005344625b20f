import Basics
import Documents
import Engine
import Findings
import Reports
import Snapshots

/// What was read from a snapshot, for people and for programs.
struct Inspection {
  private let snapshot: Snapshot
  private let evidence: [EvidenceEntry]
  let problems: [Problem]

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    evidence = EvidenceEntry.entries(of: snapshot)
    problems = snapshot.problems
  }

  /// One resource type: how many objects, and how completely.
  private struct TypeLine {
    let name: String
    let count: Int
    let state: String
    let detail: String
  }

  private var typeLines: [TypeLine] {
    var lines: [TypeLine] = []
    for line in snapshot.ledger where line.namespace == nil {
      let count = snapshot.resources.all(of: line.type).count
      lines.append(
        TypeLine(
          name: line.type.name, count: count, state: line.evidence.state.rawValue,
          detail: line.evidence.detail.map(CredentialText.masked) ?? ""))
    }
    return lines
  }

  // MARK: Text

  func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    writeCluster(to: &out)
    writeTypes(to: &out)
    writeNodes(to: &out)
    writeOther(to: &out)
    var bytes = out.bytes
    if !problems.isEmpty {
      bytes += Array("\n".utf8)
      bytes += ProblemText.render(problems, options: stream.reportOptions)
    }
    return bytes
  }

  private func writeCluster(to out: inout TextWriter) {
    let identity = snapshot.identity
    let unknown = "not known"
    out.line(.init("Cluster", .bold))
    out.line(.init("name          \(identity.name ?? unknown)"), indent: 2)
    out.line(.init("uid           \(identity.uid ?? unknown)"), indent: 2)
    out.line(.init("version       \(identity.version ?? unknown)"), indent: 2)
    out.line(.init("distribution  \(identity.distribution ?? unknown)"), indent: 2)
    out.line(.init("time          \(identity.time ?? unknown)"), indent: 2)
    out.blank()
    let bytes = snapshot.files.reduce(0) { $0 &+ $1.artifact.length }
    out.line(
      .init("Files", .bold), .init(": \(snapshot.files.count), \(bytes) bytes"))
    for format in SnapshotFormat.allCases {
      let count = snapshot.files.count { $0.format == format }
      if count > 0 { out.line(.init("\(count) as \(format.title)"), indent: 2) }
    }
    for files in snapshot.skipped {
      out.paragraph(
        "not read: ", "\(files.count) \(files.reason.text): \(Self.names(files))", indent: 2)
    }
  }

  private static func names(_ files: SkippedFiles) -> String {
    files.paths.joined(separator: ", ") + (files.count > files.paths.count ? ", …" : "")
  }

  private func writeTypes(to out: inout TextWriter) {
    let lines = typeLines
    out.blank()
    out.line(
      .init("Resources", .bold),
      .init(": \(snapshot.resources.count) of \(lines.count { $0.count > 0 }) types"))
    let width = lines.map { $0.name.unicodeScalars.count }.max() ?? 0
    let digits = lines.map { String($0.count).count }.max() ?? 1
    for line in lines where line.count > 0 || line.state != "assumed" {
      let gap = String(repeating: " ", count: width - line.name.unicodeScalars.count)
      let count = String(line.count)
      let countGap = String(repeating: " ", count: digits - count.count + 2)
      let detail = line.detail.isEmpty ? "" : "  \(line.detail)"
      out.line(
        .init(line.name + gap + countGap + count + "  "), .init(line.state, .dim),
        .init(detail, .dim), indent: 2)
    }
    let empty = lines.filter { $0.count == 0 && $0.state == "assumed" }.map(\.name)
    if !empty.isEmpty {
      out.paragraph(.init("none of  ", .dim), empty.joined(separator: ", "), indent: 2)
    }
  }

  private func writeNodes(to out: inout TextWriter) {
    out.blank()
    let count = snapshot.identity.nodeCount ?? snapshot.nodes.count
    out.line(.init("Nodes", .bold), .init(": \(count)"))
    for node in snapshot.nodes {
      let value = DocumentValue(node.value, in: snapshot.store)
      let roles = (value["roles"]?.elements ?? []).compactMap(\.string)
      let facts = roles + [value["os"]?.string, value["architecture"]?.string].compactMap { $0 }
      let files = (value["files"]?.entries ?? []).map(\.key)
      out.line(
        .init(node.name, .bold), .init(facts.isEmpty ? "" : "  " + facts.joined(separator: ", ")),
        indent: 2)
      out.paragraph(
        "", files.isEmpty ? "no files" : "files: " + files.joined(separator: ", "), indent: 4,
        style: .dim)
    }
  }

  private func writeOther(to out: inout TextWriter) {
    let probes = evidence.filter { $0.kind == .probe }.map(\.name)
    out.blank()
    out.line(
      .init("Probes", .bold), .init(": "),
      .init(probes.isEmpty ? "none" : "from " + probes.joined(separator: ", ")))
  }

  // MARK: JSON

  var json: [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.object("cluster") {
        $0.member("name", snapshot.identity.name)
        $0.member("uid", snapshot.identity.uid)
        $0.member("version", snapshot.identity.version)
        $0.member("distribution", snapshot.identity.distribution)
        $0.member("time", snapshot.identity.time)
      }
      json.objects("resources", typeLines) {
        $0.member("type", $1.name)
        $0.member("count", $1.count)
        $0.member("state", $1.state)
        $0.member("detail", $1.detail.isEmpty ? nil : $1.detail)
      }
      json.objects("nodes", snapshot.nodes) { json, node in
        let value = DocumentValue(node.value, in: snapshot.store)
        json.member("name", node.name)
        json.strings("roles", (value["roles"]?.elements ?? []).compactMap(\.string))
        json.member("os", value["os"]?.string)
        json.member("architecture", value["architecture"]?.string)
        json.strings("files", (value["files"]?.entries ?? []).map(\.key))
      }
      writeEvidence(to: &json)
      writeFiles(to: &json)
    }
    return writer.bytes
  }

  private func writeEvidence(to json: inout JSONWriter) {
    json.objects("evidence", evidence) {
      $0.member("kind", $1.kind.rawValue)
      $0.member("name", $1.name)
      $0.member("node", $1.node)
      $0.member("namespace", $1.namespace)
      $0.member("state", $1.state.rawValue)
      $0.member("detail", $1.detail)
      $0.strings("paths", $1.paths)
    }
  }

  private func writeFiles(to json: inout JSONWriter) {
    json.objects("files", snapshot.files) {
      $0.member("path", $1.path)
      $0.member("format", $1.format.name)
      $0.member("length", $1.artifact.length)
      $0.member("sha256", $1.artifact.sha256)
    }
    json.objects("skipped", snapshot.skipped) {
      $0.member("reason", $1.reason.rawValue)
      $0.member("count", $1.count)
      $0.strings("paths", $1.paths)
    }
    json.objects("problems", problems) {
      $0.member("code", $1.code)
      $0.member("severity", $1.severity.rawValue)
      $0.member("fatal", $1.isFatal)
      $0.member("message", $1.message)
      $0.member("place", $1.places.first?.text)
      $0.member("help", $1.help)
    }
  }
}

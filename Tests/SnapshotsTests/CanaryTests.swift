import Basics
import Canaries
import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("no credential gets out of what was read")
struct CanaryTests {
  /// A way to break a file.
  enum Damage: String, CaseIterable, Sendable {
    case none, cut, tab, conflict, control, twin, second, otherKind, open
  }

  @Test("neither in a frame nor in a value nor in a problem", arguments: Damage.allCases)
  func files(damage: Damage) {
    var leaks: [String] = []
    for file in CanaryFile.all {
      for text in damaged(file.text, damage) {
        let shown = shown(text, at: file.path)
        // Where a text is cut off after it, a token that is a whole user looks like a host, a value
        // that stands before its name has none, and a manifest before its kind is nobody's.
        let nameless = ["cm-url-tokenonly", "pod-env-first", "copy-block"]
        let known = file.canaries.filter { damage != .cut || !nameless.contains($0.id) }
        for id in Canary.found(in: shown, of: known) {
          let line = shown.split(separator: "\n").first {
            !Canary.found(in: String($0), of: file.canaries.filter { $0.id == id }).isEmpty
          }
          leaks.append("\(file.path) \(id): \(line ?? "")")
        }
      }
    }
    let kinds = Set(leaks).sorted()
    #expect(kinds == [], "\(kinds.joined(separator: "\n"))")
  }

  @Test("the same in one List, which is read in pieces")
  func pieces() throws {
    let items = CanaryFile.secrets.filter { $0.text.hasPrefix("apiVersion: v1\nkind: Secret\n") }
      .filter { !$0.text.contains("---") && !$0.text.contains(" &a") }
    var text = "apiVersion: v1\nkind: List\nitems:\n"
    while text.utf8.count < 3 << 20 {
      for item in items {
        let lines = item.text.split(separator: "\n", omittingEmptySubsequences: false)
        text += "- " + lines.joined(separator: "\n  ") + "\n"
      }
    }
    let folder = TemporaryFolder(["resources/all.yaml": text])
    var options = SnapshotOptions()
    options.jobs = 4
    let snapshot = folder.read(options: options)
    let secrets = snapshot.resources.all(of: SnapshotContent.secrets)
    let first = try #require(secrets.first)
    let source = try #require(snapshot.store.place(of: first.value)?.source)
    // Comments stay in the text, and are never quoted.
    let found = Set(Canary.found(in: source.text, of: items.flatMap(\.canaries)))
    #expect(found == ["sec-comment", "sec-trail-comment"])
    let shown = frames(source, lines: 2000).joined(separator: "\n")
    #expect(shown.contains("namespace: shop"))
    #expect(Canary.found(in: shown, of: items.flatMap(\.canaries)) == [])
  }

  @Test("one that occurs again and again is hidden each time, and not only where it is met first")
  func repeated() throws {
    let values = ["--token=s3cretT0ken1", "postgres://u:Hunter2x9@db", "DB_PASSWORD=letMe1n"]
    let pods = (0..<40).map { i in
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p\(i)", "namespace": "shop"},
       "spec": {"containers": [{"name": "a", "image": "web", "args": ["\(values[0])", "-v"],
         "env": [{"name": "ONE", "value": "\(values[1])"}, {"name": "TWO", "value": "\(values[2])"},
                 {"name": "MODE", "value": "production"}]}]}}
      """
    }
    let list = #"{"apiVersion": "v1", "kind": "List", "items": [\#(pods.joined(separator: ","))]}"#
    let snapshot = TemporaryFolder(["resources/pods.json": list]).read()
    let pod = try #require(
      snapshot.resources.all(of: ResourceType(group: "", plural: "pods")).last)
    let source = try #require(snapshot.store.place(of: pod.value)?.source)
    for secret in ["s3cretT0ken1", "Hunter2x9", "letMe1n"] {
      #expect(!source.text.contains(secret), "\(secret)")
    }
    #expect(source.text.contains("production"))
    let container = DocumentValue(pod.value, in: snapshot.store)[path: "spec", "containers"]?
      .elements.first
    #expect(container?["args"]?.elements.map(\.value.tag) == [.hidden, .string])
    #expect(
      container?["env"]?.elements.map { $0["value"]?.value.tag } == [.hidden, .hidden, .string])
  }

  // MARK: What could be shown

  /// Everything of a file that any output could show: a frame for each line, all values that are
  /// kept, what is wrong with it.
  private func shown(_ text: String, at path: String) -> String {
    let folder = TemporaryFolder([path: text])
    let parts = path.split(separator: "/").map(String.init)
    let member = Member(
      path: path, components: parts, size: text.utf8.count, input: 0,
      content: FileContent(file: "\(folder.path)/\(path)"))
    let role = role(of: parts)
    let store = DocumentStore()
    let reader = FileReader(
      store: store, options: SnapshotOptions(), captures: Captures(), types: TypeTable())
    let reading = reader.read(member, as: role, jobs: 1)
    var shown = reading.problems.map { "\($0)" }
    switch reading.content {
    case .documents(let documents):
      shown += frames(documents.source)
      for document in documents.documents {
        let isObject = isObject(document, role, store)
        append(DocumentValue(document, in: store), isObject: isObject, &shown)
      }
    case .text(let source), .kubectlText(let source, _): shown += frames(source)
    default: break
    }
    shown += facts(folder)
    return shown.joined(separator: "\n")
  }

  private func role(of parts: [String]) -> MemberRole {
    let below = parts.dropFirst(2).joined(separator: "/")
    switch parts[0] {
    case "nodes": return .node(parts[1], path: below)
    case "probes": return .probe(from: parts[1])
    case "rke": return .rke(name: parts[1])
    case "cloud": return .cloud(provider: parts[1], name: below)
    default: return .resources(at: nil)
    }
  }

  private func frames(_ source: SourceText, lines: Int = .max) -> [String] {
    source.lineRanges.prefix(lines).flatMap { line -> [String] in
      [line.lowerBound, line.upperBound, (line.lowerBound + line.upperBound) / 2].flatMap {
        let place = Place(SourcePlace(source: source, offset: $0), count: 0)
        return place.frame?.lines.map(\.text) ?? []
      }
    }
  }

  /// Values can be asked for of objects, and of files that have a field of their own.
  private func isObject(_ document: Value, _ role: MemberRole, _ store: DocumentStore) -> Bool {
    guard case .resources = role else { return true }
    return DocumentValue(document, in: store)["kind"]?.string.map { $0 != "Table" } ?? false
  }

  private func append(_ value: DocumentValue, isObject: Bool, _ shown: inout [String]) {
    guard isObject else { return }
    if let text = value.string { shown.append(CredentialText.masked(text)) }
    for entry in value.entries { append(entry.value, isObject: true, &shown) }
    for element in value.elements { append(element, isObject: true, &shown) }
  }

  /// What the snapshot makes of the file: facts of nodes and of the cluster, evidence, problems.
  private func facts(_ folder: TemporaryFolder) -> [String] {
    let snapshot = folder.read()
    var shown = snapshot.problems.map { "\($0)" }
    shown += snapshot.ledger.map { CredentialText.masked("\($0.evidence)") }
    append(snapshot.clusterValue, isObject: true, &shown)
    for node in snapshot.nodes {
      append(DocumentValue(node.value, in: snapshot.store), isObject: true, &shown)
    }
    return shown
  }

  // MARK: Damage

  private func damaged(_ text: String, _ damage: Damage) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func with(_ line: String, at i: Int) -> String {
      (lines[..<i] + [line] + lines[i...]).joined(separator: "\n")
    }
    let middle = [1, lines.count / 2, lines.count - 1].filter { $0 > 0 && $0 < lines.count }
    switch damage {
    case .none: return [text]
    case .cut:
      let bytes = Array(text.utf8)
      return stride(from: 5, to: bytes.count, by: max(9, bytes.count / 24)).map {
        String(decoding: bytes[..<$0], as: UTF8.self)
      } + lines.indices.map { lines[..<$0].joined(separator: "\n") + "\n" }
    case .tab: return middle.map { with("\t x", at: $0) }
    case .conflict: return middle.map { with("<<<<<<< HEAD", at: $0) }
    case .control: return middle.map { with("a\0b", at: $0) }
    case .twin:
      return lines.indices.filter { lines[$0].contains(":") }.map { with(lines[$0], at: $0) }
    case .second: return [text + "\n---\n" + text, "a: b\n---\n" + text, text + "\n---\n- [\n"]
    case .otherKind:
      guard !text.contains("atas:"), !text.contains("Data:"), !text.contains("x: &a") else {
        return []
      }
      return ["Pod", "Table", "Secrets", "secretlist"].map {
        text.replacing("kind: Secret", with: "kind: \($0)")
          .replacing(#""kind":"Secret""#, with: #""kind":"\#($0)""#)
      } + [text.replacing("kind: ", with: "Kind: ")]
    case .open: return [text + "\"", text + "\nx: [", text + "\n  y: 'z\n", "{" + text]
    }
  }
}

import Basics
import Documents
import Findings
import FoundationEssentials

/// Reads packs: folders of YAML files, or the pack that travels inside the executable.
public struct PackLoader {
  let reader: PackFileReader
  var problems: ProblemList { reader.problems }

  /// Files that one pack may have; more is a mistake in the path that was given.
  static let fileLimit = 10_000

  init(store: DocumentStore, problems: ProblemList) {
    reader = PackFileReader(store: store, problems: problems)
  }

  /// The pack inside the executable.
  func builtIn() -> Pack? {
    let name = BuiltInPack.name
    let sources = BuiltInPack.files.map { file in
      (path: file.path, source: SourceText(path: "\(name)/\(file.path)", text: file.text))
    }
    return pack(from: sources, path: "built-in", isBuiltIn: true)
  }

  /// The pack in a folder; nil, with problems, where it is none.
  func pack(folder: String) -> Pack? {
    var files: [String] = []
    guard list(folder, below: "", into: &files) else { return nil }
    var sources: [(path: String, source: SourceText)] = []
    for file in files.sortedByBytes() {
      switch SourceText.read(file: "\(folder)/\(file)", path: "\(folder)/\(file)") {
      case .success(let source): sources.append((file, source))
      case .failure(let error):
        addProblem("unreadable-file", "\(folder)/\(file) \(error.message)")
      }
    }
    guard sources.contains(where: { $0.path == "pack.yaml" }) else {
      if sources.contains(where: { holdsPolicy($0.source) }) {
        let name = folder.split(separator: "/").last.map(String.init) ?? "policies"
        return PolicyLoader.pack(of: sources.map(\.source), name: name, path: folder, reader)
      }
      addProblem(
        "missing-pack-file", "\(folder) is no rule pack: it has no pack.yaml",
        help: "Name the folder that holds pack.yaml.")
      return nil
    }
    return pack(from: sources, path: folder, isBuiltIn: false)
  }

  private func addProblem(_ code: String, _ message: String, help: String? = nil) {
    problems.add(
      Problem(stage: .rules, code: code, isFatal: true, message: message, help: help))
  }

  private func list(_ folder: String, below prefix: String, into files: inout [String]) -> Bool {
    let path = prefix.isEmpty ? folder : "\(folder)/\(prefix)"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      addProblem("unreadable-folder", "the rule pack \(path) cannot be read")
      return false
    }
    for name in names where !name.hasPrefix(".") {
      let relative = prefix.isEmpty ? name : "\(prefix)/\(name)"
      var isFolder = false
      guard FileManager.default.fileExists(atPath: "\(folder)/\(relative)", isDirectory: &isFolder)
      else { continue }
      if isFolder {
        guard relative.split(separator: "/").count <= 4 else { continue }
        guard list(folder, below: relative, into: &files) else { return false }
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") {
        files.append(relative)
      }
      if files.count > PackLoader.fileLimit {
        addProblem("too-many-files", "\(folder) holds more than \(PackLoader.fileLimit) files")
        return false
      }
    }
    return true
  }

  // MARK: Files

  private func pack(
    from files: [(path: String, source: SourceText)], path: String, isBuiltIn: Bool
  ) -> Pack? {
    guard let header = files.first(where: { $0.path == "pack.yaml" }),
      let document = reader.document(header.source),
      let fields = FieldReader(document, as: RuleDeclarations.pack, problems)
    else { return nil }
    var content = PackContent(header: self.header(fields, path: path, isBuiltIn: isBuiltIn), reader)
    // Fixtures first: examples are made of them.
    for file in files where file.path.hasPrefix("fixtures/") { content.addFixtures(file.source) }
    for file in files where file.path != "pack.yaml" && !file.path.hasPrefix("fixtures/") {
      content.add(file.source, at: file.path)
    }
    return content.finish()
  }

  /// Whether a file names a policy; a cheap look, before anything is read.
  private func holdsPolicy(_ source: SourceText) -> Bool {
    let kind = Array("ValidatingAdmissionPolicy".utf8)
    var i = 0
    while i + kind.count <= source.count {
      if source.bytes[i] == kind[0], source.buffer[i..<(i + kind.count)].elementsEqual(kind) {
        return true
      }
      i += 1
    }
    return false
  }

  private func header(_ fields: FieldReader, path: String, isBuiltIn: Bool) -> Pack {
    if let schema = fields.value("schema"), schema.int != 1 {
      problems.add("wrong-value", "\"schema\" must be 1", at: schema.place)
    }
    let version = fields.required("version")
    if !version.isEmpty, VersionNumber(version) == nil {
      problems.add("wrong-value", "\"version\" is no version", at: fields.value("version")?.place)
    }
    return Pack(
      name: fields.required("name"), version: version,
      extends: fields.objects("extends", as: RuleDeclarations.extensionOf).map {
        Pack.Extension(
          pack: $0.required("pack"), version: $0.range("version"), place: $0.map.place)
      },
      celCompatibility: fields.string("celCompatibility"), importlint: fields.range("importlint"),
      parameters: fields.value("parameters"), data: [],
      overrides: fields.objects("overrides", as: RuleDeclarations.override).map(override),
      rules: [], path: path, isBuiltIn: isBuiltIn, place: fields.map.place)
  }

  private func override(_ fields: FieldReader) -> Pack.Override {
    Pack.Override(
      rule: fields.required("rule"), severity: fields.choice("severity", as: Severity.self),
      isEnabled: fields.bool("enabled"), reason: fields.string("reason"), place: fields.map.place)
  }
}

import Basics
import CEL
import Documents
import Findings

/// Reads packs: folders of YAML files, or the pack that travels inside the executable.
struct PackLoader {
  /// Adds the packs that a pack extends to it, and gives their fixtures.
  typealias Extending = (inout Pack) -> [FixtureTable]

  let reader: PackFileReader
  var problems: ProblemList { reader.problems }

  /// Rules that one pack may have; a list of policies may hold many.
  static let ruleLimit = 10_000

  /// What was fetched, by what was named.
  let fetched: [String: FetchedPack]
  /// Whether rules may be without examples.
  private let allowsDrafts: Bool
  /// Which translations are read.
  private let translations: TranslationChoice
  /// Whether the rules are read without their examples.
  private var leavesExamplesOut = false
  /// What stands for files of folders.
  private let texts: FileTexts

  init(
    store: DocumentStore, problems: ProblemList, fetched: [String: FetchedPack] = [:],
    allowsDrafts: Bool = false, translations: TranslationChoice = .none,
    texts: FileTexts = FileTexts()
  ) {
    self.fetched = fetched
    self.texts = texts
    self.allowsDrafts = allowsDrafts
    self.translations = translations
    reader = PackFileReader(store: store, problems: problems)
  }

  /// The pack inside the executable, as it is; without examples, its rules have none, and what
  /// they are made of is not read.
  func builtIn(withExamples: Bool) -> (pack: Pack, fixtures: FixtureTable)? {
    let name = BuiltInPack.name
    // Of what nobody asks for not even the names are looked at.
    let own = BuiltInPack.files + (translations.isNone ? [] : BuiltInPack.translations)
    let files = own.map { file in
      (path: file.path, source: SourceText(path: "\(name)/\(file.path)", text: file.text))
    }
    var loader = self
    loader.leavesExamplesOut = leavesExamplesOut || !withExamples
    let read =
      withExamples
      ? files
      : files.filter { !PackFile(path: $0.path, text: "").isFixtures }
        .map { ($0.path, withoutExamples($0.source)) }
    return loader.pack(from: read, path: "built-in", isBuiltIn: true) { _ in [] }.map {
      var pack = $0.pack
      pack.files = files
      pack.knownDigest = BuiltInPack.digest
      return (pack, $0.fixtures)
    }
  }

  /// A rule's text without the examples that end it; the lines before them stay where they are.
  private func withoutExamples(_ source: SourceText) -> SourceText {
    let key = Array("\nexamples:\n".utf8)
    guard let found = source.firstRange(of: key, in: 0..<source.count) else { return source }
    return SourceText(path: source.path, text: source.text(in: 0..<found.lowerBound + 1))
  }

  /// The pack at a path, or that was fetched; nil, with problems, if there is none.
  func pack(
    at folder: String, extending: Extending
  ) -> (pack: Pack, fixtures: FixtureTable)? {
    // What is odd about the files of a folder that is not a pack is not worth mentioning.
    let oddities = ProblemList()
    defer { for problem in oddities.problems { problems.add(problem) } }
    guard
      let files = PackMaterial(
        at: folder, fetched: fetched[folder], texts: texts, problems: problems,
        oddities: oddities)
    else { return nil }
    let sources = files.files
    guard sources.contains(where: { $0.path == "pack.yaml" }) else {
      if sources.contains(where: { holdsPolicy($0.source) }) {
        return policies(sources, at: folder, passedOver: files.passedOver)
      }
      oddities.removeAll()
      addProblem(
        "missing-pack-file", "\(folder) is not a rule pack: it has no pack.yaml",
        help: "Name the folder that holds pack.yaml.")
      return nil
    }
    return pack(from: sources, path: folder, isBuiltIn: false, extending: extending).map {
      (checked($0.pack, passedOver: files.passedOver), $0.fixtures)
    }
  }

  /// A pack of nothing but policies and their cases, which needs no pack.yaml.
  private func policies(
    _ sources: [(path: String, source: SourceText)], at locator: String, passedOver: [String]
  ) -> (pack: Pack, fixtures: FixtureTable) {
    var header = Pack(
      name: PackMaterial.name(of: locator), version: "0.0.0", extends: [], data: [], overrides: [],
      rules: [], path: locator, isBuiltIn: false)
    header.files = sources
    var content = PackContent(header: header, reader, extending: [], allowsDrafts: false)
    for file in sources { content.add(policies: file.source, at: file.path) }
    return (checked(content.finish(), passedOver: passedOver), content.fixtures)
  }

  /// A pack that does nothing, or that may have lost its rules, would pass in silence.
  private func checked(_ pack: Pack, passedOver: [String]) -> Pack {
    let changesOthers =
      !pack.overrides.isEmpty || !pack.extends.isEmpty || !pack.data.isEmpty
      || pack.parameters != nil || !pack.definitions.isEmpty
    if pack.rules.isEmpty, !passedOver.isEmpty || !changesOthers,
      !problems.problems.contains(where: \.isFatal)
    {
      addProblem(
        "empty-pack", "the pack \(pack.name) (\(pack.path)) holds no rule",
        help: passedOver.first.map { "\($0) is not read: a rule's file ends in .yaml." }
          ?? "A rule is a file that ends in .yaml, .yml or .json.")
    }
    if pack.rules.count > PackLoader.ruleLimit {
      addProblem(
        "too-many-rules",
        "the pack \(pack.name) (\(pack.path)) holds more than \(PackLoader.ruleLimit) rules")
    }
    return pack
  }

  private func addProblem(_ code: String, _ message: String, help: String? = nil) {
    problems.add(
      Problem(stage: .rules, code: code, isFatal: true, message: message, help: help))
  }

  // MARK: Files

  private func pack(
    from files: [(path: String, source: SourceText)], path: String, isBuiltIn: Bool,
    extending: Extending
  ) -> (pack: Pack, fixtures: FixtureTable)? {
    guard let head = files.first(where: { $0.path == "pack.yaml" }),
      let document = reader.document(head.source),
      let fields = FieldReader(document, as: RuleDeclarations.pack, problems)
    else { return nil }
    var header = self.header(fields, path: path, isBuiltIn: isBuiltIn)
    header.files = files
    let bases = extending(&header)
    var content = PackContent(
      header: header, reader, extending: bases, allowsDrafts: allowsDrafts,
      leavesExamplesOut: leavesExamplesOut)
    // Fixtures first, those of extended packs before all: examples are made of them.
    for file in files where file.path.hasPrefix("fixtures/") { content.addFixtures(file.source) }
    for file in files where file.path != "pack.yaml" && !file.path.hasPrefix("fixtures/") {
      if PackFile(path: file.path, text: "").isTranslation {
        content.add(translations: file.source, at: file.path, translations)
      } else {
        content.add(file.source, at: file.path)
      }
    }
    return (content.finish(), content.fixtures)
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
      problems.add(
        "wrong-value", "\"version\" is not a version", at: fields.value("version")?.place)
    }
    if let text = fields.string("celCompatibility"), KubernetesVersion(text) == nil {
      problems.add(
        "wrong-value", "\"celCompatibility\" is not a Kubernetes minor version, such as \"1.30\"",
        at: fields.value("celCompatibility")?.place)
    }
    var pack = Pack(
      name: fields.required("name"), version: version,
      extends: fields.objects("extends", as: RuleDeclarations.extensionOf).map {
        Pack.Extension(
          pack: $0.required("pack"), version: $0.range("version"), place: $0.map.place)
      },
      celCompatibility: fields.string("celCompatibility"), importlint: fields.range("importlint"),
      parameters: fields.value("parameters"), data: [],
      overrides: fields.objects("overrides", as: RuleDeclarations.override).map(override),
      longestWaiverDays: longestWaiverDays(fields), rules: [], path: path, isBuiltIn: isBuiltIn,
      place: fields.map.place)
    pack.schemas = schemas(fields)
    pack.neededData = neededData(fields)
    pack.accepted = fields.objects("lint", as: RuleDeclarations.acceptance).map { entry in
      _ = entry.required("reason")
      return Pack.AcceptedProblem(
        code: entry.required("code"), owner: entry.required("of"), place: entry.map.place)
    }
    return pack
  }

  private func neededData(_ fields: FieldReader) -> Pack.NeededData? {
    guard let needed = fields.object("rancherData", as: RuleDeclarations.neededData) else {
      return nil
    }
    let data = Pack.NeededData(
      rancher: needed.string("newest"), updated: needed.string("updated"), place: needed.map.place)
    if let text = data.rancher, VersionNumber(text) == nil {
      problems.add(
        "wrong-value", "\"newest\" is not a version, such as \"2.14\"",
        at: needed.value("newest")?.place)
    }
    if let text = data.updated, CivilDate(fullDate: text) == nil {
      problems.add(
        "wrong-value", "\"updated\" is not a day, such as 2026-05-01",
        at: needed.value("updated")?.place)
    }
    return data
  }

  /// Those of the parameters that are declared here; else their values are those of earlier ones.
  private func schemas(_ fields: FieldReader) -> [(name: String, schema: ParameterSchema)] {
    guard let parameters = fields.value("parameters") else { return [] }
    if parameters.value.tag != .map {
      problems.add("wrong-type", "\"parameters\" must be a map", at: parameters.place)
    }
    let reader = ParameterReader(problems: problems)
    return parameters.entries.compactMap { name, declaration in
      guard declaration["default"] != nil else { return nil }
      return reader.schema(of: declaration).map { (name, $0) }
    }
  }

  /// The longest time of a waiver.
  private func longestWaiverDays(_ fields: FieldReader) -> Int? {
    guard let terms = fields.object("waivers", as: RuleDeclarations.waiverTerms),
      let days = terms.value("longestDays")
    else { return nil }
    guard let number = days.int, (1...10_000).contains(number) else {
      problems.add(
        "wrong-value", "\"longestDays\" must be a number of days from 1 to 10000", at: days.place)
      return nil
    }
    return Int(number)
  }

  private func override(_ fields: FieldReader) -> Pack.Override {
    Pack.Override(
      rule: fields.required("rule"), severity: fields.choice("severity", as: Severity.self),
      isEnabled: fields.bool("enabled"), isWaivable: fields.bool("waivable"),
      reason: fields.string("reason"), place: fields.map.place)
  }
}

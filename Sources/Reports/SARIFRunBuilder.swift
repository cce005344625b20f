import Basics
import Findings

/// Makes a run of a judgement, with what the content asks for.
struct SARIFRunBuilder {
  let judgement: Judgement
  let content: SARIFContent
  private(set) var index: SARIFIndex

  init(_ judgement: Judgement, _ content: SARIFContent) {
    self.judgement = judgement
    self.content = content
    let ids = judgement.findings.filter { Self.isShown($0, content) }.map(\.rule)
    index = SARIFIndex(judgement, onlyDriver: content.hasTables ? nil : Set(ids))
  }

  private static func isShown(_ finding: Finding, _ content: SARIFContent) -> Bool {
    switch content.findings {
    case .all: true
    case .liveFailures: finding.verdict == .fail && finding.isLive
    }
  }

  func rule(_ rule: RuleResult) -> SARIFRun.Rule {
    SARIFRun.Rule(rule: rule, counts: content.hasTables ? rule.counts : nil)
  }

  /// The packs, with their rules; nil if all rules stand in the driver.
  func extensions() -> [SARIFRun.Extension]? {
    guard content.hasTables else { return nil }
    return zip(judgement.packs, index.extensionRules).map { pack, rules in
      SARIFRun.Extension(
        name: pack.name, version: pack.version, digest: pack.digest, rules: rules.map(rule))
    }
  }

  /// What rules of packs say in the run's language, for readers who can choose; none where the
  /// rules themselves are in that language.
  func translations() -> [SARIFRun.Translation] {
    guard content.hasTables, let language = judgement.terms.run.language else { return [] }
    let translated = Dictionary(judgement.translated.rules.map { ($0.id, $0) }) { first, _ in first
    }
    return zip(judgement.packs, index.extensionRules).enumerated().compactMap { component, pack in
      let rules = pack.1.filter { $0.translation != nil }.compactMap { translated[$0.id] }
      if rules.isEmpty { return nil }
      return SARIFRun.Translation(
        language: SARIFText.language(language), pack: pack.0.name, version: pack.0.version,
        component: component, rules: rules)
    }
  }

  func overrides() -> [SARIFRun.Override] {
    guard content.hasTables else { return [] }
    return judgement.packs.flatMap { pack in
      pack.overrides.map {
        SARIFRun.Override(
          pack: pack.name, version: pack.version, change: $0, rule: index.rulePlaces[$0.rule])
      }
    }
  }

  /// The tables that the results point into: complete once `results()` was called.
  func tables() -> SARIFRun.Tables? {
    guard content.hasTables else { return nil }
    let files = judgement.artifacts.map { artifact in
      SARIFRun.File(
        artifact: artifact, location: location(Place(path: artifact.path)),
        parent: artifact.archive.flatMap { index.artifacts[$0] })
    }
    return SARIFRun.Tables(artifacts: files, logicalLocations: index.logicalLocations)
  }

  // MARK: Results

  /// What is left out of the results.
  struct Omission {
    /// Cut off by the limit.
    var cut = 0
    /// Without a place, where each result must have one and no file could stand for it.
    var placeless = 0
  }

  mutating func results() -> (results: SARIFResults, omitted: Omission) {
    let content = content
    let shown = judgement.findings.filter { Self.isShown($0, content) }
    let hasSuppressions = shown.contains { $0.waiver != nil } && content.findings == .all
    let findings = shown.prefix(content.resultsMax)
    for finding in findings {
      _ = logicalLocation(of: finding.subject, pointer: finding.places.first?.pointer)
    }
    var others: [SARIFResult] = []
    for rule in judgement.rules { others += self.others(rule) }
    others += absences()
    for index in others.indices { complete(&others[index], hasSuppressions) }
    let all = findings.map(SARIFResults.Entry.finding) + others.map(SARIFResults.Entry.other)
    // All that a result points into is there now: it comes out the same whenever it is made.
    let whole = self
    // Where each must have a place, a file stands for the snapshot, if one was read.
    let areAllPlaced = content.hasTables || requiredLocation() != nil
    let placed = areAllPlaced ? all : all.filter(isPlaced)
    let results = SARIFResults(entries: placed) { finding in
      var builder = whole
      var result = builder.result(finding)
      builder.complete(&result, hasSuppressions)
      return result
    }
    return (
      results,
      Omission(
        cut: max(0, shown.count - content.resultsMax), placeless: all.count - placed.count)
    )
  }

  /// Whether a result has a place of its own.
  private func isPlaced(_ entry: SARIFResults.Entry) -> Bool {
    switch entry {
    case .finding(let finding): finding.places.first.flatMap(location) != nil
    case .other(let result): result.location != nil
    }
  }

  /// Says how a result stands to the baseline, and who accepted it, where any result says so.
  private func complete(_ result: inout SARIFResult, _ hasSuppressions: Bool) {
    if judgement.baseline != nil, result.baselineState == nil {
      // What passes was no finding before either.
      let change = result.finding?.change
      result.baselineState =
        change?.isWorse == true ? "updated" : (change?.kind ?? .unchanged).rawValue
    }
    if hasSuppressions { result.suppressions = suppressions(result.finding?.waiver) }
  }

  private mutating func result(_ finding: Finding) -> SARIFResult {
    let place = finding.places.first
    let location = place.flatMap(location)
    let isInPlace = location != nil || content.hasTables
    return SARIFResult(
      rule: finding.rule, rulePlace: index.rulePlaces[finding.rule],
      kind: finding.verdict == .fail ? .fail : .open, severity: finding.severity,
      ownMessage: isInPlace ? nil : "\(SARIFResult.message(of: finding)) \(Self.standIn)",
      subject: finding.subject, location: location ?? requiredLocation(),
      logicalLocation: logicalLocation(of: finding.subject, pointer: place?.pointer),
      relatedLocations: finding.places.dropFirst().prefix(100).compactMap(self.location),
      finding: finding)
  }

  /// What a rule said besides its findings.
  private mutating func others(_ rule: RuleResult) -> [SARIFResult] {
    let isOutside = rule.counts.total > 0 && rule.counts.notApplicable == rule.counts.total
    let reason = rule.notApplicableReason ?? "The rule does not apply"
    switch content.otherVerdicts {
    case .none: return []
    case .inapplicableRules:
      return isOutside ? [other(rule, .notApplicable, .cluster, reason)] : []
    case .everySubject:
      let outside = rule.notApplicable.isEmpty && isOutside ? [.cluster] : rule.notApplicable
      return rule.passing.map { other(rule, .pass, $0, "\($0.text) passes") }
        + outside.map { other(rule, .notApplicable, $0, reason) }
    }
  }

  private mutating func other(
    _ rule: RuleResult, _ kind: SARIFResult.Kind, _ subject: Subject, _ message: String
  ) -> SARIFResult {
    SARIFResult(
      rule: rule.id, rulePlace: index.rulePlaces[rule.id], kind: kind, severity: rule.severity,
      ownMessage: SARIFText.sentence(message), subject: subject, location: requiredLocation(),
      logicalLocation: logicalLocation(of: subject, pointer: nil))
  }

  /// Findings of the baseline that the run does not have.
  private mutating func absences() -> [SARIFResult] {
    guard content.findings == .all, let baseline = judgement.baseline else { return [] }
    return baseline.absent.map { absence in
      let identity = absence.identity
      var text = SARIFText.sentence(absence.message)
      if let doubt = absence.doubt { text += " " + SARIFText.sentence("Not compared: \(doubt)") }
      let finding = Finding(
        identity, absence.verdict, absence.severity, message: absence.message,
        texts: RuleTexts(title: absence.title, why: "", fix: Fix(text: "")))
      return SARIFResult(
        rule: identity.rule, rulePlace: index.rulePlaces[identity.rule],
        kind: absence.verdict == .fail ? .fail : .open, severity: absence.severity,
        ownMessage: text, subject: identity.subject, location: requiredLocation(),
        logicalLocation: logicalLocation(of: identity.subject, pointer: nil),
        baselineState: "absent", finding: finding)
    }
  }

  private func suppressions(_ waiver: Waiver?) -> [SARIFResult.Suppression] {
    guard let waiver else { return [] }
    return [SARIFResult.Suppression(waiver: waiver, location: waiver.place.flatMap(location))]
  }

  // MARK: Places

  /// Nil if the place is in no file that a reader could open.
  func location(_ place: Place) -> SARIFLocation? {
    let reference = content.files.reference(of: place.path)
    var location: SARIFLocation
    switch content.layout {
    case .tables:
      let number = index.artifacts[place.path]
      let artifact = number.map { judgement.artifacts[$0] }
      if let artifact, artifact.archive != nil {
        // A member's URI is its path in the archive, as that of its artifact.
        location = SARIFLocation(
          uri: SARIFText.uri(artifact.ownPath), hasBase: false, artifact: number)
      } else {
        guard let reference else { return nil }
        location = SARIFLocation(
          uri: reference.uri, hasBase: reference.isRelative, artifact: number)
      }
    case .flat:
      guard let reference else { return nil }
      location = SARIFLocation(uri: reference.uri, hasBase: false, span: .line(1))
      // The lines of what is in an archive are not the archive's.
      if FileBase.file(of: place.path) != place.path {
        location.message = SARIFText.sentence("In the archive: " + place.text)
        return location
      }
    }
    if let region = place.region {
      location.span = .region(region)
      location.context = place.frame.flatMap { Self.isContext($0, of: region) ? $0 : nil }
    }
    location.message = place.note.map { SARIFText.sentence($0) }
    return location
  }

  private static func isContext(_ frame: SourceFrame, of region: Region) -> Bool {
    guard !frame.isAltered, let first = frame.lines.first, let last = frame.lines.last else {
      return false
    }
    return first.number <= region.line && last.number >= region.endLine
  }

  /// Said where a file stands for the whole snapshot.
  private static let standIn =
    "Nothing in the input is the place of this finding: the file stands for the snapshot."

  /// A file that was read, for a result without a place, where each must have one; nil if there is
  /// none, or none is needed.
  private func requiredLocation() -> SARIFLocation? {
    guard !content.hasTables else { return nil }
    let path = ReportRuns.Run(judgement: judgement).standInPath
    return path.flatMap { location(Place(path: $0)) }
  }

  private mutating func logicalLocation(
    of subject: Subject, pointer: String?
  ) -> SARIFResult.LogicalReference? {
    guard content.hasTables else { return nil }
    let number = index.logicalLocation(of: subject, pointer: pointer)
    return SARIFResult.LogicalReference(
      index: number, name: index.logicalLocations[number].fullyQualifiedName)
  }
}

extension SARIFRun {
  /// - Parameter version: The version of Rancher, where a report has a run for each of several.
  init(_ judgement: Judgement, _ content: SARIFContent, version: String? = nil) {
    // GitHub shows no translations: its rules are in the run's language themselves.
    let judgement = content.hasTables ? judgement : judgement.translated
    var builder = SARIFRunBuilder(judgement, content)
    let omitted: SARIFRunBuilder.Omission
    (results, omitted) = builder.results()
    self.judgement = judgement
    let cluster = judgement.cluster.name ?? judgement.cluster.uid ?? "cluster"
    let rancher = version.map { "rancher-\(SARIFText.segment($0))/" } ?? ""
    id = "importlint/\(SARIFText.segment(cluster))/\(rancher)"
    driverRules = builder.index.driverRules.map(builder.rule)
    descriptors = builder.index.notifications
    extensions = builder.extensions()
    language = content.hasTables ? nil : judgement.terms.run.language.map(SARIFText.language)
    translations = builder.translations()
    overrides = builder.overrides()
    configurationNotes = builder.configurationNotes()
    executionNotes = builder.executionNotes(omitted)
    tables = builder.tables()
  }
}

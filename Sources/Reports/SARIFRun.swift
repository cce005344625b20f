import Findings

/// A run of SARIF before it is written. What is nil here is left out of the report.
struct SARIFRun {
  /// What is the same in every profile: the tool, the conclusion, the cluster.
  let judgement: Judgement
  /// The run's id; all before its last slash is the category of an upload to GitHub.
  let id: String
  let driverRules: [Rule]
  /// Ids of notification descriptors, sorted.
  let descriptors: [String]
  let extensions: [Extension]?
  /// The language of the texts of the driver's rules; nil for that of the messages.
  let language: String?
  let translations: [Translation]
  let overrides: [Override]
  let configurationNotes: [Note]
  let executionNotes: [Note]
  let tables: Tables?
  let results: SARIFResults

  struct Rule {
    var rule: RuleResult
    /// How many subjects got which verdict.
    var counts: VerdictCounts?
  }

  /// A rule pack.
  struct Extension {
    var name: String
    var version: String
    var digest: String?
    var rules: [Rule]
  }

  /// The texts of a pack's rules in another language.
  struct Translation {
    var language: String
    var pack: String
    var version: String
    /// The element of the extensions that is translated.
    var component: Int
    /// Rules with texts in that language only.
    var rules: [RuleResult]
  }

  /// What a pack changes of a rule of another.
  struct Override {
    /// Name and version of the pack.
    var pack: String
    var version: String
    var change: PackInfo.Override
    /// Where the rule is described, if it was judged.
    var rule: SARIFIndex.RulePlace?
  }

  /// A notification.
  struct Note {
    var code: String
    /// The place of its descriptor.
    var index: Int
    var level: String
    var text: String
    var locations: [SARIFLocation]
  }

  /// What other parts of the run point into.
  struct Tables {
    var artifacts: [File]
    var logicalLocations: [SARIFIndex.LogicalLocation]
  }

  /// An element of `run.artifacts`.
  struct File {
    var artifact: Artifact
    /// Nil for the standard input, and for what lies where nobody knows.
    var location: SARIFLocation?
    /// The element of the archive that holds it.
    var parent: Int?
  }
}

/// A physical location before it is written.
struct SARIFLocation {
  enum Span {
    /// A line without columns: what stands for a whole file where a line is required.
    case line(Int)
    case region(Region)
  }

  /// A URI reference.
  var uri: String
  /// Whether the URI is relative to a base that the run names, and not to what the reader knows.
  var hasBase: Bool
  /// The element of `run.artifacts`.
  var artifact: Int?
  /// Nil for the whole file.
  var span: Span?
  /// The lines around, where they are the file's own text and hold the region whole.
  var context: SourceFrame?
  /// What the place is to the result or notification, as a sentence.
  var message: String?
}

/// The results of a run, made one by one when they are written: what 25,000 findings become takes
/// more memory than all else.
struct SARIFResults: Sendable {
  enum Entry: Sendable {
    case finding(Finding)
    indirect case other(SARIFResult)
  }

  let entries: [Entry]
  private let make: @Sendable (Finding) -> SARIFResult

  init(entries: [Entry], by make: @escaping @Sendable (Finding) -> SARIFResult) {
    self.entries = entries
    self.make = make
  }

  func result(_ entry: Entry) -> SARIFResult {
    switch entry {
    case .finding(let finding): make(finding)
    case .other(let result): result
    }
  }
}

/// A result before it is written: a finding, or a verdict that is not one.
struct SARIFResult {
  /// SARIF's kind: a level other than `none` goes with `fail` only.
  enum Kind: String {
    case fail, open, pass, notApplicable
  }

  /// An element of `run.logicalLocations`, by index and by name.
  struct LogicalReference {
    var index: Int
    var name: String
  }

  /// A waiver.
  struct Suppression {
    var waiver: Waiver
    var location: SARIFLocation?
  }

  var rule: String
  var rulePlace: SARIFIndex.RulePlace?
  var kind: Kind
  /// The level of a failing result, and what an open one would have.
  var severity: Severity
  /// Nil if it is what the finding says, which is put together when it is written.
  var ownMessage: String?
  var subject: Subject
  /// Where the value stands.
  var location: SARIFLocation?
  /// What the value belongs to.
  var logicalLocation: LogicalReference?
  var relatedLocations: [SARIFLocation] = []
  var suppressions: [Suppression]?
  /// How it stands to the baseline; nil in a run without one.
  var baselineState: String?
  var finding: Finding?

  var level: String { kind == .fail ? severity.rawValue : "none" }
  var message: String { ownMessage ?? finding.map(Self.message) ?? "" }

  static func message(of finding: Finding) -> String {
    let text = finding.message
    let message = SARIFText.sentence(text)
    guard finding.verdict == .unknown else { return message }
    // Mostly the message says it already.
    let untold = finding.missing.map(\.text).filter { !text.contains($0) }
    if untold.isEmpty { return message }
    return message + " " + SARIFText.sentence("Not decided: " + untold.joined(separator: "; "))
  }
}

import Basics

/// A failing or unknown validation of a rule on a subject, with all that a report needs of it.
public struct Finding: Sendable, Hashable {
  /// What makes it the same finding in every run, whatever it says and wherever it stands.
  public struct Identity: Sendable, Hashable {
    /// Full id of the rule, `pack/id`.
    public var rule: String
    /// Name of the validation within the rule.
    public var validation: String
    public var subject: Subject
    /// Stable over paths, lines and wording (see ARCHITECTURE.md); lower-case hexadecimal.
    public var fingerprint: String {
      get { fingerprintText.text }
      set { fingerprintText = FingerprintText(newValue) }
    }
    private var fingerprintText: FingerprintText
    /// What the fingerprint was while the rule had an earlier id, for each of these.
    public var formerFingerprints: [String]

    public init(
      rule: String, validation: String, subject: Subject, fingerprint: String,
      formerFingerprints: [String] = []
    ) {
      self.rule = rule
      self.validation = validation
      self.subject = subject
      fingerprintText = FingerprintText(fingerprint)
      self.formerFingerprints = formerFingerprints
    }

    /// The fingerprint is made of nearly all of the rest.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprintText) }
  }

  /// What the verdict rests on.
  public struct Grounds: Sendable, Hashable {
    /// The deciding place first, then related ones; empty where nothing in the input is one.
    public var places: [Place]
    public var decidingValues: [DecidingValue]
    /// Why the verdict is unknown; empty for a failing one.
    public var missing: [MissingEvidence]

    public init(
      places: [Place] = [], decidingValues: [DecidingValue] = [], missing: [MissingEvidence] = []
    ) {
      self.places = places
      self.decidingValues = decidingValues
      self.missing = missing
    }
  }

  /// How it stands to the result that a run is compared with.
  public struct Change: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// The earlier result does not have it.
      case new
      /// The earlier result has it, too.
      case unchanged
    }

    public var kind: Kind
    /// Why it may be new for another reason than a change of the cluster; nil if it is not.
    public var doubt: String?
    /// Whether it is unchanged and counts for more than it did: its waiver has expired or is gone,
    /// or its severity is higher.
    public var isWorse: Bool

    public init(_ kind: Kind, doubt: String? = nil, isWorse: Bool = false) {
      self.kind = kind
      self.doubt = doubt
      self.isWorse = isWorse
    }
  }

  /// What it says.
  private struct Parts: Sendable, Hashable {
    var identity: Identity
    var verdict: Verdict
    /// Nil if it only names what is missing.
    var ownMessage: String?
    var texts: RuleTexts
    var grounds: Grounds

    var message: String { ownMessage ?? Finding.text(missing: grounds.missing) }

    static func == (left: Parts, right: Parts) -> Bool {
      left.identity == right.identity && left.verdict == right.verdict
        && left.grounds == right.grounds && left.texts == right.texts
        && left.message == right.message
    }

    func hash(into hasher: inout Hasher) { identity.hash(into: &hasher) }
  }

  /// What others say of it, after it was found.
  private struct Standing: Sendable, Hashable {
    var waiver: Waiver?
    var change: Change?
  }

  private var parts: Shared<Parts>
  /// Nil for most. There may be a hundred thousand findings, in several lists at a time: each is
  /// three words there.
  private var standing: Shared<Standing>?
  public var severity: Severity

  /// Set by whoever accepts findings; nil for one that nobody accepted.
  public var waiver: Waiver? {
    get { standing?.content.waiver }
    set { standing = Finding.standing(waiver: newValue, change: change) }
  }
  /// Nil if the run is compared with nothing.
  public var change: Change? {
    get { standing?.content.change }
    set { standing = Finding.standing(waiver: waiver, change: newValue) }
  }

  private static func standing(waiver: Waiver?, change: Change?) -> Shared<Standing>? {
    waiver == nil && change == nil ? nil : Shared(Standing(waiver: waiver, change: change))
  }

  /// - Parameter message: clipped: evidence that a rule quotes may be of any length.
  public init(
    _ identity: Identity, _ verdict: Verdict, _ severity: Severity, message: String,
    texts: RuleTexts, grounds: Grounds = Grounds()
  ) {
    precondition(verdict == .fail || verdict == .unknown, "only these are findings")
    parts = Shared(
      Parts(
        identity: identity, verdict: verdict, ownMessage: clipped(message), texts: texts,
        grounds: grounds))
    self.severity = severity
  }

  /// One that is unknown, and says what is missing. The words are put together when they are asked
  /// for: there may be a hundred thousand of them.
  public init(
    undecided identity: Identity, _ severity: Severity, texts: RuleTexts,
    missing: [MissingEvidence]
  ) {
    parts = Shared(
      Parts(
        identity: identity, verdict: .unknown, ownMessage: nil, texts: texts,
        grounds: Grounds(missing: missing)))
    self.severity = severity
  }

  private static func text(missing: [MissingEvidence]) -> String {
    let texts = missing.prefix(3).map(\.text).joined(separator: "; ")
    let more = missing.count > 3 ? " (and \(missing.count - 3) more reasons)" : ""
    return clipped("not decided: \(texts)\(more)")
  }

  public var identity: Identity {
    get { parts.content.identity }
    set { parts.content.identity = newValue }
  }
  /// `fail` or `unknown`; passes are counted, not listed.
  public var verdict: Verdict {
    get { parts.content.verdict }
    set { parts.content.verdict = newValue }
  }
  /// What is the case, for this subject.
  public var message: String {
    get { parts.content.message }
    set { parts.content.ownMessage = newValue }
  }
  /// What the rule says of it, with the commands for this subject.
  public var texts: RuleTexts {
    get { parts.content.texts }
    set { parts.content.texts = newValue }
  }
  public var grounds: Grounds {
    get { parts.content.grounds }
    set { parts.content.grounds = newValue }
  }

  public static func == (left: Finding, right: Finding) -> Bool {
    left.severity == right.severity && left.standing == right.standing
      && left.parts == right.parts
  }

  public func hash(into hasher: inout Hasher) { identity.hash(into: &hasher) }

  // A finding is read far more often than it is made: its parts answer for it.

  public var rule: String { parts.content.identity.rule }
  public var validation: String { parts.content.identity.validation }
  public var subject: Subject { parts.content.identity.subject }
  public var fingerprint: String { parts.content.identity.fingerprint }
  /// Its fingerprint and those that it had under earlier ids of its rule.
  public var fingerprints: [String] { [fingerprint] + parts.content.identity.formerFingerprints }
  public var title: String { parts.content.texts.title }
  public var why: String { parts.content.texts.why }
  public var fix: Fix { parts.content.texts.fix }
  public var places: [Place] { parts.content.grounds.places }
  public var decidingValues: [DecidingValue] { parts.content.grounds.decidingValues }
  public var missing: [MissingEvidence] { parts.content.grounds.missing }

  /// Whether it counts for readiness: it is not waived, or its waiver has expired.
  public var isLive: Bool { waiver?.isExpired ?? true }
  /// Whether the result that the run is compared with has it, too, and it counted for as much.
  public var isKnown: Bool { change.map { $0.kind == .unchanged && !$0.isWorse } ?? false }

  /// Report order: failing before unknown, worst severity first, then rule, subject, validation.
  ///
  /// There may be a hundred thousand of them, and they come rule by rule with their subjects in
  /// order: what is left to be sorted are the parts of one verdict, severity and rule, and of those
  /// mostly none.
  /// - Returns: The indices of the findings.
  static func reportOrder(of findings: [Finding]) -> [Int] {
    var parts: [OrderPart: [Int]] = [:]
    for (i, finding) in findings.enumerated() {
      parts[OrderPart(finding), default: []].append(i)
    }
    return parts.keys.sorted(by: OrderPart.isOrderedBefore).flatMap { key in
      let part = parts[key] ?? []
      let keys = part.map { (subject: findings[$0].subject.text, index: $0) }
      return keys.sorted { left, right in
        let subjects = compareByBytes(left.subject, right.subject)
        if subjects != 0 { return subjects < 0 }
        let others = compareByBytes(
          findings[left.index].lastOrderKeys, findings[right.index].lastOrderKeys)
        return others == 0 ? left.index < right.index : others < 0
      }.map(\.index)
    }
  }

  /// What orders findings first.
  private struct OrderPart: Hashable {
    let verdict: Verdict
    let severity: Severity
    let rule: String

    init(_ finding: Finding) {
      verdict = finding.verdict
      severity = finding.severity
      rule = finding.rule
    }

    static func isOrderedBefore(_ left: OrderPart, _ right: OrderPart) -> Bool {
      if left.verdict != right.verdict { return left.verdict.rank > right.verdict.rank }
      if left.severity != right.severity { return left.severity.rank > right.severity.rank }
      return left.rule.precedesByBytes(right.rule)
    }
  }

  private var lastOrderKeys: [String?] {
    [validation, places.first?.path, fingerprint, message]
  }
}

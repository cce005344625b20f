/// The earlier result that a run is compared with, and what of it the run does not have.
public struct BaselineSummary: Sendable, Hashable {
  /// A finding of the earlier result that the run does not have.
  public struct Absence: Sendable, Hashable {
    public var identity: Finding.Identity
    public var verdict: Verdict
    public var severity: Severity
    public var title: String
    public var message: String
    /// Why it may be absent for another reason than that it was fixed; nil if it is resolved.
    public var doubt: String?

    public init(
      _ identity: Finding.Identity, _ verdict: Verdict, _ severity: Severity, title: String,
      message: String, doubt: String? = nil
    ) {
      self.identity = identity
      self.verdict = verdict
      self.severity = severity
      self.title = title
      self.message = message
      self.doubt = doubt
    }

    fileprivate var finding: Finding {
      Finding(
        identity, verdict, severity, message: message,
        texts: RuleTexts(title: title, why: "", fix: Fix(text: "")))
    }
  }

  /// The file that it was read from.
  public var path: String
  /// When its snapshot was taken, RFC 3339, or nil.
  public var time: String?
  /// In the order of findings.
  public private(set) var absent: [Absence]

  public init(path: String, time: String? = nil, absent: [Absence] = []) {
    self.path = path
    self.time = time
    self.absent = Finding.reportOrder(of: absent.map(\.finding)).map { absent[$0] }
  }

  /// The same with the titles of rules in another language, as far as they are known by their ids.
  func said(as translations: [String: RuleTexts]) -> Self {
    var summary = self
    for i in absent.indices {
      guard let texts = translations[absent[i].identity.rule] else { continue }
      summary.absent[i].title = texts.title
    }
    return summary
  }
}

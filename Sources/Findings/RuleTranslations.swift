/// What rules tell people in a language, for results that were saved without it.
public struct RuleTranslations: Sendable {
  /// The texts of one rule.
  public struct Entry: Sendable {
    /// Full id, and earlier ones.
    public var ids: [String]
    public var english: RuleTexts
    public var translated: RuleTexts

    public init(ids: [String], english: RuleTexts, translated: RuleTexts) {
      self.ids = ids
      self.english = english
      self.translated = translated
    }
  }

  /// Such as `zh`; nil for English.
  public let language: String?
  private let entries: [String: Entry]

  public init(into language: String?, _ entries: [Entry]) {
    self.language = language
    // An id that a rule has counts before one that another had.
    let all =
      entries.compactMap { entry in entry.ids.first.map { ($0, entry) } }
      + entries.flatMap { entry in entry.ids.dropFirst().map { ($0, entry) } }
    self.entries = Dictionary(all) { first, _ in first }
  }

  /// Those of the rule with a full id; nil if nobody translated it.
  public subscript(rule id: String) -> Entry? { entries[id] }

  /// A rule's texts in the language; nil if there are none, or if they were made from other English
  /// ones than the rule has.
  public func texts(of rule: RuleResult) -> RuleTexts? {
    guard let entry = self[rule: rule.id], entry.english.says(rule.texts) else { return nil }
    return rule.texts.said(as: entry.translated)
  }

  /// The full ids of rules that have texts in the language, made from other English ones.
  public func outdated(in rules: [RuleResult]) -> [String] {
    rules.filter { self[rule: $0.id] != nil && texts(of: $0) == nil }.map(\.id)
  }
}

extension RuleTexts {
  /// Whether others have the same words, however they are broken into lines.
  fileprivate func says(_ other: RuleTexts) -> Bool {
    func words(_ texts: RuleTexts) -> [[Substring]] {
      [texts.title, texts.why, texts.fix.text].map { $0.split(whereSeparator: \.isWhitespace) }
    }
    return words(self) == words(other)
  }
}

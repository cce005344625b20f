import Basics
import Findings

/// What rules of rows tell people, in the language of a report.
struct FleetWords {
  private let translations: RuleTranslations?

  /// Title and fix of a rule.
  struct Texts: Equatable {
    var title: String
    var fix: String
    /// Nil for English.
    var language: String?
  }

  init(_ translations: RuleTranslations?) { self.translations = translations }

  /// Nil for English.
  var language: String? { translations?.language }

  /// A rule's texts in the language; nil if there are none, or if they were made from other English
  /// ones than a row has.
  func translation(of rule: String, title: String, fix: String) -> Texts? {
    guard let entry = translations?[rule: rule], entry.english.title == title,
      fix.isEmpty || JudgedRow.shortened(entry.english.fix.text) == fix
    else { return nil }
    return Texts(
      title: entry.translated.title,
      fix: fix.isEmpty ? "" : JudgedRow.shortened(entry.translated.fix.text),
      language: entry.translated.language)
  }

  /// The texts of a fix for people: in the language, or else in English.
  func texts(of fix: FleetFix) -> Texts {
    translation(of: fix.rule, title: fix.title, fix: fix.fix)
      ?? Texts(title: fix.title, fix: fix.fix)
  }
}

extension JudgedRow {
  /// What a rule of a row says.
  fileprivate struct Saying: Hashable {
    let id, title, fix: String
  }

  fileprivate var told: [Saying] {
    // A rule without a title says nothing that could be translated.
    (failing + unknown).filter { !$0.title.isEmpty }
      .map { Saying(id: $0.id, title: $0.title, fix: $0.fix) }
  }
}

extension RuleTranslations {
  /// The full ids of rules that have texts in the language, made from other English ones than rows
  /// have.
  public func outdated(in summary: FleetSummary) -> [String] {
    let words = FleetWords(self)
    let rules = Set(summary.members.flatMap { $0.row.judged?.told ?? [] })
    let outdated = rules.filter {
      self[rule: $0.id] != nil && words.translation(of: $0.id, title: $0.title, fix: $0.fix) == nil
    }
    return Set(outdated.map(\.id)).sortedByBytes()
  }
}

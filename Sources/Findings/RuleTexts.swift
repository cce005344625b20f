/// What a rule tells people about what it finds.
public struct RuleTexts: Sendable, Hashable {
  /// One line.
  public var title: String
  /// What goes wrong after the import.
  public var why: String
  /// For a rule the fix in general; a finding's own has the commands for its subject.
  public var fix: Fix
  /// Such as `zh`; nil for English.
  public var language: String?

  public init(title: String, why: String, fix: Fix, language: String? = nil) {
    self.title = title
    self.why = why
    self.fix = fix
    self.language = language
  }

  /// The same commands with the words of another language.
  func said(as translation: RuleTexts) -> RuleTexts {
    RuleTexts(
      title: translation.title, why: translation.why,
      fix: Fix(text: translation.fix.text, commands: fix.commands), language: translation.language)
  }
}

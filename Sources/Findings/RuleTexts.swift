/// What a rule tells people about what it finds.
public struct RuleTexts: Sendable, Hashable {
  /// One line.
  public var title: String
  /// What goes wrong after the import.
  public var why: String
  /// For a rule the fix in general; a finding's own has the commands for its subject.
  public var fix: Fix

  public init(title: String, why: String, fix: Fix) {
    self.title = title
    self.why = why
    self.fix = fix
  }
}

/// What a rule tells people about what it finds.
public struct RuleTexts: Sendable, Hashable {
  private struct Words: Sendable, Hashable {
    var title: String
    var why: String
    var fix: String
    var language: String?
  }

  /// The same for all findings of a rule.
  private var words: Shared<Words>
  private var commands: [String]

  public init(title: String, why: String, fix: Fix, language: String? = nil) {
    words = Shared(Words(title: title, why: why, fix: fix.text, language: language))
    commands = fix.commands
  }

  /// One line.
  public var title: String {
    get { words.content.title }
    set { words.content.title = newValue }
  }
  /// What goes wrong after the import.
  public var why: String {
    get { words.content.why }
    set { words.content.why = newValue }
  }
  /// For a rule the fix in general; a finding's own has the commands for its subject.
  public var fix: Fix {
    get { Fix(text: words.content.fix, commands: commands) }
    set {
      words.content.fix = newValue.text
      commands = newValue.commands
    }
  }
  /// Such as `zh`; nil for English.
  public var language: String? {
    get { words.content.language }
    set { words.content.language = newValue }
  }

  /// The same words with other commands.
  public func with(commands: [String]) -> RuleTexts {
    var texts = self
    texts.commands = commands
    return texts
  }

  /// The same commands with the words of another language.
  func said(as translation: RuleTexts) -> RuleTexts { translation.with(commands: commands) }
}

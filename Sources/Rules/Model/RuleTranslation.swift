import Basics
import Documents
import Findings

/// What a rule tells people, in another language than English.
public struct RuleTranslation: Sendable {
  /// As its folder is named, such as `zh`.
  public var language: String
  /// Id of the rule, in the same pack.
  public var rule: String
  public var title: String
  public var why: String
  public var fix: String
  /// `Rule.textDigest` of the English texts that it was made from.
  public var sourceDigest: String
  /// Where the digest stands.
  package var digestPlace: SourcePlace?
  public var place: SourcePlace?

  /// What the rule tells people, in this language.
  package func texts(of rule: Rule) -> RuleTexts {
    let mark = rule.isDraft ? Rule.draftMark : ""
    return RuleTexts(
      title: mark + title, why: why, fix: Fix(text: fix, commands: rule.fix.commands),
      language: language)
  }

  /// Its texts by the names of their fields.
  package var fields: [(name: String, text: String)] {
    [("title", title), ("why", why), ("fix", fix)]
  }
}

/// Which translations of packs are read.
public enum TranslationChoice: Sendable {
  case none, all
  /// Those into a language.
  case of(String)

  var isNone: Bool { if case .none = self { true } else { false } }

  func includes(_ language: String) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .of(let wanted): wanted == language
    }
  }
}

extension Rule {
  /// Its English texts, by the names that they have in a translation.
  package var translatable: [(name: String, text: String)] {
    [("title", ownTitle), ("why", why), ("fix", fix.text)]
  }

  /// What tells its English texts from others: 16 hexadecimal digits. Where lines break does not
  /// count.
  public var textDigest: String {
    let texts = translatable.map { $0.text.oneLine }
    return String(SHA256.hexadecimalDigest(of: texts.joined(separator: "\n")).prefix(16))
  }

  /// Its texts in the language that was asked for; nil if it does not have it, or if they were made
  /// from other English texts.
  public var translation: RuleTranslation? {
    translations.count == 1 && translations[0].sourceDigest == textDigest ? translations[0] : nil
  }

  /// The same in that language, for people.
  public var translated: Rule {
    guard let texts = translation?.texts(of: self) else { return self }
    var rule = self
    rule.title = texts.title
    rule.why = texts.why
    rule.fix.text = texts.fix.text
    return rule
  }
}

import Basics
import Findings
import Rules

/// Finds what a pack's translations lack, and where they no longer say what the English texts say.
struct TranslationCheck {
  /// The languages of each pack, by its name.
  let languages: [String: [String]]

  func problems(_ rules: [Rule]) -> [LintNote] {
    rules.flatMap { rule in
      (languages[rule.pack] ?? []).flatMap { language in
        rule.translations.first { $0.language == language }.map { problems(of: $0, rule) }
          ?? [missing(language, rule)]
      }
    }
  }

  private func missing(_ language: String, _ rule: Rule) -> LintNote {
    LintNote(
      rule.fullId, "missing-translation",
      "\(rule.fullId) has no texts in \(language), and other rules of the pack have",
      at: rule.place,
      help: "Add it to translations/\(language)/, with `sourceDigest: \"\(rule.textDigest)\"`.")
  }

  private func problems(of translation: RuleTranslation, _ rule: Rule) -> [LintNote] {
    let name = "the \(translation.language) of \(rule.fullId)"
    if translation.sourceDigest != rule.textDigest {
      return [
        LintNote(
          rule.fullId, "outdated-translation",
          "\(name) was made from another English text, which is shown in its place",
          at: translation.digestPlace,
          help: "Compare them, then write `sourceDigest: \"\(rule.textDigest)\"`.")
      ]
    }
    let pairs = zip(rule.translatable, translation.fields)
    let same = pairs.filter { $0.text == $1.text && $0.text.utf8.contains(0x20) }.map { $0.0.name }
    var notes: [LintNote] = []
    if !same.isEmpty {
      notes.append(
        LintNote(
          rule.fullId, "untranslated-text",
          "\(name) repeats the English \(same.joined(separator: ", "))", at: translation.place,
          help: "Translate it."))
    }
    let lost = pairs.flatMap { english, other in
      Self.literals(of: english.text).filter { !other.text.contains($0) }
    }
    if !lost.isEmpty {
      notes.append(
        LintNote(
          rule.fullId, "lost-literal",
          "\(name) lacks what is the same in every language: \(lost.joined(separator: ", "))",
          at: translation.place,
          help: "Names, commands, versions and numbers are taken over as they are."))
    }
    return notes
  }

  /// Code spans, and words that hold a digit, an underscore, a slash or a dot, in their order: what
  /// is no word of a language.
  static func literals(of text: String) -> [String] {
    var found: [String] = []
    for (index, span) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        found.append(String(span))
      } else {
        found += span.split { $0.isWhitespace || "(),;\"'…".contains($0) }.compactMap(literal)
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static func literal(_ word: Substring) -> String? {
    var word = word
    while let last = word.last, ".:!?".contains(last) { word = word.dropLast() }
    let number = word.prefix { $0.isASCII && $0.isNumber }
    // `32-bit`, `90-day`: the number counts.
    if !number.isEmpty, word.dropFirst(number.count).first == "-" { return String(number) }
    let isName = word.contains { ($0.isASCII && $0.isNumber) || "_/.".contains($0) }
    return isName && word.contains(where: { $0.isLetter || $0.isNumber }) ? String(word) : nil
  }
}

import ArgumentParser
import Engine
import Findings
import Rules

/// In which language rules tell people what they find.
struct LanguageOptions: ParsableArguments {
  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp(
      "The language of rules' titles, whys and fixes: en, zh, or one that a pack of your own has; "
        + "all else stays English. See docs/translations.md.", valueName: "language"),
    transform: OptionText.name)
  var language: String?

  /// Nil for the language that rules are written in.
  var request: String? { language == RuleSet.ownLanguage ? nil : language }
}

/// In which language what was judged earlier is told.
struct SavedLanguageOptions: ParsableArguments {
  @OptionGroup var language: LanguageOptions

  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "With --lang: a pack of your own whose translations count, too, as check takes it. May be "
        + "given several times.", valueName: "pack"), transform: OptionText.file)
  var packs: [String] = []

  /// What rules say in the language; nil if none was asked for.
  func translations(doing action: String) throws(Ending) -> RuleTranslations? {
    guard language.language != nil else { return nil }
    var request = PackRequest(folders: packs)
    request.language = language.request
    if request.language != nil { request.fetched = PackFetch.all(of: packs) }
    do throws(Obstacle) { return try RuleTranslations(of: request) } catch {
      throw Ending(error, doing: action)
    }
  }
}

import ArgumentParser
import Engine
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

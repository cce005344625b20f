import Basics
import Documents
import Findings
import Rules

extension RuleTranslations {
  /// What the rules of packs say in a language.
  public init(of packs: PackRequest) throws(Obstacle) {
    guard packs.language != nil else {
      self.init(into: nil, [])
      return
    }
    let set = packs.load(into: DocumentStore(), leavesExamplesOut: true)
    try Obstacle.check(set.problems)
    // Also those that a pack leaves out: others were judged by them.
    let rules = set.packs.flatMap(\.rules)
    self.init(
      into: packs.language,
      rules.compactMap { rule in
        rule.translation.map { translation in
          Entry(
            ids: [rule.fullId] + rule.formerFullIds,
            english: RuleTexts(
              title: rule.title, why: rule.why,
              fix: Fix(text: rule.fix.text, commands: rule.fix.commands)),
            translated: translation.texts(of: rule))
        }
      })
  }

  /// What is said of rules that are told in English though they have texts in the language; nil if
  /// there are none.
  public func note(onOutdated ids: [String]) -> Problem? {
    if ids.isEmpty { return nil }
    let isOne = ids.count == 1
    return Problem(
      stage: .arguments, code: "outdated-translation", severity: .warning,
      message: "\(counted(ids.count, "rule")) \(isOne ? "is" : "are") told in English, because "
        + "what was saved of \(isOne ? "it" : "them") is not the English text that this importlint "
        + "has translated: " + ids.joined(separator: ", "),
      help: "Judge again, or use the importlint that judged.")
  }
}

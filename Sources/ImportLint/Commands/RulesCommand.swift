import ArgumentParser
import Documents
import Findings

/// Lists the rules.
struct RulesCommand: Subcommand {
  static let action = "list the rules"
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules of the built-in pack and of your own.",
    discussion: """
      importlint rules
      importlint rules --pack acme/ --format markdown
      """)

  @OptionGroup var packs: PackOptions
  @OptionGroup var language: LanguageOptions
  @Option(help: "Form of the list.") var format: ListFormat = .text

  func end() throws(Ending) -> Ending {
    let set = packs.request(in: language).load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    OutputStream.error.write(problems: set.problems.filter { $0.severity > .note })
    guard !set.rules.isEmpty else { throw .failure("no pack is loaded", doing: Self.action) }
    let bytes = RuleListing(set).bytes(format, for: .output)
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }
}

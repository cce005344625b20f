import ArgumentParser
import Documents

/// Shows one rule, definition or function.
struct ExplainCommand: Subcommand {
  static let action = "explain the rule"
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show one rule: what it judges, why, how to fix what it finds; or a definition or "
      + "function of expressions.",
    discussion: """
      importlint explain loopback-resolver
      importlint explain rancher-import/loopback-resolver --format markdown
      importlint explain definitions.isReady --pack acme/
      importlint explain resource.Find
      """)

  @Argument(
    help: ArgumentHelp(
      "A rule's id, with or without its pack; or a name of a definition or function.",
      valueName: "id"))
  var id: String
  @OptionGroup var packs: PackOptions
  @OptionGroup var language: LanguageOptions
  @Option(help: "Form of the page.") var format: ListFormat = .text

  func end() throws(Ending) -> Ending {
    let set = packs.request(in: language).load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    guard let explanation = Explanation(of: id, in: set) else {
      throw .failure(
        "no rule, definition or function is named \"\(id)\"\(Explanation.suggestion(id, in: set)) "
          + "(`importlint rules` and `importlint functions` list them)",
        doing: Self.action)
    }
    let bytes = explanation.bytes(format, for: .output)
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }
}

import ArgumentParser
import Documents
import Engine
import Findings

/// Lists the functions of expressions.
struct FunctionsCommand: Subcommand {
  static let action = "list the functions"
  static let configuration = CommandConfiguration(
    commandName: "functions",
    abstract: "List the functions that expressions may call, and the definitions of packs.",
    discussion: """
      importlint functions
      importlint functions selector     (with types and examples)
      importlint functions --pack acme/ --format json
      """)

  @Argument(
    help: ArgumentHelp(
      "Only functions with this word in their name, their description or their library.",
      valueName: "word"), transform: OptionText.name)
  var word: String?
  @OptionGroup var packs: PackOptions
  @Option(help: "Form of the list.") var format: ListFormat = .text

  func end() throws(Ending) -> Ending {
    let set = packs.request.load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    OutputStream.error.write(problems: set.problems.filter { $0.severity > .note })
    let listing = FunctionListing(set, word: word)
    guard !listing.isEmpty else {
      throw .failure(
        "no function has \"\(word ?? "")\" in its name or description\(listing.suggestion)",
        doing: Self.action)
    }
    let bytes = listing.bytes(format, for: .output)
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }
}

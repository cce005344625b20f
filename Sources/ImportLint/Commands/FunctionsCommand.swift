import ArgumentParser
import Basics
import CEL
import Documents
import Engine
import Reports
import Rules

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
    let libraries = FunctionReference.libraries.compactMap { library -> FunctionLibrary? in
      let functions = library.functions.filter {
        matches([$0.name, $0.documentation?.summary ?? "", library.title])
      }
      return functions.isEmpty ? nil : FunctionLibrary(library.title, functions)
    }
    let definitions = set.packs.flatMap(\.definitions).filter {
      matches([$0.qualifiedName, $0.description])
    }
    guard !libraries.isEmpty || !definitions.isEmpty else {
      let names = FunctionReference.libraries.flatMap { $0.functions.map(\.name) }
      throw .failure(
        "no function has \"\(word ?? "")\" in its name or description"
          + didYouMean(word ?? "", among: names), doing: Self.action)
    }
    let bytes =
      switch format {
      case .text: text(libraries, definitions)
      case .json: json(libraries, definitions)
      case .markdown:
        Array(VisibleText.block(FunctionPage(libraries, definitions).markdown).utf8)
      }
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }

  private func matches(_ texts: [String]) -> Bool {
    guard let word = word?.lowercased() else { return true }
    return texts.contains { $0.lowercased().contains(word) }
  }

  private func text(_ libraries: [FunctionLibrary], _ definitions: [Definition]) -> [UInt8] {
    var out = OutputStream.output.textWriter
    for library in libraries {
      out.line(.init(library.title, .bold))
      for function in library.functions {
        // Whoever searches for a word wants to call what is found.
        if word != nil {
          FunctionText.write(function, to: &out)
          out.blank()
          continue
        }
        out.paragraph(
          .init(function.name + "  ", .bold), function.documentation?.summary ?? "", indent: 2)
      }
      if word == nil { out.blank() }
    }
    if !definitions.isEmpty {
      out.line(.init("Definitions", .bold))
      for definition in definitions {
        out.paragraph(.init(definition.signature + "  ", .bold), definition.description, indent: 2)
      }
      out.blank()
    }
    out.line(
      .init("importlint explain NAME", .bold), " shows one of them, with its types and an example.")
    return out.bytes
  }

  private func json(_ libraries: [FunctionLibrary], _ definitions: [Definition]) -> [UInt8] {
    let entries = libraries.flatMap { library in
      library.functions.map { (function: $0, library: library.title) }
    }
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.objects("functions", entries) { FunctionText.write(&$0, $1.function, of: $1.library) }
      json.objects("definitions", definitions) { RuleJSON.write(&$0, $1) }
    }
    return writer.bytes
  }
}

import Basics
import CEL
import Reports
import Rules

/// The functions that expressions may call, by library, and the definitions of packs.
struct FunctionListing {
  private let libraries: [FunctionLibrary]
  private let definitions: [Definition]
  /// What was searched for; nil if all were asked for.
  private let word: String?

  /// - Parameter word: what a function has in its name, its description or its library.
  init(_ set: RuleSet, word: String?) {
    self.word = word
    let sought = word?.lowercased()
    func matches(_ texts: [String]) -> Bool {
      sought.map { sought in texts.contains { $0.lowercased().contains(sought) } } ?? true
    }
    libraries = FunctionReference.libraries.compactMap { library in
      let functions = library.functions.filter {
        matches([$0.name, $0.documentation?.summary ?? "", library.title])
      }
      return functions.isEmpty ? nil : FunctionLibrary(library.title, functions)
    }
    definitions = set.packs.flatMap(\.definitions).filter {
      matches([$0.qualifiedName, $0.description])
    }
  }

  var isEmpty: Bool { libraries.isEmpty && definitions.isEmpty }

  /// The end of a message about a word that nothing has.
  var suggestion: String {
    didYouMean(
      word ?? "", among: FunctionReference.libraries.flatMap { $0.functions.map(\.name) })
  }

  func bytes(_ format: ListFormat, for stream: OutputStream) -> [UInt8] {
    switch format {
    case .text: text(stream)
    case .json: json
    case .markdown: Array(VisibleText.block(FunctionPage(libraries, definitions).markdown).utf8)
    }
  }

  private func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
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

  private var json: [UInt8] {
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

import Basics
import Documents
import Engine
import Findings
import Rules
import Snapshots

/// What the generated files of a checkout must be, and what differs from that.
struct Generation {
  /// Folder of the built-in pack's sources.
  static let packFolder = "rules/\(BuiltInPack.name)"
  static let swiftFile = "Sources/Rules/BuiltInPackFiles.generated.swift"
  static let index = "docs/rules.md"
  static let pages = "docs/rules"
  static let functions = "docs/functions.md"
  static let fields = "docs/fields.md"
  static let schemas = "docs/schemas"

  /// One difference between the checkout and what it must be.
  enum Change: CustomStringConvertible {
    case write(path: String, text: String)
    case remove(path: String)

    var path: String {
      switch self {
      case .write(let path, _), .remove(let path): path
      }
    }

    /// What was done.
    var description: String {
      switch self {
      case .write: "wrote \(path)"
      case .remove: "removed \(path)"
      }
    }
  }

  /// By path; empty where everything is fresh.
  private(set) var changes: [Change] = []

  /// - Parameter withWords: Whether the words that the program compares with are among them. They
  ///   may lag behind: what is new stays unknown to anonymizing until somebody runs `make rules`.
  init(of checkout: Checkout, withWords: Bool = false) throws {
    let files = checkout.files(below: Generation.packFolder, endingIn: ".yaml")
    guard files.contains("\(Generation.packFolder)/pack.yaml") else {
      throw Checkout.Failure(
        description: "there is no \(Generation.packFolder)/pack.yaml in \(checkout.root)")
    }
    var texts: [String: String] = [:]
    let pack = try files.map { path in
      PackFile(
        path: String(path.dropFirst(Generation.packFolder.count + 1)),
        text: try checkout.requiredText(of: path))
    }
    texts[Generation.swiftFile] =
      PackSource(PackFile.embedded(of: pack), translations: pack.filter(\.isTranslation)).text
    if withWords { texts[WordSource.swiftFile] = try WordSource(of: checkout).text }
    texts[ScriptSource.swiftFile] = try ScriptSource(of: checkout).text
    for page in try Generation.documentation(of: checkout) { texts[page.path] = page.text }
    texts[Generation.fields] = FieldDocs.markdown
    for kind in SchemaKind.allCases { texts["\(Generation.schemas)/\(kind.fileName)"] = kind.text }
    for (path, text) in texts.sorted(by: { $0.key.precedesByBytes($1.key) })
    where checkout.text(of: path).map({ !$0.utf8.elementsEqual(text.utf8) }) ?? true {
      changes.append(.write(path: path, text: text))
    }
    for path in checkout.files(below: Generation.pages, endingIn: ".md") where texts[path] == nil {
      changes.append(.remove(path: path))
    }
  }

  /// The index of the rules, a page for each, and the page of functions.
  private static func documentation(
    of checkout: Checkout
  ) throws -> [(path: String, text: String)] {
    let set = RuleSet.load(
      into: DocumentStore(), folders: ["\(checkout.root)/\(packFolder)"], withBuiltIn: false,
      toolVersion: "")
    if let problem = set.problems.first(where: \.isFatal) {
      let place = problem.places.first.map { "\($0.text): " } ?? ""
      throw Checkout.Failure(description: place + problem.message)
    }
    let pageTexts = set.rules.map { rule in
      (path: "\(pages)/\(rule.id).md", text: RulePage(rule, in: set).markdown)
    }
    let functionPage = FunctionPage(
      FunctionReference.libraries, set.packs.flatMap(\.definitions))
    return pageTexts
      + [
        (path: index, text: RuleIndex(set).markdown),
        (path: functions, text: functionPage.markdown),
      ]
  }
}

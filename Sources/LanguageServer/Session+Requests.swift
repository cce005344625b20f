import Basics
import Documents
import Engine
import Rules

/// What a client asks of files.
extension Session {
  /// The answer to a request; nil if there is no such request.
  func answer(_ method: String, _ parameters: DocumentValue?) throws(ResponseError) -> JSONText? {
    switch method {
    case "textDocument/completion": Completion(self, at: try place(parameters)).json
    case "textDocument/hover": Hover(self, at: try place(parameters)).json
    case "textDocument/definition": DefinitionSearch(self, at: try place(parameters)).json
    case "textDocument/codeLens": try codeLenses(parameters)
    case "codeLens/resolve": try resolvedLens(parameters)
    case "textDocument/codeAction": try codeActions(parameters)
    default: nil
    }
  }

  /// The document that a request is about; its path is empty where it is no file.
  private func document(
    _ parameters: DocumentValue?
  ) throws(ResponseError) -> (document: OpenDocument, path: String) {
    guard let uri = parameters?[path: "textDocument", "uri"]?.string else {
      throw ResponseError(.invalidParameters, "the request names no document")
    }
    guard let document = documents[uri] else {
      throw ResponseError(.invalidParameters, "the document is not open")
    }
    return (document, FileURI.path(of: uri) ?? "")
  }

  private func place(_ parameters: DocumentValue?) throws(ResponseError) -> EditorPlace {
    let (document, path) = try document(parameters)
    guard let position = TextPosition(parameters?["position"]) else {
      throw ResponseError(.invalidParameters, "the request names no position")
    }
    return EditorPlace(
      path: path, kind: path.isEmpty ? .other : kind(of: path), lines: document.lines,
      offset: document.lines.offset(of: position, in: encoding))
  }

  private func codeLenses(_ parameters: DocumentValue?) throws(ResponseError) -> JSONText {
    let (_, path) = try document(parameters)
    guard !path.isEmpty, case .pack(let folder, _) = kind(of: path) else { return .array([]) }
    return CodeLenses(self, path: path, folder: folder).json
  }

  private func resolvedLens(_ lens: DocumentValue?) throws(ResponseError) -> JSONText {
    guard let path = lens?[path: "data", "path"]?.string,
      let rule = lens?[path: "data", "rule"]?.string,
      let start = TextPosition(lens?[path: "range", "start"]),
      case .pack(let folder, _) = kind(of: path)
    else { throw ResponseError(.invalidParameters, "this is not a lens of a rule") }
    let title = CodeLenses(self, path: path, folder: folder).mutants(of: rule)
    return .object([
      ("range", ProblemDiagnostics.range(start, start)), ("command", CodeLenses.command(title)),
    ])
  }

  private func codeActions(_ parameters: DocumentValue?) throws(ResponseError) -> JSONText {
    let (document, _) = try document(parameters)
    let diagnostics = parameters?[path: "context", "diagnostics"]?.elements ?? []
    return QuickFixes(uri: document.uri, lines: document.lines, encoding: encoding)
      .json(for: diagnostics)
  }

  /// The names of the expression at a place.
  func expressionNames(at place: EditorPlace) -> ExpressionNames? {
    ExpressionNames(place.folder.map(pack), at: place)
  }

  /// The rules that a place may name, as they are called there.
  func rules(at place: EditorPlace) -> [(name: String, rule: Rule)] {
    switch place.ruleNaming {
    case nil: []
    case .inFull: allRules().rules.map { ($0.fullId, $0) }
    case .inPack: ownRules(at: place).map { ($0.id, $0) }
    }
  }

  /// The rule that a place names so.
  func rule(named name: String, at place: EditorPlace) -> Rule? {
    switch place.ruleNaming {
    case nil: nil
    case .inFull: allRules().rule(named: name)
    case .inPack: ownRules(at: place).first { $0.id == name }
    }
  }

  private func ownRules(at place: EditorPlace) -> [Rule] {
    place.folder.flatMap { pack(in: $0).pack }?.rules ?? []
  }

  /// Whether a file is on disk as it is in the editor.
  func isSaved(_ path: String) -> Bool {
    documents[uri(of: path)]?.isSaved ?? true
  }
}

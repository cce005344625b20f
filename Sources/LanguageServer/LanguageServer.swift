import Basics
import Documents
import Engine
import Findings

/// A server of the Language Server Protocol for those who write rules: bytes in, bytes out.
///
/// Messages are handled in their order. Diagnostics wait until nobody wants anything else, so that
/// of many changes only the last is looked at.
public final class LanguageServer {
  private var stream = MessageStream()
  private var out = OutgoingMessages()
  private let session: Session
  private var stage = Stage.new

  /// What the server needs of the program that it is part of.
  public struct Surroundings {
    /// The day (UTC).
    let today: () -> CivilDate
    /// Refuses what is not a value of `--format`.
    let checkFormat: (String) throws(OptionError) -> Void

    public init(
      today: @escaping () -> CivilDate,
      checkFormat: @escaping (String) throws(OptionError) -> Void
    ) {
      self.today = today
      self.checkFormat = checkFormat
    }
  }

  private enum Stage { case new, running, shutDown }

  /// The exit code that the client asked for; nil while it has not.
  public private(set) var exitCode: Int32?

  public init(_ surroundings: Surroundings) { session = Session(surroundings) }

  /// Takes bytes, of any part of messages, and gives the answers to what is whole.
  public func receive(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    stream.append(bytes)
    while exitCode == nil, let part = stream.next() {
      switch part {
      case .flaw(let reason): out.add(error: ResponseError(.parseError, reason), of: nil)
      case .message(let bytes): handle(Message(bytes))
      }
    }
    return out.take()
  }

  /// Whether something is left to be looked at.
  public var hasWork: Bool { stage == .running && session.hasWork }

  /// Looks at one thing that changed, and gives what is to be said of it.
  public func work() -> [UInt8] {
    if hasWork { session.diagnoseNext(&out) }
    return out.take()
  }

  private func handle(_ message: Message) {
    switch message {
    case .response: break
    case .flawed(let id, let error): out.add(error: error, of: id)
    case .notification(let method, let parameters): handle(method, parameters)
    case .request(let id, let method, let parameters):
      do throws(ResponseError) {
        out.add(result: try result(of: method, parameters), of: id)
      } catch {
        out.add(error: error, of: id)
      }
    }
  }

  // MARK: Requests

  private func result(
    of method: String, _ parameters: DocumentValue?
  ) throws(ResponseError) -> JSONText {
    switch (stage, method) {
    case (.new, "initialize"): return initialize(parameters)
    case (.new, _): throw ResponseError(.serverNotInitialized, "the first request is initialize")
    case (.shutDown, _): throw ResponseError(.invalidRequest, "the server was shut down")
    case (_, "initialize"): throw ResponseError(.invalidRequest, "initialize comes once")
    case (_, "shutdown"):
      stage = .shutDown
      return .null
    default:
      if let answer = try session.answer(method, parameters) { return answer }
      throw ResponseError(.methodNotFound, "there is no request \(method)")
    }
  }

  private func initialize(_ parameters: DocumentValue?) -> JSONText {
    stage = .running
    let offered = parameters?[path: "capabilities", "general"]?["positionEncodings"]?.elements
    if (offered ?? []).contains(where: { $0.string == PositionEncoding.utf8.rawValue }) {
      session.encoding = .utf8
    }
    let folders = parameters?["workspaceFolders"]?.elements ?? []
    let uris = folders.compactMap { $0["uri"]?.string }
    let root = parameters?["rootUri"]?.string
    session.roots = (uris.isEmpty ? [root].compactMap { $0 } : uris)
      .compactMap(FileURI.path)
    let sync: [(String, JSONText)] = [
      ("openClose", .bool(true)), ("change", .number(2)),
      ("save", .object([("includeText", .bool(false))])),
    ]
    let capabilities: [(String, JSONText)] = [
      ("positionEncoding", .string(session.encoding.rawValue)),
      ("textDocumentSync", .object(sync)),
      ("completionProvider", .object([("triggerCharacters", .array([.string(".")]))])),
      ("hoverProvider", .bool(true)), ("definitionProvider", .bool(true)),
      ("codeLensProvider", .object([("resolveProvider", .bool(true))])),
      (
        "codeActionProvider",
        .object([("codeActionKinds", .array([.string("quickfix")]))])
      ),
    ]
    return .object([
      ("capabilities", .object(capabilities)),
      (
        "serverInfo",
        .object([
          ("name", .string("importlint")), ("version", .string(ToolInfo.current.version)),
        ])
      ),
    ])
  }

  // MARK: Notifications

  private func handle(_ method: String, _ parameters: DocumentValue?) {
    if method == "exit" {
      exitCode = stage == .shutDown ? 0 : 1
      return
    }
    guard stage == .running else { return }
    if method == "workspace/didChangeWatchedFiles" { return session.forgetFiles() }
    let document = parameters?["textDocument"]
    guard let uri = document?["uri"]?.string else { return }
    switch method {
    case "textDocument/didOpen": open(uri, document)
    case "textDocument/didChange": change(uri, document, parameters?["contentChanges"])
    case "textDocument/didSave":
      guard var saved = session.documents[uri] else { break }
      saved.isSaved = true
      session.set(saved)
      // It may be of a new pack.
      if uri.hasSuffix("/pack.yaml") { session.forgetWorkspace() }
    case "textDocument/didClose": session.close(uri)
    default: break
    }
  }

  private func open(_ uri: String, _ document: DocumentValue?) {
    guard let text = document?["text"]?.string else { return }
    let version = document?["version"]?.int ?? 0
    let opened = OpenDocument(
      uri: uri, text: text, version: Int(truncatingIfNeeded: version))
    if let reason = session.open(opened) { warn("\(uri) is looked at as it is on disk: \(reason)") }
  }

  private func change(_ uri: String, _ document: DocumentValue?, _ changes: DocumentValue?) {
    guard var changed = session.documents[uri] else { return }
    if let version = document?["version"]?.int {
      changed.version = Int(truncatingIfNeeded: version)
    }
    if let reason = changed.apply(changes?.elements ?? [], in: session.encoding) {
      // The texts are no longer the same on both sides.
      session.close(uri)
      warn("\(uri) is looked at as it is on disk until it is opened again: \(reason)")
    } else {
      session.set(changed)
    }
  }

  private func warn(_ text: String) {
    out.add(
      notification: "window/showMessage",
      .object([("type", .number(2)), ("message", .string(text))]))
  }
}

import Basics
import Documents
import Engine
import LanguageServer
import Testing

/// A client that drives a server in this process, through bytes.
final class ScriptedClient {
  let server = LanguageServer(
    LanguageServer.Surroundings(
      today: { CivilDate(fullDate: "2026-01-01").unsafelyUnwrapped },
      checkFormat: { (text) throws(OptionError) in
        if text != "text" { throw OptionError("there is no format \(text)") }
      }))
  private var input: [UInt8] = []
  private var number = 0

  /// A client whose server has been initialized.
  static func running(_ encoding: String = "utf-16") throws -> ScriptedClient {
    let client = ScriptedClient()
    _ = try client.request(
      "initialize",
      #"{"capabilities": {"general": {"positionEncodings": ["\#(encoding)"]}}}"#)
    client.notify("initialized", "{}")
    return client
  }

  static func framed(_ text: String) -> [UInt8] {
    Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
  }

  /// What the server answers to bytes, and then has to say of itself.
  @discardableResult
  func send(bytes: [UInt8], works: Bool = true) -> [DocumentValue] {
    var answer = server.receive(bytes)
    while works, server.hasWork { answer += server.work() }
    return Self.messages(in: answer)
  }

  @discardableResult
  func send(_ text: String, works: Bool = true) -> [DocumentValue] {
    send(bytes: Self.framed(text), works: works)
  }

  @discardableResult
  func notify(_ method: String, _ parameters: String, works: Bool = true) -> [DocumentValue] {
    send(#"{"jsonrpc": "2.0", "method": "\#(method)", "params": \#(parameters)}"#, works: works)
  }

  /// The answer to a request.
  func request(_ method: String, _ parameters: String) throws -> DocumentValue {
    number += 1
    let text =
      #"{"jsonrpc": "2.0", "id": \#(number), "method": "\#(method)", "params": \#(parameters)}"#
    let answers = send(text, works: false).filter { $0["id"]?.int == Int64(number) }
    try #require(answers.count == 1)
    return answers[0]
  }

  /// The messages of a server's bytes.
  static func messages(in bytes: [UInt8]) -> [DocumentValue] {
    var found: [DocumentValue] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard
        let end = rest.indices.dropLast(3).first(where: {
          rest[$0..<$0 + 4].elementsEqual("\r\n\r\n".utf8)
        }), let length = Int(String(decoding: rest[..<end], as: UTF8.self).dropFirst(16)),
        end + 4 + length <= rest.endIndex
      else {
        Issue.record("no message: \(String(decoding: rest.prefix(80), as: UTF8.self))")
        break
      }
      let text = String(decoding: rest[(end + 4)..<(end + 4 + length)], as: UTF8.self)
      rest = rest[(end + 4 + length)...]
      let store = DocumentStore()
      let reading = store.readJSON(SourceText(path: "answer", text: text))
      if let first = reading.documents.first { found.append(DocumentValue(first, in: store)) }
    }
    return found
  }

  // MARK: Documents

  @discardableResult
  func open(_ path: String, _ text: String, works: Bool = true) -> [DocumentValue] {
    notify(
      "textDocument/didOpen",
      #"{"textDocument": {"uri": "file://\#(path)", "languageId": "yaml", "version": 1, "text": "#
        + QuotedText.json(text) + "}}", works: works)
  }

  /// - Parameter changes: JSON.
  @discardableResult
  func change(_ path: String, version: Int = 2, _ changes: String, works: Bool = true)
    -> [DocumentValue]
  {
    notify(
      "textDocument/didChange",
      #"{"textDocument": {"uri": "file://\#(path)", "version": \#(version)}, "#
        + #""contentChanges": \#(changes)}"#, works: works)
  }
}

extension [DocumentValue] {
  /// The last diagnostics that were sent of a file; nil if none were.
  func diagnostics(of path: String) -> [DocumentValue]? {
    last {
      $0["method"]?.string == "textDocument/publishDiagnostics"
        && $0[path: "params", "uri"]?.string == "file://\(path)"
    }?[path: "params", "diagnostics"]?.elements
  }

  var errorCodes: [Int] { compactMap { $0[path: "error", "code"]?.int.map(Int.init) } }
}

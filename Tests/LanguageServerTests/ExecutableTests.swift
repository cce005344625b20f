import Checkout
import Foundation
import Testing

@Suite("importlint lsp as editors start it")
struct ExecutableTests {
  @Test("through pipes: diagnostics come without being asked for, and exit ends it")
  func pipes() throws {
    let pack = try SmallPack()
    let process = Process()
    process.executableURL = URL(filePath: Checkout.importlint)
    process.arguments = ["lsp"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    func send(_ text: String) throws {
      try input.fileHandleForWriting.write(contentsOf: Data(ScriptedClient.framed(text)))
    }
    var received: [UInt8] = []
    func wait(for text: String) -> Bool {
      while !String(decoding: received, as: UTF8.self).contains(text) {
        let more = output.fileHandleForReading.availableData
        if more.isEmpty { return false }
        received += more
      }
      return true
    }
    try send(
      #"{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}"#)
    #expect(wait(for: "hoverProvider"))
    try send(
      #"{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": "#
        + #"{"uri": "file://\#(pack.rule)", "version": 1, "languageId": "yaml", "#
        + #""text": "id: loopback\ntitel: A\n"}}}"#)
    #expect(wait(for: "unknown-field"))
    try send(#"{"jsonrpc": "2.0", "id": 2, "method": "shutdown"}"#)
    try send(#"{"jsonrpc": "2.0", "method": "exit"}"#)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("a client that goes away ends it")
  func endOfInput() throws {
    let process = Process()
    process.executableURL = URL(filePath: Checkout.importlint)
    process.arguments = ["lsp"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
  }
}

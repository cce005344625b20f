import Testing

@Suite("messages of the language server")
struct FramingTests {
  private let request = #"{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}"#

  @Test("a message may be cut anywhere")
  func cutAnywhere() {
    let bytes = ScriptedClient.framed(request)
    for cut in 0...bytes.count {
      let client = ScriptedClient()
      let first = client.send(bytes: Array(bytes[..<cut]))
      let second = client.send(bytes: Array(bytes[cut...]))
      #expect((first + second).count == 1, "cut at \(cut)")
      #expect((first + second).first?["result"]?["capabilities"] != nil)
      #expect(first.isEmpty == (cut < bytes.count))
    }
    let client = ScriptedClient()
    #expect(bytes.flatMap { client.send(bytes: [$0]) }.count == 1)
  }

  @Test("several messages may come at once, and the next one in part")
  func several() {
    let client = ScriptedClient()
    let other = ScriptedClient.framed(#"{"jsonrpc": "2.0", "id": "b", "method": "shutdown"}"#)
    let answers = client.send(bytes: ScriptedClient.framed(request) + other + other.prefix(30))
    #expect(answers.map { $0["id"]?.string ?? "\($0["id"]?.int ?? 0)" } == ["1", "b"])
    #expect(client.send(bytes: Array(other.dropFirst(30))).errorCodes == [-32600])
  }

  @Test(
    "what is no message is an error, and the next message is read",
    arguments: [
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "Content-Length: many\r\n\r\n{}",
      "Content-Length: -5\r\n\r\n", "Content-Length: 99999999999999999999999\r\n\r\n",
      "Content-Length: 9000000000000000000\r\n\r\n{\"jsonrpc\"", "\r\n\r\n", "Length: 2\r\n\r\n{}",
      "\u{0}\u{1}\u{2}",
      "{\"text\": \"Content-Length: 5\"}\r\n\r\n", String(repeating: "x", count: 10_000),
      String(repeating: "Content-Length: x", count: 2000),
    ])
  func garbage(_ text: String) {
    let client = ScriptedClient()
    let answers = client.send(bytes: Array(text.utf8) + ScriptedClient.framed(request))
    #expect(answers.errorCodes == [-32700])
    #expect(answers.first?["id"]?.isNull == true)
    #expect(answers.last?["result"] != nil)
    #expect(client.server.exitCode == nil)
  }

  @Test(
    "a body that is no request is an error, and the next message is read",
    arguments: [
      ("", -32700), ("{", -32700), ("{a: 1}", -32700), ("[1, 2,]", -32700), ("null", -32600),
      ("3", -32600), ("[]", -32600), ("{}", -32600), ("{} {}", -32700),
      (#"{"id": 1, "method": 5}"#, -32600), (#"{"id": {}, "method": "shutdown"}"#, -32600),
      (#"{"id": 1, "method": "shutdown", "params": 5}"#, -32600),
      (#"{"id": 1.5, "method": "shutdown"}"#, -32600),
      (#"{"id": 1, "method": "shutdown"}"#, -32002),
      (#"{"id": 1, "method": "textDocument/hover", "params": {}}"#, -32002),
      (String(repeating: "[", count: 100_000), -32700),
    ])
  func wrongBodies(_ body: String, _ code: Int) {
    let client = ScriptedClient()
    #expect(client.send(body).errorCodes == [code])
    #expect(client.send(request).last?["result"] != nil)
  }

  @Test("bytes that are not UTF-8 are an error")
  func wrongUTF8() {
    let client = ScriptedClient()
    let body: [UInt8] = [0x7B, 0x22, 0xFF, 0xC0, 0x22, 0x7D]
    let answers = client.send(bytes: Array("Content-Length: 6\r\n\r\n".utf8) + body)
    #expect(answers.errorCodes == [-32700])
    #expect(client.send(request).last?["result"] != nil)
  }

  @Test("headers may be written in other ways")
  func headers() {
    for header in [
      "content-length:", "CONTENT-LENGTH: ", "Content-Type: x/y; charset=utf-8\r\nContent-Length: ",
    ] {
      let client = ScriptedClient()
      let bytes = Array("\(header)\(request.utf8.count)\r\n\r\n\(request)".utf8)
      #expect(client.send(bytes: bytes).first?["result"] != nil)
    }
  }

  @Test("the server lives from initialize to exit")
  func life() throws {
    let client = try ScriptedClient.running()
    #expect(try client.request("initialize", "{}")[path: "error", "code"]?.int == -32600)
    #expect(try client.request("workspace/nothing", "{}")[path: "error", "code"]?.int == -32601)
    #expect(client.notify("$/nothing", "{}").isEmpty)
    #expect(client.send(#"{"jsonrpc": "2.0", "id": 9, "result": null}"#).isEmpty)
    #expect(try client.request("shutdown", "null")["result"]?.isNull == true)
    #expect(try client.request("shutdown", "null")[path: "error", "code"]?.int == -32600)
    #expect(client.server.exitCode == nil)
    client.notify("exit", "null")
    #expect(client.server.exitCode == 0)
    let other = try ScriptedClient.running()
    other.notify("exit", "null")
    #expect(other.server.exitCode == 1)
  }
}

import Basics
import Foundation
import Testing

@testable import Collecting

/// The probe's script, with programs in the place of curl and getent that answer for Rancher.
@Suite("probes")
struct ProbeScriptTests {
  /// What Rancher, and the way to it, answer.
  private struct Answers {
    var lookUp = "printf '203.0.113.10 STREAM x\\n203.0.113.10 DGRAM\\n'"
    var ping = "printf pong > \"$body\"; printf '200 0.010'"
    var date = "Mon, 23 Nov 2026 07:20:21 GMT"
    var verification = "exit 0"
    var chain = "printf -- '-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\\n'"
    var cacerts = "printf 'x' > \"$body\"; printf 404"
    var socket = "printf 401"
  }

  private static let url = "https://rancher.example.com"

  /// Runs the script, and gives what it said and what curl was called with.
  private func run(
    _ answers: Answers, token: String? = nil, proxy: String? = nil, hasCurl: Bool = true
  ) throws -> (frames: TextFrames, request: ProbeRequest, calls: String) {
    let folder = NSTemporaryDirectory() + "/importlint-probe-\(UUID().uuidString)"
    let bin = "\(folder)/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func program(_ name: String, _ text: String) throws {
      try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(filePath: "\(bin)/\(name)"))
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(bin)/\(name)")
    }
    for name in ["awk", "cat", "date", "dd", "grep", "mktemp", "rm", "sed", "sh", "tr", "wc"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(bin)/\(name)", withDestinationPath: "/usr/bin/\(name)")
    }
    try program("getent", answers.lookUp)
    if hasCurl {
      try program(
        "curl",
        """
        echo "$*" >> '\(folder)/arguments'
        cat >> '\(folder)/input'
        body=/dev/null headers=/dev/null form=''
        while [ $# -gt 1 ]; do
          case $1 in
          -o) body=$2 ;;
          -D) headers=$2 ;;
          -w) form=$2 ;;
          esac
          shift
        done
        case $1 in
        */ping)
          case $form in
          *certs*) \(answers.chain) ;;
          *http_code*) printf 'HTTP/1.1 200 OK\\r\\nDate: \(answers.date)\\r\\n\\r\\n' > "$headers"
            \(answers.ping) ;;
          *) \(answers.verification) ;;
          esac ;;
        */cacerts) \(answers.cacerts) ;;
        *) \(answers.socket) ;;
        esac
        """)
    }
    let request = try ProbeRequest(url: Self.url, proxy: proxy, token: token)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-s"]
    process.environment = ["PATH": bin, "TMPDIR": folder, "HTTPS_PROXY": "http://other:1"]
    try Data(request.script.utf8).write(to: URL(filePath: "\(folder)/script"))
    try Data().write(to: URL(filePath: "\(folder)/output"))
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: "\(folder)/script"))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "\(folder)/output"))
    try process.run()
    process.waitUntilExit()
    let output = try Data(contentsOf: URL(filePath: "\(folder)/output"))
    let arguments = (try? String(contentsOfFile: "\(folder)/arguments", encoding: .utf8)) ?? ""
    if let token {
      let input = try String(contentsOfFile: "\(folder)/input", encoding: .utf8)
      #expect(input.contains(token.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
    return (try TextFrames([UInt8](output)), request, arguments)
  }

  private func record(
    _ answers: Answers, token: String? = nil, proxy: String? = nil
  ) throws -> [String: Any] {
    let (frames, request, _) = try run(answers, token: token, proxy: proxy)
    let text = try ProbeRecord(frames, of: request).text
    return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  private func text(_ record: [String: Any], _ path: String...) -> String {
    var value: Any? = record
    for name in path { value = (value as? [String: Any])?[name] }
    return value.map { "\($0)" } ?? "-"
  }

  @Test("a Rancher that answers is recorded with all that it says")
  func answered() throws {
    var answers = Answers()
    let authority = "-----BEGIN CERTIFICATE-----\\nBBBB\\n-----END CERTIFICATE-----\\n"
    answers.cacerts = "printf -- '\(authority)' > \"$body\"; printf 200"
    let record = try record(answers)
    #expect(text(record, "url") == "https://rancher.example.com/ping")
    #expect(text(record, "status") == "200")
    #expect(text(record, "body") == "pong")
    #expect(text(record, "via") == "")
    #expect(text(record, "serverDate") == "Mon, 23 Nov 2026 07:20:21 GMT")
    #expect(Timestamp(rfc3339: text(record, "time")) != nil)
    #expect(text(record, "tls", "verified") == "1")
    #expect(text(record, "webSocket", "status") == "401")
    #expect(text(record, "webSocket", "authenticated") == "0")
    #expect(
      text(record, "caChecksum")
        == SHA256.hexadecimalDigest(
          of: "-----BEGIN CERTIFICATE-----\nBBBB\n-----END CERTIFICATE-----\n"))
    let resolved = (record["resolved"] as? [String: Any])?["addresses"] as? [String]
    #expect(resolved == ["203.0.113.10"])
    let chain = (record["tls"] as? [String: Any])?["chain"] as? [String]
    #expect(chain == ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    #expect(record["error"] == nil)
  }

  @Test("a name that does not resolve, a connection that is refused, a TLS session that fails")
  func failures() throws {
    var answers = Answers()
    answers.lookUp = "exit 2"
    answers.ping =
      "echo 'curl: (6) Could not resolve host: rancher.example.com' >&2; "
      + "printf '000 0.000000'; exit 6"
    answers.verification = answers.ping
    answers.chain = "exit 6"
    answers.cacerts = "printf 000; exit 6"
    answers.socket = "echo 'curl: (6) Could not resolve host: x' >&2; printf 000; exit 6"
    let unresolved = try record(answers)
    let message = "Could not resolve host: rancher.example.com"
    #expect(text(unresolved, "resolved", "error") == message)
    #expect(text(unresolved, "error") == message)
    #expect(unresolved["connected"] == nil && unresolved["status"] == nil)
    #expect(unresolved["tls"] == nil && unresolved["caChecksum"] == nil)

    answers.lookUp = Answers().lookUp
    answers.ping = "echo 'curl: (7) Connection refused' >&2; printf '000 0.000000'; exit 7"
    answers.verification = "exit 7"
    let refused = try record(answers)
    #expect(text(refused, "connected", "error") == "Connection refused")
    #expect(text(refused, "error") == "Connection refused")

    answers.ping = "echo 'curl: (35) wrong version number' >&2; printf '000 0.020000'; exit 35"
    answers.verification = "echo 'curl: (60) self-signed certificate' >&2; exit 60"
    let broken = try record(answers)
    #expect(broken["connected"] != nil && text(broken, "connected", "error") == "-")
    #expect(text(broken, "error") == "wrong version number")
  }

  @Test("a certificate that no public authority vouches for is not verified, and why")
  func unverified() throws {
    var answers = Answers()
    answers.verification = "echo 'curl: (60) unable to get local issuer certificate' >&2; exit 60"
    let record = try record(answers)
    // A machine without authorities cannot tell.
    if text(record, "tls", "verified") != "-" {
      #expect(text(record, "tls", "verified") == "0")
      #expect(text(record, "tls", "error") == "unable to get local issuer certificate")
    }
    #expect(text(record, "status") == "200")
  }

  @Test("no private CA is an empty checksum; a page in its place is none")
  func authorities() throws {
    var answers = Answers()
    answers.cacerts = ": > \"$body\"; printf 200"
    #expect(try text(record(answers), "caChecksum") == "")
    answers.cacerts = "echo '<html>' > \"$body\"; printf 200"
    #expect(try record(answers)["caChecksum"] == nil)
    answers.cacerts = "echo x > \"$body\"; printf 404"
    #expect(try record(answers)["caChecksum"] == nil)
  }

  @Test(
    "a token is no argument of any program; registration tokens register nothing",
    arguments: ["registration0123456789", "token-abc12:0123456789"])
  func token(token: String) throws {
    var answers = Answers()
    answers.socket = "printf 101; exit 28"
    let (frames, request, calls) = try run(answers, token: " \(token)\n")
    #expect(!calls.contains(token))
    #expect(calls.contains(token.contains(":") ? "/v3/subscribe?" : "/v3/connect"))
    #expect(!calls.contains("/register"))
    #expect(!"\(request.url) \(request.origin)".contains(token))
    let text = try ProbeRecord(frames, of: request).text
    #expect(!text.contains(token))
    #expect(text.contains("\"status\": 101,\n    \"authenticated\": true"))
    answers.socket = "printf 400"
    #expect(try self.text(record(answers, token: token), "webSocket", "authenticated") == "0")
  }

  @Test("through a proxy, whose name it is that is looked up")
  func proxy() throws {
    let (frames, request, calls) = try run(Answers(), proxy: "http://proxy.example:3128")
    #expect(
      frames["facts"].map { String(decoding: $0, as: UTF8.self) }?.contains("resolved") == false)
    #expect(!calls.contains("proxy.example"))
    let text = try ProbeRecord(frames, of: request).text
    #expect(text.contains("\"via\": \"http://proxy.example:3128\""))
  }

  @Test("without curl there is no probe, and so no verdict")
  func noCurl() throws {
    let (frames, request, _) = try run(Answers(), hasCurl: false)
    #expect(throws: ProbeRecord.Failure(reason: "there is no curl in the image")) {
      _ = try ProbeRecord(frames, of: request)
    }
  }

  @Test(
    "what is not a URL of Rancher, or no token, is refused",
    arguments: [
      ("rancher.example.com", nil, nil), ("ftp://r.example", nil, nil), ("https://", nil, nil),
      ("https://u:p@r.example", nil, nil), ("https://r.example/$(id)", nil, "a b\u{7}'"),
      ("https://r.example", "http://u:p@proxy:1", nil), ("https://r.example", "proxy", nil),
      ("https://r.example", nil, "a'; id"), ("https://r.example'", nil, nil),
    ] as [(String, String?, String?)])
  func refused(url: String, proxy: String?, token: String?) {
    #expect(throws: ProbeRequest.Failure.self) {
      _ = try ProbeRequest(url: url, proxy: proxy, token: token)
    }
  }
}

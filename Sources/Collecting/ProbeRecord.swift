import Basics

/// A probe as `probes/<from>/rancher.json` has it, made of what the script said.
struct ProbeRecord {
  /// The file.
  let text: String

  /// Why there is no probe, though the script ran: it says nothing of Rancher.
  struct Failure: Error, Sendable, Hashable {
    let reason: String
  }

  /// Bytes of the answer's body that are kept.
  private static let bodyLimit = 256
  /// Exit codes of curl that are about TLS.
  private static let tlsCodes: Set<Int> = [35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90]
  private static let codeOfName = 6
  private static let codeOfProxyName = 5
  private static let codeOfConnection = 7
  private static let codeOfTime = 28

  init(_ frames: TextFrames, of request: ProbeRequest) throws(Failure) {
    let facts = Facts(frames["facts"] ?? [])
    if facts["missing"] != nil { throw Failure(reason: "there is no curl in the image") }
    guard let time = facts["time"]?.first, Timestamp(rfc3339: time) != nil,
      let ping = facts["ping"], let code = ping.first.flatMap({ Int($0) }), ping.count == 3,
      let status = Int(ping[1])
    else { throw Failure(reason: "the script did not say how /ping was answered") }
    var fields: [(String, JSONText)] = [("url", .string(request.url)), ("time", .string(time))]
    if let date = facts.said("date") { fields.append(("serverDate", .string(date))) }
    // Without a proxy it says so: who reads it would not know otherwise.
    fields.append(("via", .string(request.proxy ?? "")))
    let error = facts.said("ping-error") ?? "curl ended with exit code \(code)"
    let isUnresolved = facts["unresolved"] != nil || code == ProbeRecord.codeOfName
    if isUnresolved, status == 0 {
      let reason = code == ProbeRecord.codeOfName ? error : "no such host"
      fields.append(("resolved", .object([("error", .string(reason))])))
    } else if let addresses = facts["resolved"], !addresses.isEmpty {
      fields.append(("resolved", .object([("addresses", .array(addresses.map(JSONText.string)))])))
    }
    let isConnected = status != 0 || Double(ping[2]).map { $0 > 0 } ?? false
    let isRefused =
      [ProbeRecord.codeOfConnection, ProbeRecord.codeOfProxyName].contains(code)
      || code == ProbeRecord.codeOfTime && !isConnected && !isUnresolved
    if isConnected {
      fields.append(("connected", .object([])))
    } else if isRefused {
      fields.append(("connected", .object([("error", .string(error))])))
    }
    if let tls = ProbeRecord.tls(facts, frames, request) { fields.append(("tls", tls)) }
    if status != 0, code == 0 {
      fields.append(("status", .number(status)))
      fields.append(("body", .string(ProbeRecord.start(of: frames["body"] ?? []))))
    } else {
      fields.append(("error", .string(error)))
    }
    if let sum = ProbeRecord.checksum(facts, frames) { fields.append(("caChecksum", .string(sum))) }
    if let socket = ProbeRecord.webSocket(facts, request) { fields.append(("webSocket", socket)) }
    text = JSONText.object(fields).text() + "\n"
  }

  // MARK: Parts

  private static func tls(_ facts: Facts, _ frames: TextFrames, _ request: ProbeRequest)
    -> JSONText?
  {
    guard request.scheme == "https" else { return nil }
    var fields: [(String, JSONText)] = []
    let words = facts["verified"] ?? []
    if let code = words.first.flatMap({ Int($0) }) {
      // Without authorities in the image its word says nothing.
      if code == 0 {
        fields.append(("verified", .bool(true)))
      } else if ProbeRecord.tlsCodes.contains(code), words.last != "none" {
        fields.append(("verified", .bool(false)))
        if let error = facts.said("verified-error") { fields.append(("error", .string(error))) }
      }
    }
    let chain = ProbeRecord.certificates(frames["chain"] ?? [])
    if !chain.isEmpty { fields.append(("chain", .array(chain.map(JSONText.string)))) }
    return fields.isEmpty ? nil : .object(fields)
  }

  /// Rancher serves the setting as it counts it: with a line break at its end, or nothing.
  private static func checksum(_ facts: Facts, _ frames: TextFrames) -> String? {
    guard let words = facts["cacerts"], words == ["0", "200"] else { return nil }
    let text = frames["cacerts"] ?? []
    if text.allSatisfy({ $0 <= 0x20 }) { return "" }
    // A page of something else in between is no certificate.
    guard text.starts(with: "-----BEGIN ".utf8) else { return nil }
    var hash = SHA256()
    text.withUnsafeBytes { hash.add($0) }
    return hexadecimal(hash.digest())
  }

  private static func webSocket(_ facts: Facts, _ request: ProbeRequest) -> JSONText? {
    guard let words = facts["socket"], words.count == 2, let status = Int(words[1]) else {
      return nil
    }
    if status == 0 {
      return facts.said("socket-error").map { .object([("error", .string($0))]) }
    }
    // Rancher answers 400 to a token that it does not know.
    let isTaken = request.hasToken && status != 400
    return .object([("status", .number(status)), ("authenticated", .bool(isTaken))])
  }

  // MARK: Texts

  private static func start(of body: [UInt8]) -> String {
    var text = String(decoding: body.prefix(bodyLimit), as: UTF8.self)
    while text.last == "\n" { text.removeLast() }
    return CredentialText.masked(text)
  }

  /// The certificates of a text, each in PEM.
  private static func certificates(_ text: [UInt8]) -> [String] {
    var found: [String] = []
    var current: [Substring] = []
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      if line == "-----BEGIN CERTIFICATE-----" { current = [] }
      current.append(line)
      if line == "-----END CERTIFICATE-----", found.count < 20 {
        found.append(current.joined(separator: "\n") + "\n")
        current = []
      }
    }
    return found
  }
}

/// What the script said: words by name.
private struct Facts {
  private var words: [String: [String]] = [:]

  init(_ text: [UInt8]) {
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ").map(String.init)
      if let name = parts.first { words[name] = Array(parts.dropFirst()) }
    }
  }

  subscript(_ name: String) -> [String]? { words[name] }

  /// What a tool said, in one line; nil if it said nothing.
  func said(_ name: String) -> String? {
    let text = (words[name] ?? []).joined(separator: " ")
    return text.isEmpty ? nil : CredentialText.masked(String(text.prefix(400)))
  }
}

import Basics

/// The words that are no one's own: what rules, their data and this program compare with, and what
/// Kubernetes and its surroundings are made of. They stay as they are.
public struct Vocabulary: Sendable {
  /// In lower case.
  private var words: Set<String>
  /// Bytes of the longest of them.
  private(set) var longest = 0
  /// Words of the sentences of rules and of this program, in lower case. They may be names all the
  /// same, where something is called so.
  private var prose: Set<String>
  /// Networks and addresses that something is compared with.
  private(set) var networks: Set<CIDR> = []

  /// What this program knows, and whatever it is made of.
  public init() {
    words = Self.common
    longest = words.map(\.utf8.count).max() ?? 0
    prose = Set(ProgramWords.prose.split(separator: "\n").map(String.init))
    for line in ProgramWords.text.split(separator: "\n") { add(literal: line) }
  }

  /// Schemes, endings of hosts and of files, and what YAML and units write as words.
  private static let common: Set<String> = [
    "http", "https", "tcp", "udp", "sctp", "grpc", "ssh", "ldap", "ldaps", "oci", "docker",
    "com", "org", "net", "io", "dev", "local", "localhost", "localdomain", "internal", "lan", "svc",
    "cluster", "arpa", "nip.io", "sslip.io", "amazonaws", "docker.io", "registry.k8s.io",
    "quay.io", "ghcr.io", "gcr.io", "k8s.gcr.io",
    "yaml", "yml", "json", "txt", "conf", "log", "crt", "pem", "key", "service", "socket", "timer",
    "true", "false", "null", "none", "yes", "no", "on", "off",
    "linux", "windows", "amd64", "arm64", "root", "default", "kubernetes", "importlint",
    "k3s", "rke2", "k3s-agent", "rke2-agent", "rke2-server", "k3s-server", "ok", "passed", "check",
    "rancher-import", "utf-8", "snapshot", "snapshots", "target", "waivers", "baseline", "report",
    "result", "tmp", "home",
  ]

  /// Whether rules or this program use a word in their sentences, so that it tells nothing in one.
  func isProse(_ word: String) -> Bool { prose.contains(asciiLowercased(word)) }

  /// Whether a word stays, whatever its case.
  public func knows(_ word: some StringProtocol) -> Bool {
    words.contains(asciiLowercased(String(word)))
  }

  public mutating func add(_ word: some StringProtocol) {
    words.insert(asciiLowercased(String(word)))
    longest = max(longest, word.utf8.count)
  }

  /// Takes in a text without blanks that is compared with as a whole: itself, and what dots, colons
  /// and slashes set apart in it.
  public mutating func add(literal text: some StringProtocol) {
    for piece in text.utf8.split(whereSeparator: { !WordForm.isOfPiece($0) }) {
      let piece = WordForm.trimmed(String(decoding: piece, as: UTF8.self))
      guard piece.utf8.count > 1, !WordForm.isAddress(piece) else { continue }
      add(piece)
      for label in piece.split(separator: ".") where label.utf8.count > 1 { add(label) }
    }
  }

  /// Takes in a text of rules or of a program: its literals, and the words that no prose has.
  public mutating func add(source text: some StringProtocol) {
    for line in text.split(separator: "\n") {
      addNetworks(in: Substring(line))
      for word in Self.quotedWords(in: Substring(line)) { add(literal: word) }
      for run in line.utf8.split(whereSeparator: { !WordForm.isOfPiece($0) }) {
        let word = WordForm.trimmed(String(decoding: run, as: UTF8.self))
        if WordForm.isPlain(word) { prose.insert(asciiLowercased(word)) }
        if !WordForm.isPlain(word) || word.dropFirst().contains(where: \.isUppercase) {
          add(literal: word)
        }
        // A field that an expression selects.
        for part in word.split(separator: ".").dropFirst() where WordForm.isPlain(part) {
          add(part)
        }
      }
    }
  }

  private mutating func addNetworks(in line: Substring) {
    let isOfAddress: (UInt8) -> Bool = {
      WordForm.isHex($0) || [0x2E, 0x2F, 0x3A].contains($0)
    }
    for run in line.utf8.split(whereSeparator: { !isOfAddress($0) }) where run.count > 3 {
      let text = String(Substring(run))
      if let network = CIDR(text) {
        networks.insert(network.masked)
      } else if let address = IPAddress(text) {
        networks.insert(CIDR(address: address, prefixLength: address.bitWidth))
      }
    }
  }

  /// What stands in quotes, of one line of an expression and without blanks.
  private static func quotedWords(in line: Substring) -> [String] {
    var found: [String] = []
    var open: (quote: UInt8, text: [UInt8])?
    for byte in line.utf8 {
      if let (quote, text) = open {
        if byte == quote {
          let word = trimmed(String(decoding: text, as: UTF8.self))
          if !word.isEmpty, !word.contains(" ") { found.append(word) }
          open = nil
        } else {
          open = (quote, text + [byte])
        }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        open = (byte, [])
      }
    }
    return found
  }

  private static func trimmed(_ text: String) -> String {
    let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    return String(decoding: text.utf8.drop(while: blank), as: UTF8.self)
      .reversedTrimming(blank)
  }
}

extension String {
  /// Without what fits at its end.
  fileprivate func reversedTrimming(_ isDropped: (UInt8) -> Bool) -> String {
    var bytes = Array(utf8)
    while let last = bytes.last, isDropped(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

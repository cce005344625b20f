import Basics

/// What turns replacements back: a key, and what was replaced with it.
public struct AnonymizationMap: Sendable, Equatable {
  public let key: AnonymizationKey
  /// Words by their replacements.
  public var names: [String: String]
  /// Addresses and networks by their replacements.
  public var addresses: [String: String]

  public init(
    key: AnonymizationKey, names: [String: String] = [:], addresses: [String: String] = [:]
  ) {
    self.key = key
    self.names = names
    self.addresses = addresses
  }

  /// The text of a file that holds it.
  public var json: String {
    func object(_ pairs: [String: String]) -> String {
      if pairs.isEmpty { return "{}" }
      let lines = pairs.sorted { $0.key.precedesByBytes($1.key) }.map {
        "    \(QuotedText.json($0.key)): \(QuotedText.json($0.value))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n  }"
    }
    return """
      {
        "importlintMap": 1,
        "key": "\(key.text)",
        "names": \(object(names)),
        "addresses": \(object(addresses))
      }

      """
  }

  /// A text in which each replacement is again what it stands for.
  public func restored(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var cursor = 0
    while cursor < text.count {
      guard Self.isOfRun(text[cursor]) else {
        output.append(text[cursor])
        cursor += 1
        continue
      }
      let run = text[cursor...].prefix(while: Self.isOfRun)
      cursor += run.count
      output += restored(run: String(decoding: run, as: UTF8.self)).utf8
    }
    return output
  }

  private static func isOfRun(_ byte: UInt8) -> Bool {
    WordForm.isLetter(byte) || WordForm.isDigit(byte)
      || [0x2B, 0x2D, 0x2E, 0x2F, 0x3A, 0x5F].contains(byte)
  }

  /// The longest parts first: a network before its address, a name before its words.
  private func restored(run: String) -> String {
    if let found = addresses[run] ?? names[run] { return found }
    for mark in "/:.+-_".utf8 where run.utf8.contains(mark) {
      // From the right, so that a port or a length is cut from an address.
      let parts = run.utf8.split(separator: mark, omittingEmptySubsequences: false)
        .map { String(Substring($0)) }
      if mark == UInt8(ascii: "."), parts.count > 4 || parts.contains(where: { $0.contains("-") }),
        let found = restoredWithAddress(run)
      {
        return found
      }
      if mark == UInt8(ascii: "-"), let found = restoredDashed(parts) { return found }
      return parts.map(restored(run:)).joined(separator: String(Unicode.Scalar(mark)))
    }
    return run
  }

  /// An address beside other labels, or two of them with a dash between.
  private func restoredWithAddress(_ run: String) -> String? {
    let halves = run.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    if halves.contains(where: { addresses[$0] != nil }) {
      return halves.map(restored(run:)).joined(separator: "-")
    }
    let parts = run.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4 else { return nil }
    for start in 0...parts.count - 4 {
      guard let found = addresses[parts[start..<start + 4].joined(separator: ".")] else { continue }
      let left = parts[..<start].map(restored(run:))
      let right = parts[(start + 4)...].map(restored(run:))
      return (left + [found] + right).joined(separator: ".")
    }
    return nil
  }

  private func restoredDashed(_ parts: [String]) -> String? {
    guard parts.count >= 4 else { return nil }
    for start in 0...parts.count - 4 {
      guard let found = addresses[parts[start..<start + 4].joined(separator: ".")] else { continue }
      let left = parts[..<start].map(restored(run:))
      let right = parts[(start + 4)...].map(restored(run:))
      let address = found.split(separator: ".").joined(separator: "-")
      return (left + [address] + right).joined(separator: "-")
    }
    return nil
  }
}

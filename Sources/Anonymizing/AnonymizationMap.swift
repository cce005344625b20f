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
    restored(run: run, marks: "/:.+-_".utf8[...])
  }

  private func restored(run: String, marks: Substring.UTF8View) -> String {
    if let found = addresses[run] ?? names[run] { return found }
    guard let mark = marks.first else { return run }
    // A port or a length is cut from an address before the address from words around it.
    if mark == UInt8(ascii: "."), let found = restoredWithNumbers(run, marks) { return found }
    guard run.utf8.contains(mark) else { return restored(run: run, marks: marks.dropFirst()) }
    return run.utf8.split(separator: mark, omittingEmptySubsequences: false)
      .map { restored(run: String(Substring($0)), marks: marks.dropFirst()) }
      .joined(separator: String(Unicode.Scalar(mark)))
  }

  /// Addresses, and four numbers that are none, beside other words; nil if there are no such.
  private func restoredWithNumbers(_ run: String, _ marks: Substring.UTF8View) -> String? {
    let bytes = Array(run.utf8)
    var output = ""
    var (kept, cursor) = (0, 0)
    while let quad = NumberQuad.first(in: bytes, from: cursor) {
      cursor = quad.range.upperBound
      guard let found = original(of: quad, String(decoding: bytes[quad.range], as: UTF8.self))
      else { continue }
      let before = String(decoding: bytes[kept..<quad.range.lowerBound], as: UTF8.self)
      output += restored(run: before, marks: marks) + found
      kept = cursor
    }
    if kept == 0 { return nil }
    let rest = String(decoding: bytes[kept...], as: UTF8.self)
    return output + restored(run: rest, marks: marks)
  }

  private func original(of quad: NumberQuad, _ text: String) -> String? {
    if let found = names[text] { return found }
    let isDotted = quad.mark == UInt8(ascii: ".")
    guard let octets = quad.octets,
      let found = addresses[octets.map { String($0) }.joined(separator: ".")]
    else { return nil }
    return isDotted ? found : found.split(separator: ".").joined(separator: "-")
  }
}

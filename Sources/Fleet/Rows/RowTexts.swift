import Basics

/// The texts of a row, each once: what findings have in common is written down once, and they refer
/// to it by number.
///
/// A text with the name of a finding's subject in it is kept as what lies around that name, so that
/// findings that differ in their subjects alone share it.
struct RowTexts {
  /// What lies around the name; a text without it is one piece.
  typealias Pieces = [String]

  /// What a message begins with that says why something is unknown, and what is between reasons.
  static let undecided = "not decided: "
  static let reasonSeparator = "; "

  private(set) var all: [Pieces] = []
  private var numbers: [[ByteText]: Int] = [:]

  /// Shorter names are found where they mean something else.
  private static let nameLength = 3

  mutating func number(of text: String) -> Int { number(of: [text]) }

  mutating func number(of text: String, on subject: String) -> Int {
    guard let name = Self.name(in: subject) else { return number(of: text) }
    return number(of: text.pieces(around: name))
  }

  private mutating func number(of pieces: Pieces) -> Int {
    let key = pieces.map(ByteText.init)
    if let number = numbers[key] { return number }
    numbers[key] = all.count
    all.append(pieces)
    return all.count - 1
  }

  /// The name of a subject, without its kind and namespace; nil where texts do not hold it.
  static func name(in subject: String) -> String? {
    let bytes = subject.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let name = bytes[bytes.index(after: slash)...]
    return name.count >= nameLength ? String(Substring(name)) : nil
  }
}

/// Full ids of rules as a row writes them: the pack that most of them are of is written once.
struct RowPack {
  let name: String

  /// The pack of most of these ids.
  init(of ids: [String]) {
    var counts: [Substring: Int] = [:]
    for id in ids {
      let parts = id.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { counts[parts[0], default: 0] += 1 }
    }
    let most = counts.max { left, right in
      left.value != right.value
        ? left.value < right.value : String(right.key).precedesByBytes(String(left.key))
    }
    name = most.map { String($0.key) } ?? ""
  }

  init(name: String) { self.name = name }

  /// `r` for `pack/r`, `/r` for an id without a pack.
  func short(_ id: String) -> String {
    let prefix = name + "/"
    if id.utf8.starts(with: prefix.utf8) {
      let rest = id.utf8.dropFirst(prefix.utf8.count)
      if !rest.isEmpty, !rest.contains(UInt8(ascii: "/")) { return String(Substring(rest)) }
    }
    return id.utf8.contains(UInt8(ascii: "/")) && id.utf8.first != UInt8(ascii: "/")
      ? id : "/" + id
  }

  func full(_ id: String) -> String {
    if id.utf8.first == UInt8(ascii: "/") { return String(Substring(id.utf8.dropFirst())) }
    return id.utf8.contains(UInt8(ascii: "/")) ? id : "\(name)/\(id)"
  }
}

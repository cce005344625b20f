import Basics
import Engine

/// Ids of rules as a row writes them: the pack that most of them are of is written once, and so is
/// the first word of those that follow each other, as shells do with braces.
struct RowPack {
  let name: String

  private static let idLength = 512
  /// Bytes of the full ids that may still be read: what is written once is part of any number.
  private var left = JudgedRowReader.textLimit

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

  /// The pack of this name, which is empty where no rule has one.
  init(name: String) throws(ResultMistake) { self.name = try Self.checked(name) }

  // MARK: One id

  /// `r` for `pack/r`, `/r` for an id without a pack.
  private func short(_ id: String) -> String {
    let prefix = name + "/"
    if id.utf8.starts(with: prefix.utf8) {
      let rest = id.utf8.dropFirst(prefix.utf8.count)
      if !rest.isEmpty, !rest.contains(UInt8(ascii: "/")) { return String(Substring(rest)) }
    }
    return id.utf8.contains(UInt8(ascii: "/")) && id.utf8.first != UInt8(ascii: "/")
      ? id : "/" + id
  }

  mutating func full(_ id: String) throws(ResultMistake) -> String {
    let id = try Self.checked(id)
    guard let first = id.utf8.first else { throw Self.mistake }
    let full =
      if first == UInt8(ascii: "/") {
        String(Substring(id.utf8.dropFirst()))
      } else if id.utf8.contains(UInt8(ascii: "/")) {
        id
      } else {
        try Self.checked("\(name)/\(id)")
      }
    left -= full.utf8.count
    guard left >= 0 else { throw ResultMistake("has ids without end") }
    return full
  }

  /// Ids of rules are words of bounded length, which leaves letters to write lists of them with.
  static func checked(_ id: String) throws(ResultMistake) -> String {
    let isWord = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    guard isWord, id.utf8.count <= idLength else { throw mistake }
    return id
  }

  private static let mistake = ResultMistake("has an id that no rule has")

  // MARK: Lists of them

  /// `missing-{agent-proxy,cluster-admin} zombie-node`.
  func joined(_ ids: [String]) -> String {
    var words: [(head: String, rests: [String])] = []
    for id in ids.map(short) {
      let parts = id.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, let last = words.last, !last.rests.isEmpty, last.head == parts[0] {
        words[words.count - 1].rests.append(String(parts[1]))
      } else {
        words.append((String(parts[0]), parts.dropFirst().map(String.init)))
      }
    }
    return words.map { head, rests in
      if rests.isEmpty { return head }
      return rests.count == 1
        ? "\(head)-\(rests[0])" : "\(head)-{\(rests.joined(separator: ","))}"
    }.joined(separator: " ")
  }

  /// The full ids of such a list.
  mutating func ids(
    _ text: String, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> [String] {
    if text.isEmpty { return [] }
    var ids: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let parts = word.split(separator: "{", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        ids.append(shared[try full(String(word))])
        continue
      }
      guard parts[0].last == "-", parts[1].last == "}" else {
        throw Self.mistake
      }
      let head = try Self.checked(String(parts[0]))
      for rest in parts[1].dropLast().split(separator: ",", omittingEmptySubsequences: false) {
        ids.append(shared[try full(head + rest)])
      }
    }
    return ids
  }
}

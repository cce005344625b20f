import Basics

/// The texts of messages, cut where other messages of the row go on otherwise: what they have in
/// common is written once, and messages name the pieces by number.
struct RowTexts {
  /// The number of the name of the finding's subject; pieces count from 1.
  static let nameNumber = 0

  /// The pieces that messages name.
  private(set) var all: [String] = []
  /// The pieces of each message, by number.
  private(set) var messages: [[Int]] = []

  /// What phrases end with, and a space.
  private static let phraseEnds = Array(",;:".utf8)
  /// Shorter names are found where they mean something else.
  private static let nameLength = 3
  /// Bytes of a number in a list, and of what is around a text in one.
  private static let numberLength = 3
  private static let quotingLength = 3
  /// How often pieces are joined: each time doubles what is one at most.
  private static let joinLimit = 24

  /// While pieces are joined: all that there were, and their numbers.
  private var pieces: [String] = []
  private var numbers: [ByteText: Int] = [:]

  init(_ messages: [(text: String, subject: String)]) {
    self.messages = messages.map { message in
      guard let name = Self.name(in: message.subject) else { return phrases(message.text) }
      let around = message.text.pieces(around: name).map { phrases($0) }
      return Array(around.joined(separator: [Self.nameNumber]))
    }
    var rounds = 0
    while rounds < Self.joinLimit, join() { rounds += 1 }
    keepNamed()
  }

  /// The name of a subject, without its kind and namespace; nil where texts do not hold it.
  static func name(in subject: String) -> String? {
    let bytes = subject.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let name = bytes[bytes.index(after: slash)...]
    return name.count >= nameLength ? String(Substring(name)) : nil
  }

  private mutating func number(of piece: String) -> Int {
    let next = pieces.count + 1
    let number = numbers[ByteText(piece), default: next]
    if number == next {
      pieces.append(piece)
      numbers[ByteText(piece)] = number
    }
    return number
  }

  private mutating func phrases(_ text: String) -> [Int] {
    let bytes = Array(text.utf8)
    var found: [Int] = []
    var start = 0
    for end in bytes.indices.dropFirst()
    where bytes[end] == UInt8(ascii: " ") && Self.phraseEnds.contains(bytes[end - 1]) {
      found.append(number(of: String(decoding: bytes[start...end], as: UTF8.self)))
      start = end + 1
    }
    if start < bytes.count {
      found.append(number(of: String(decoding: bytes[start...], as: UTF8.self)))
    }
    return found
  }

  // MARK: Joining

  /// Two pieces that follow each other.
  private struct Pair: Hashable {
    var left: Int
    var right: Int

    /// One of the name, or of a piece with itself, is none.
    init?(_ left: Int, _ right: Int) {
      guard left != right, left != nameNumber, right != nameNumber else { return nil }
      self.left = left
      self.right = right
    }
  }

  /// Joins pieces wherever that is shorter, those first that gain most by it.
  ///
  /// - Returns: whether there were any.
  private mutating func join() -> Bool {
    var counts = [Int](repeating: 0, count: pieces.count + 1)
    var pairs: [Pair: Int] = [:]
    for message in messages {
      for number in message { counts[number] += 1 }
      for (left, right) in zip(message, message.dropFirst()) {
        if let pair = Pair(left, right) { pairs[pair, default: 0] += 1 }
      }
    }
    let gains = pairs.map { pair, count in
      (pair: pair, gain: gain(of: pair, count: count, counts))
    }.filter { $0.gain > 0 }.sorted { left, right in
      if left.gain != right.gain { return left.gain > right.gain }
      return (left.pair.left, left.pair.right) < (right.pair.left, right.pair.right)
    }
    var taken = Set<Int>()
    var joined: [Pair: Int] = [:]
    for (pair, _) in gains where !taken.contains(pair.left) && !taken.contains(pair.right) {
      taken.formUnion([pair.left, pair.right])
      joined[pair] = number(of: pieces[pair.left - 1] + pieces[pair.right - 1])
    }
    messages = messages.map { Self.joined($0, joined) }
    return !joined.isEmpty
  }

  /// Bytes that are saved where a pair is one piece: the one is new, and of the two those go that
  /// stand nowhere else.
  private func gain(of pair: Pair, count: Int, _ counts: [Int]) -> Int {
    let lengths = [pair.left, pair.right].map { pieces[$0 - 1].utf8.count }
    var gain = Self.numberLength * count - lengths.reduce(Self.quotingLength, +)
    for (number, length) in zip([pair.left, pair.right], lengths) where counts[number] == count {
      gain += length + Self.quotingLength
    }
    return gain
  }

  private static func joined(_ message: [Int], _ pairs: [Pair: Int]) -> [Int] {
    var result: [Int] = []
    var index = 0
    while index < message.count {
      if index + 1 < message.count, let pair = Pair(message[index], message[index + 1]),
        let number = pairs[pair]
      {
        result.append(number)
        index += 2
      } else {
        result.append(message[index])
        index += 1
      }
    }
    return result
  }

  /// Counts pieces in the order in which messages name them, and forgets the others.
  private mutating func keepNamed() {
    var kept = [Int](repeating: Self.nameNumber, count: pieces.count + 1)
    for index in messages.indices {
      messages[index] = messages[index].map { number in
        if number != Self.nameNumber, kept[number] == Self.nameNumber {
          all.append(pieces[number - 1])
          kept[number] = all.count
        }
        return kept[number]
      }
    }
    pieces = []
    numbers = [:]
  }
}

/// Four numbers in a name, or more, with dots or dashes between: an IPv4 address, or what looks
/// like one.
struct NumberQuad {
  /// The bytes of the name that hold it.
  let range: Range<Int>
  let mark: UInt8
  /// Of an address; nil where a number is too great, or begins with a zero that some readers take
  /// for octal, and where there are more than four.
  let octets: [UInt8]?

  /// The first from an index on; nil if there is none. Takes time in proportion to what it passes.
  static func first(in name: [UInt8], from start: Int) -> NumberQuad? {
    var index = start
    while index < name.count {
      if WordForm.isDigit(name[index]), mayBegin(in: name, at: index),
        let found = NumberQuad(name, at: index)
      {
        return found
      }
      index += 1
    }
    return nil
  }

  /// Behind anything but a digit, `ip10.42.0.7`, or the `v` of a version.
  private static func mayBegin(in name: [UInt8], at index: Int) -> Bool {
    guard index > 0 else { return true }
    if name[index - 1] | 0x20 == UInt8(ascii: "v") { return index > 1 && isWord(name[index - 2]) }
    return !WordForm.isDigit(name[index - 1])
  }

  private init?(_ name: [UInt8], at start: Int) {
    var cursor = start
    var mark: UInt8?
    var numbers: [Int] = []
    var hasZero = false
    while true {
      let digits = name[cursor...].prefix(4).prefix(while: WordForm.isDigit)
      guard (1...3).contains(digits.count) else { return nil }
      hasZero = hasZero || digits.count > 1 && digits.first == 0x30
      numbers.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      cursor += digits.count
      if numbers.count == 4 { break }
      guard cursor < name.count, mark.map({ $0 == name[cursor] }) ?? Self.isMark(name[cursor])
      else { return nil }
      mark = name[cursor]
      cursor += 1
    }
    self.mark = mark ?? UInt8(ascii: ".")
    let end = Self.endOfMore(name, from: cursor, self.mark)
    range = start..<end
    let octets = numbers.compactMap { UInt8(exactly: $0) }
    self.octets = hasZero || octets.count < 4 || end > cursor ? nil : octets
  }

  /// The end of further numbers of up to three digits: where there are some, nobody knows which
  /// four belong together.
  private static func endOfMore(_ name: [UInt8], from start: Int, _ mark: UInt8) -> Int {
    var end = start
    while end < name.count, name[end] == mark {
      let digits = name[(end + 1)...].prefix(4).prefix(while: WordForm.isDigit)
      guard (1...3).contains(digits.count) else { break }
      end += 1 + digits.count
    }
    return end
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    WordForm.isLetter(byte) || WordForm.isDigit(byte) || byte >= 0x80
  }
}

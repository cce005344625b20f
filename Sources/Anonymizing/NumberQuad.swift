/// Four numbers in a name, with dots or dashes between: an IPv4 address, or what looks like one.
struct NumberQuad {
  /// The bytes of the name that hold it.
  let range: Range<Int>
  let mark: UInt8
  /// Of an address; nil where a number is too great, or begins with a zero that some readers take
  /// for octal.
  let octets: [UInt8]?

  /// The first from an index on; nil if there is none. Takes time in proportion to what it passes.
  static func first(in name: [UInt8], from start: Int) -> NumberQuad? {
    var index = start
    while index < name.count {
      let isApart = index == 0 || !isWord(name[index - 1])
      if isApart, WordForm.isDigit(name[index]), let found = NumberQuad(name, at: index) {
        return found
      }
      index += 1
    }
    return nil
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
    if cursor < name.count, Self.isWord(name[cursor]) { return nil }
    range = start..<cursor
    self.mark = mark ?? UInt8(ascii: ".")
    let octets = numbers.compactMap { UInt8(exactly: $0) }
    self.octets = hasZero || octets.count < 4 ? nil : octets
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    WordForm.isLetter(byte) || WordForm.isDigit(byte) || byte >= 0x80
  }
}

/// A name of which words are dropped from its end. Words are told apart by signs and digits, and by
/// capitals after small letters.
struct WordsFromEnd {
  private let name: UnsafeBufferPointer<UInt8>
  /// Where what is left of it ends, after a letter.
  private var end: Int
  /// Where the last word starts.
  private var start = 0

  /// nil if there is no letter.
  init?(_ name: UnsafeBufferPointer<UInt8>) {
    self.name = name
    end = name.count
    guard findWord() else { return nil }
  }

  /// Drops the last word; whether there is another.
  mutating func dropWord() -> Bool {
    end = start
    return findWord()
  }

  private mutating func findWord() -> Bool {
    while end > 0, !isLetter(end - 1) { end -= 1 }
    guard end > 0 else { return false }
    start = end - 1
    while !isWordStart(start) { start -= 1 }
    return true
  }

  /// Whether the last word follows a stop.
  var lastWordFollowsStop: Bool { start > 0 && name[start - 1] == UInt8(ascii: ".") }

  /// Whether words stand before the last one.
  var hasMoreWords: Bool { (0..<start).contains(where: isLetter) }

  /// Whether the whole name is written like that of a variable, in capitals.
  var isVariable: Bool { !name.contains { $0 &- 0x61 < 26 } }

  /// Whether a name may have an ending in it that is distinct.
  var mayBeDistinct: Bool {
    (1..<max(1, end)).contains { i in
      let letter = name[i] | 0x20
      return name[i - 1] | 0x20 == UInt8(ascii: "p")
        && (letter == UInt8(ascii: "a") || letter == UInt8(ascii: "i"))
    }
  }

  /// What its end means, with or without the `s` of a plural.
  func meaning(by endings: NameEndings) -> NameMeaning {
    let meaning = meaning(by: endings, before: end)
    let isPlural = name[end - 1] | 0x20 == UInt8(ascii: "s")
    return isPlural ? meaning.union(self.meaning(by: endings, before: end - 1)) : meaning
  }

  private func meaning(by endings: NameEndings, before end: Int) -> NameMeaning {
    var meaning: NameMeaning = []
    var ending = NameEndings.root
    var i = end
    while i > 0 {
      i -= 1
      guard isLetter(i) else { continue }
      guard let longer = endings.longer(ending, by: name[i] | 0x20) else { break }
      ending = longer
      meaning.formUnion(endings.meaning(of: ending, isWord: isWordStart(i)))
    }
    return meaning
  }

  private func isLetter(_ i: Int) -> Bool { (name[i] | 0x20) &- 0x61 < 26 }

  private func isCapital(_ i: Int) -> Bool { name[i] &- 0x41 < 26 }

  private func isWordStart(_ i: Int) -> Bool {
    i == 0 || !isLetter(i - 1) || isCapital(i) && !isCapital(i - 1)
  }
}

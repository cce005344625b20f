import CLibrary

// What the standard library does by characters: texts of other programs are megabytes of anything,
// and compare by their bytes. These are preferred to its own, which are generic.

extension String {
  /// Whether `text` stands in it, byte for byte.
  public func contains(_ text: String) -> Bool { self[...].contains(text) }

  /// The parts between separators.
  public func split(
    separator: Character, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    self[...].split(
      separator: separator, maxSplits: maxSplits,
      omittingEmptySubsequences: omittingEmptySubsequences)
  }
}

extension Substring {
  /// Whether `text` stands in it, byte for byte.
  public func contains(_ text: String) -> Bool {
    var (own, text) = (self, text)
    return own.withUTF8 { own in text.withUTF8 { own.firstOffset(of: $0) != nil } }
  }

  /// The parts between separators. A line's end may be two bytes, and is left to characters.
  public func split(
    separator: Character, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    guard let byte = separator.asciiValue, byte != 0x0A, byte != 0x0D else {
      return split(
        maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences
      ) { $0 == separator }
    }
    return utf8.split(
      separator: byte, maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences
    ).map { Substring($0) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where `text` stands first.
  fileprivate func firstOffset(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let wanted = text.baseAddress, !text.isEmpty else { return 0 }
    var at = 0
    while let base = baseAddress, at + text.count <= count,
      let found = memchr(base + at, Int32(wanted[0]), count - text.count + 1 - at)
    {
      at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if memcmp(base + at, wanted, text.count) == 0 { return at }
      at += 1
    }
    return nil
  }
}

// Chinese, Japanese and Korean text: its characters take two columns of a terminal, and its words
// are not parted by spaces.

extension Unicode.Scalar {
  /// Whether it takes two columns of a terminal.
  public var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// Whether it is punctuation that is as wide as an ideograph, which brings its own space: `，`.
  public var isWidePunctuation: Bool {
    (0x3000...0x303F).contains(value) || (0xFF00...0xFF0F).contains(value)
      || (0xFF1A...0xFF20).contains(value) || (0xFF3B...0xFF40).contains(value)
      || (0xFF5B...0xFF60).contains(value)
  }

  /// Whether a space stands between it and the first scalar of a line that follows in its place.
  public func needsSpace(before next: Unicode.Scalar) -> Bool {
    !(isWide && next.isWide) && !isWidePunctuation && !next.isWidePunctuation
  }

  /// Whether a line may end between it and the scalar that follows without a space.
  public func maySplit(before next: Unicode.Scalar) -> Bool {
    guard isWide && next.isWide || isWidePunctuation || next.isWidePunctuation else {
      return false
    }
    return !"（「『【《〈".unicodeScalars.contains(self)
      && !"，。、；：？！）」』】》〉".unicodeScalars.contains(next)
  }
}

extension String {
  /// The lines of each paragraph as one: with a space between two lines, except where one of them
  /// ends or begins with wide punctuation, or both with wide characters. Empty lines and list items
  /// (`- `) begin anew.
  public var joiningLines: String {
    var joined = String.UnicodeScalarView()
    var isNew = true
    for line in unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.drop { $0 == " " }
      guard let first = words.first else {
        isNew = true
        continue
      }
      if isNew || words.starts(with: "- ".unicodeScalars), !joined.isEmpty {
        joined.append(contentsOf: (isNew ? "\n\n" : "\n").unicodeScalars)
        joined.append(contentsOf: words)
        isNew = false
        continue
      }
      isNew = false
      while joined.last == " " { joined.removeLast() }
      if let last = joined.last, last.needsSpace(before: first) { joined.append(" ") }
      joined.append(contentsOf: words)
    }
    while joined.last == " " { joined.removeLast() }
    return String(joined)
  }
}

// Values that stand beside the name that says what they are: in pairs of lists and of XML.

extension CredentialSearch {
  /// Bytes of a tag that are looked at.
  private static let tagLimit = 512

  /// The next element after that of a name: `<name>password</name> <value>…</value>`, or `<key>`
  /// and `<string>` of a property list.
  func nextElement(after tag: Int) -> Range<Int>? {
    guard starts(tag, "</") else { return nil }
    let limit = min(range.upperBound, tag + CredentialSearch.tagLimit)
    guard var offset = (tag..<limit).first(where: { bytes[$0] == UInt8(ascii: ">") }) else {
      return nil
    }
    offset += 1
    while offset < limit, bytes[offset] <= 0x20 { offset += 1 }
    let tags: [StaticString] = ["<value>", "<string>"]
    guard let next = tags.first(where: { starts(offset, $0) }) else { return nil }
    let start = offset + next.utf8CodeUnitCount
    let end = (start..<range.upperBound).first { bytes[$0] == UInt8(ascii: "<") }
    return start..<(end ?? range.upperBound)
  }

  /// The value that stands before the name in a tag: `<add value="…" key="password"/>`.
  func attribute(before name: Range<Int>) -> Range<Int>? {
    let floor = max(range.lowerBound, name.lowerBound - CredentialSearch.tagLimit)
    var start = name.lowerBound
    while start > floor, bytes[start - 1] != UInt8(ascii: "<") { start -= 1 }
    guard start > floor,
      let value = (start..<name.lowerBound).first(where: {
        bytes[$0 - 1] <= 0x20 && starts($0, "value=")
      })
    else { return nil }
    var open = value + 6
    while open < name.lowerBound, bytes[open] == UInt8(ascii: "\\") { open += 1 }
    guard open < name.lowerBound, isQuote(bytes[open]) else { return nil }
    let end = (open + 1..<name.lowerBound).first { bytes[$0] == bytes[open] }
    return open + 1..<(end ?? name.lowerBound)
  }

  /// The second text of a list of two, whose first is a name: `["password", "…"]`.
  func secondOfTwo(after comma: Int, _ name: Range<Int>, _ slashes: Int) -> Range<Int>? {
    var before = name.lowerBound - slashes - 1
    guard before > range.lowerBound else { return nil }
    repeat { before -= 1 } while before > range.lowerBound && bytes[before] <= 0x20
    var offset = comma + 1
    while offset < range.upperBound, bytes[offset] <= 0x20 { offset += 1 }
    offset += slashes
    guard bytes[before] == UInt8(ascii: "["), bytes[comma] == UInt8(ascii: ","),
      offset < range.upperBound, isQuote(bytes[offset]),
      let text = quoted(at: offset, slashes: slashes)
    else { return nil }
    offset = min(range.upperBound, text.upperBound + slashes + 1)
    while offset < range.upperBound, bytes[offset] <= 0x20 { offset += 1 }
    return offset == range.upperBound || bytes[offset] == UInt8(ascii: "]") ? text : nil
  }

  /// The value of a key that stands in the next line, deeper than the key or in quotes.
  func nextLine(after end: Int, of word: Range<Int>, isQuoted: Bool) -> Range<Int>? {
    var offset = end
    while offset < range.upperBound, bytes[offset] <= 0x20 { offset += 1 }
    guard offset < range.upperBound else { return nil }
    if isQuoted { return isQuote(bytes[offset]) ? quoted(at: offset, slashes: 0) : nil }
    var line = word.lowerBound
    while line > range.lowerBound, bytes[line - 1] != 0x0A { line -= 1 }
    var next = offset
    while next > end, bytes[next - 1] != 0x0A { next -= 1 }
    let rest = offset..<endOfLine(from: offset)
    let isItem = bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: "#")
    guard offset - next > indentation(at: line), !isItem, !isEntry(rest) else { return nil }
    return rest
  }

  /// What is written into `docker login --password-stdin`: `echo … |` before it, or `<<<` after.
  func pipedValue(into flag: Range<Int>) -> Range<Int>? {
    var after = flag.upperBound
    if skipBlanks(&after) > 0, starts(after, "<<<") {
      after += 3
      _ = skipBlanks(&after)
      return after < range.upperBound ? after..<endOfLine(from: after) : nil
    }
    let floor = max(range.lowerBound, flag.lowerBound - CredentialSearch.tagLimit)
    let before = bytes[floor..<flag.lowerBound]
    let line = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? floor
    guard let pipe = bytes[line..<flag.lowerBound].lastIndex(of: UInt8(ascii: "|")) else {
      return nil
    }
    let commands: [StaticString] = ["echo ", "printf "]
    for start in (line..<pipe).reversed() {
      guard let command = commands.first(where: { starts(start, $0) }) else { continue }
      return start + command.utf8CodeUnitCount..<pipe
    }
    return nil
  }
}

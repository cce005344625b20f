// Where the value of a name stands.

extension CredentialSearch {
  /// The value of the name that ends a word; nil if none follows.
  ///
  /// - Parameter isPaired: Whether the word is the `value` of a pair itself, and names no other.
  func value(of word: Range<Int>, isFlag: Bool, isPaired: Bool = false) -> Range<Int>? {
    var offset = word.upperBound
    let slashes = skip(&offset, UInt8(ascii: "\\"))
    let isQuoted = offset < range.upperBound && isQuote(bytes[offset])
    if isQuoted { offset += 1 }
    let blank = skipBlanks(&offset)
    guard offset < range.upperBound else { return nil }
    switch bytes[offset] {
    case UInt8(ascii: ":"), UInt8(ascii: "="):

      return assigned(after: offset + 1, to: word, isQuoted: isQuoted, isPaired: isPaired)
    case UInt8(ascii: ">"): return untilByte(UInt8(ascii: "<"), from: offset + 1)
    case UInt8(ascii: "<"): return isPaired ? nil : nextElement(after: offset)
    case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      if !isPaired, let paired = pairedValue(after: offset) { return paired }
      if isQuoted, let second = secondOfTwo(after: offset, word, slashes) { return second }
      return isFlag ? nextItem(after: offset, slashes: slashes) : nil
    default:
      if isQuoted, !isFlag {
        return isPaired ? nil : pairedValue(after: offset) ?? attribute(before: word)
      }
      if isFlag { return flagValue(at: offset, after: blank) }
      // SQL: `SET PASSWORD = PASSWORD('…')`.
      if bytes[offset] == UInt8(ascii: "("), offset + 1 < range.upperBound,
        isQuote(bytes[offset + 1])
      {
        return quoted(at: offset + 1, slashes: 0)
      }
      if blank > 0, let value = lineValue(of: word, at: offset) { return value }
      let names: [StaticString] = ["token", "password", "passwd", "passphrase", "pwd"]
      guard blank > 0, names.contains(where: { isEqual(word, $0) }) else { return nil }
      return randomWord(after: word.upperBound, isStrict: true)
    }
  }

  /// `auth_pass abc`, `requirepass abc`, `stats auth user:abc`: the rest of a configuration's line
  /// after a name that is no word of prose, or where the rest has the form of a credential.
  private func lineValue(of word: Range<Int>, at offset: Int) -> Range<Int>? {
    var end = offset
    while end < range.upperBound, bytes[end] > 0x20 { end += 1 }
    let isEndOfLine = end == range.upperBound || bytes[end] == 0x0A || bytes[end] == 0x0D
    guard isEndOfLine, end > offset else { return nil }
    if isEqual(word, "auth") {
      let colon = bytes[offset..<end].firstIndex(of: UInt8(ascii: ":"))
      guard let colon, colon > offset, colon + 1 < end,
        !bytes[colon + 1..<end].allSatisfy(isDigit), bytes[colon + 1] != UInt8(ascii: "/")
      else { return nil }
      return colon + 1..<end
    }
    let names: [StaticString] = ["requirepass", "masterauth", "bindpw", "rootpw", "bindpassword"]
    // Of nginx, before where requests are passed to.
    let addresses: [StaticString] = [
      "proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "memcached_pass",
    ]
    let isName = bytes[word].contains(UInt8(ascii: "_")) || names.contains { isEqual(word, $0) }
    return isName && !addresses.contains { isEqual(word, $0) } ? offset..<end : nil
  }

  // MARK: After a sign

  private func assigned(
    after sign: Int, to word: Range<Int>, isQuoted: Bool, isPaired: Bool
  ) -> Range<Int>? {
    var offset = sign
    let isColon = bytes[sign - 1] == UInt8(ascii: ":")
    while offset < range.upperBound,
      bytes[offset] == UInt8(ascii: "=") || bytes[offset] == UInt8(ascii: ">")
    {
      offset += 1
    }
    _ = skipBlanks(&offset)
    let slashes = skip(&offset, UInt8(ascii: "\\"))
    guard offset < range.upperBound else { return nil }
    if isQuote(bytes[offset]) { return quoted(at: offset, slashes: slashes) }
    if slashes > 0 { offset -= slashes }
    if bytes[offset] == 0x0A || bytes[offset] == 0x0D {
      guard isColon, !isPaired else { return nil }
      if let paired = pairedValue(after: offset) { return paired }
      // Only a line feed ends a line for what follows.
      let end = bytes[offset] == 0x0D ? offset + 1 : offset
      guard end < range.upperBound, bytes[end] == 0x0A else { return nil }
      return items(after: offset) ?? nextLine(after: offset, of: word, isQuoted: isQuoted)
    }
    if isBlock(offset) { return block(under: word, from: offset) }
    if bytes[offset] == UInt8(ascii: "[") {
      // `pass: [node/w1]` names what passes.
      return isEqual(word, "pass") ? nil : elements(after: offset + 1)
    }
    if bytes[offset] == UInt8(ascii: "{") { return nil }
    // `"TOKEN=a b"`: the quote stands before the name.
    if word.lowerBound > range.lowerBound, !isQuoted, isQuote(bytes[word.lowerBound - 1]) {
      return untilByte(bytes[word.lowerBound - 1], from: offset)
    }
    if isQuoted, isColon { return offset..<endOfJSONScalar(from: offset) }
    if isColon || isLineStart(word.lowerBound) { return offset..<endOfLine(from: offset) }
    let end = endOfArgument(from: offset)
    // `PASSWORD = PASSWORD('…')`: a function of SQL.
    if end > offset, end < range.upperBound, isQuote(bytes[end]),
      bytes[end - 1] == UInt8(ascii: "("), let text = quoted(at: end, slashes: 0)
    {
      return offset..<text.upperBound
    }
    return offset..<end
  }

  /// The content of a quoted text, over escaped quotes; to the end where it does not close.
  func quoted(at quote: Int, slashes: Int) -> Range<Int>? {
    let mark = bytes[quote]
    var end = quote + 1
    while end < range.upperBound {
      if bytes[end] == mark {
        var before = 0
        while end - before - 1 > quote, bytes[end - before - 1] == UInt8(ascii: "\\") {
          before += 1
        }
        if mark == UInt8(ascii: "'"), end + 1 < range.upperBound, bytes[end + 1] == mark {
          end += 2
          continue
        }
        if before <= slashes { break }
      }
      end += 1
    }
    let stop = min(end, range.upperBound)
    return quote + 1..<max(quote + 1, stop - (stop < range.upperBound ? slashes : 0))
  }

  /// The scalars with which a list begins, `["a", b]`. Maps and lists in it are looked at by
  /// themselves.
  private func elements(after start: Int) -> Range<Int>? {
    var end = start
    while end < range.upperBound, !isBracket(bytes[end]) {
      guard isQuote(bytes[end]) else {
        end += 1
        continue
      }
      var slashes = 0
      while end - slashes > start, bytes[end - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
      guard let text = quoted(at: end, slashes: slashes) else { break }
      end = min(max(end, text.upperBound) + slashes + 1, range.upperBound)
    }
    let isBlank = bytes[start..<end].allSatisfy { $0 <= 0x20 }
    return isBlank ? nil : start..<end
  }

  private func isBracket(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}")].contains(byte)
  }

  /// The scalars with which a list of lines begins, `- a`, after the key that has it.
  private func items(after start: Int) -> Range<Int>? {
    var found: Range<Int>?
    var line = endOfLine(from: start) + 1
    while line < range.upperBound {
      if bytes[line - 1] == 0x0D { line += 1 }
      let next = endOfLine(from: line)
      let dash = line + indentation(at: line)
      guard dash + 2 < next, bytes[dash] == UInt8(ascii: "-"), bytes[dash + 1] == 0x20,
        !isEntry(dash + 2..<next)
      else { break }
      found = (found?.lowerBound ?? dash + 2)..<next
      line = next + 1
    }
    return found
  }

  /// Whether a line is `key: value` or `key:`, and no scalar.
  func isEntry(_ line: Range<Int>) -> Bool {
    line.contains { i in
      bytes[i] == UInt8(ascii: ":") && (i + 1 == line.upperBound || bytes[i + 1] == 0x20)
    }
  }

  /// `|`, `>`, `|-`: a block of lines follows.
  private func isBlock(_ offset: Int) -> Bool {
    guard bytes[offset] == UInt8(ascii: "|") || bytes[offset] == UInt8(ascii: ">") else {
      return false
    }
    let end = endOfLine(from: offset)
    return end - offset <= 3 && end < range.upperBound
  }

  /// The lines under a key that are deeper than it.
  private func block(under word: Range<Int>, from offset: Int) -> Range<Int>? {
    var start = word.lowerBound
    while start > range.lowerBound, bytes[start - 1] != 0x0A { start -= 1 }
    let outer = indentation(at: start)
    let first = endOfLine(from: offset) + 1
    var end = first
    while end < range.upperBound {
      let next = endOfLine(from: end)
      let depth = indentation(at: end)
      if end + depth < next, depth <= outer { break }
      end = min(next + 1, range.upperBound)
    }
    while end > first, bytes[end - 1] == 0x0A { end -= 1 }
    return first < end ? first..<end : nil
  }

  func indentation(at start: Int) -> Int {
    var offset = start
    while offset < range.upperBound, bytes[offset] == 0x20 { offset += 1 }
    return offset - start
  }

  // MARK: After blanks and commas

  /// The `value` that follows a name in a pair: `"name":"DB_PASSWORD","value":"…"`.
  private func pairedValue(after start: Int) -> Range<Int>? {
    var offset = start
    let between: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x22, 0x27, 0x5C]
    while offset < range.upperBound, between.contains(bytes[offset]) { offset += 1 }
    var end = offset
    while end < range.upperBound, isWord(bytes[end]) { end += 1 }
    guard isEqual(offset..<end, "value") || isEqual(offset..<end, "values") else { return nil }
    return value(of: offset..<end, isFlag: false, isPaired: true)
  }

  /// The next text of a list: `"--token", "…"`.
  private func nextItem(after start: Int, slashes: Int) -> Range<Int>? {
    var offset = start
    let between: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5C]
    while offset < range.upperBound, between.contains(bytes[offset]) { offset += 1 }
    if offset + 1 < range.upperBound, bytes[offset] == UInt8(ascii: "-"),
      bytes[offset + 1] == 0x20
    {
      offset += 2
    }
    guard offset < range.upperBound, bytes[offset] != UInt8(ascii: "-") else { return nil }
    if isQuote(bytes[offset]) {
      guard let text = quoted(at: offset, slashes: slashes), bytes[text.lowerBound] != 0x2D else {
        return nil
      }
      return text
    }
    return offset..<endOfLine(from: offset)
  }

  private func flagValue(at offset: Int, after blank: Int) -> Range<Int>? {
    guard blank > 0, bytes[offset] != UInt8(ascii: "-") else { return nil }
    if isQuote(bytes[offset]) { return quoted(at: offset, slashes: 0) }
    return offset..<endOfArgument(from: offset)
  }

  /// The next word where it looks like no word of a language.
  ///
  /// - Parameter isStrict: Whether a capital letter inside of it is not enough.
  func randomWord(after start: Int, isStrict: Bool) -> Range<Int>? {
    var offset = start
    guard skipBlanks(&offset) > 0, offset < range.upperBound else { return nil }
    if isQuote(bytes[offset]) { offset += 1 }
    let end = endOfRun(from: offset)
    let word = bytes[offset..<end]
    guard word.count >= 6, !word.contains(UInt8(ascii: "/")) || !isStrict else { return nil }
    let hasDigit = word.contains(where: isDigit)
    let hasCapital = word.dropFirst().contains { (0x41...0x5A).contains($0) }
    return hasDigit || hasCapital ? offset..<end : nil
  }

  /// What follows words that name no credential but where they stand: `IDENTIFIED BY '…'` of SQL,
  /// `masterauth …` of Redis, `--user name:…` of curl.
  mutating func phrase(_ word: Range<Int>) -> Range<Int>? {
    var offset = word.upperBound
    if isEqual(word, "by") {
      let before: StaticString = "identified"
      let start = word.lowerBound - before.utf8CodeUnitCount - 1
      guard start >= range.lowerBound, isEqual(start..<word.lowerBound - 1, before),
        skipBlanks(&offset) > 0, offset < range.upperBound, isQuote(bytes[offset])
      else { return nil }
      return quoted(at: offset, slashes: 0)
    }
    if isEqual(word, "requirepass") || isEqual(word, "masterauth") {
      return randomWord(after: word.upperBound, isStrict: false)
    }
    if isEqual(word, "--password-stdin") {
      return pipedValue(into: word) ?? word.upperBound..<word.upperBound
    }
    if isEqual(word, "--user") || isEqual(word, "--proxy-user") {
      guard isLineOf(ProgramsBefore.withUser, before: word.lowerBound) else { return nil }
      if offset < range.upperBound, bytes[offset] == UInt8(ascii: "=") { offset += 1 }
      _ = skipBlanks(&offset)
      return offset < range.upperBound ? flagValue(at: offset, after: 1) : nil
    }
    return nil
  }

  // MARK: Short flags

  /// `curl -u user:…`, `mysql -p…`, `k3s server -t …`: the value of a short flag.
  mutating func shortFlag(_ word: Range<Int>) -> Range<Int>? {
    guard word.count >= 2, bytes[word.lowerBound] == UInt8(ascii: "-") else { return nil }
    guard bytes[word.lowerBound + 1] != UInt8(ascii: "-") else { return nil }
    let named: [Int]
    switch bytes[word.lowerBound + 1] {
    case UInt8(ascii: "u"): named = ProgramsBefore.withUser
    case UInt8(ascii: "p"): named = ProgramsBefore.withPassword
    case UInt8(ascii: "a"): named = ProgramsBefore.redis
    case UInt8(ascii: "w"): named = ProgramsBefore.ldap
    case UInt8(ascii: "t"): named = ProgramsBefore.withToken
    default: return nil
    }
    guard isLineOf(named, before: word.lowerBound) else { return nil }
    if word.count > 2 {
      return word.lowerBound + 2..<endOfArgument(from: word.lowerBound + 2)
    }
    var offset = word.upperBound
    if offset < range.upperBound, bytes[offset] == UInt8(ascii: "=") {
      return offset + 1..<endOfArgument(from: offset + 1)
    }
    let between: [UInt8] = [0x20, 0x22, 0x27, 0x2C, 0x5C]
    while offset < range.upperBound, between.contains(bytes[offset]) { offset += 1 }
    return offset < range.upperBound ? offset..<endOfArgument(from: offset) : nil
  }

  /// Whether one of the programs is named before `offset` in its line.
  private mutating func isLineOf(_ named: [Int], before offset: Int) -> Bool {
    var programs = programs
    programs.advance(to: offset, { starts($0, $1) }, isBreak: { bytes[$0] == 0x0A })
    self.programs = programs
    return programs.contains(named, before: offset)
  }

  // MARK: Parts of a text

  /// What is not a credential though it stands where one would: nothing, a truth value, a reference
  /// to a variable, a mask.
  func isHarmless(_ value: Range<Int>) -> Bool {
    if value.isEmpty || isReference(value) { return true }
    if bytes[value].allSatisfy({ $0 == UInt8(ascii: "*") }) { return true }
    let words: [StaticString] = [
      "true", "false", "null", "none", "nil", "(hidden)", "<none>", "<nil>", "~", "(unknown)",
    ]
    return words.contains { isEqual(value, $0) } || isKindBeforeName(value)
  }

  /// `volume "cattle-credentials" : secret "cattle-credentials-1a2b" not found`: a kubelet's word
  /// for what it names next.
  private func isKindBeforeName(_ value: Range<Int>) -> Bool {
    let end = value.upperBound
    guard end + 1 < bytes.endIndex, bytes[end] == UInt8(ascii: " "),
      bytes[end + 1] == UInt8(ascii: "\"")
    else { return false }
    return isEqual(value, "secret") || isEqual(value, "configmap")
  }

  /// `$(NAME)` or `${NAME}`: a variable that stands for a value, whole.
  func isReference(_ value: Range<Int>) -> Bool {
    guard value.count > 3, bytes[value.lowerBound] == UInt8(ascii: "$"),
      bytes[value.lowerBound + 1] == UInt8(ascii: "(")
        || bytes[value.lowerBound + 1] == UInt8(ascii: "{")
    else { return false }
    let last = bytes[value.upperBound - 1]
    let name = bytes[value.lowerBound + 2..<value.upperBound - 1]
    return (last == UInt8(ascii: ")") || last == UInt8(ascii: "}"))
      && name.allSatisfy { isDigit($0) || $0 == 0x5F || (0x41...0x5A).contains($0 & 0xDF) }
  }

  func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private func skip(_ offset: inout Int, _ byte: UInt8) -> Int {
    let start = offset
    while offset < range.upperBound, bytes[offset] == byte { offset += 1 }
    return offset - start
  }

  func skipBlanks(_ offset: inout Int) -> Int {
    let start = offset
    while offset < range.upperBound, bytes[offset] == 0x20 || isControl(bytes[offset]) {
      offset += 1
    }
    return offset - start
  }

  func endOfLine(from offset: Int) -> Int {
    var end = offset
    while end < range.upperBound, bytes[end] != 0x0A { end += 1 }
    if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// The end of a word of a command line.
  func endOfArgument(from offset: Int) -> Int {
    var end = offset
    while end < range.upperBound, bytes[end] > 0x20, !isQuote(bytes[end]) { end += 1 }
    return end
  }

  /// The end of a number or of another scalar of JSON that has no quotes.
  private func endOfJSONScalar(from offset: Int) -> Int {
    var end = offset
    while end < range.upperBound, bytes[end] > 0x20, bytes[end] != UInt8(ascii: ","),
      bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "]")
    {
      end += 1
    }
    return end
  }

  private func untilByte(_ byte: UInt8, from offset: Int) -> Range<Int>? {
    var end = offset
    while end < range.upperBound, bytes[end] != byte, bytes[end] != 0x0A { end += 1 }
    return offset < end ? offset..<end : nil
  }

  /// Whether nothing but blanks, a comment sign, a dash or `export` stands before it in its line.
  private func isLineStart(_ offset: Int) -> Bool {
    // No further back than the words that count: a line may be the whole text.
    var start = beforeSigns(offset)
    let export = "export".utf8.count
    if start - export >= range.lowerBound, self.starts(start - export, "export") {
      start = beforeSigns(start - export)
    }
    return start == range.lowerBound || bytes[start - 1] == 0x0A
  }

  /// The offset before blanks, comment signs and dashes.
  private func beforeSigns(_ offset: Int) -> Int {
    var start = offset
    while start > range.lowerBound,
      [0x20, 0x09, 0x23, 0x3B, 0x2D].contains(bytes[start - 1])
    {
      start -= 1
    }
    return start
  }
}

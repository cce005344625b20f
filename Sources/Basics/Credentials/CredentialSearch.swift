/// One search through a text; offsets are bytes of it.
struct CredentialSearch {
  let bytes: UnsafeBufferPointer<UInt8>
  let range: Range<Int>
  let hidesValues: Bool
  private var found: [Range<Int>] = []
  /// Where the text's last run begins, of which an `@` may be cut off, and its last `@`.
  private let lastRun: (start: Int, at: Int?)
  private var run: URLRun
  var programs: ProgramsBefore
  /// Whether armoured text was looked through to the end, and no end of it was found.
  private var hasNoMoreEnds = false

  init(bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, hidesValues: Bool) {
    self.bytes = bytes
    self.range = range
    self.hidesValues = hidesValues
    run = URLRun(start: range.lowerBound)
    programs = ProgramsBefore(scanned: range.lowerBound)
    var start = range.upperBound
    // A quote may close the text.
    if start > range.lowerBound, CredentialSearch.isURLEnd(bytes[start - 1]) { start -= 1 }
    var at: Int?
    while start > range.lowerBound, !CredentialSearch.isURLEnd(bytes[start - 1]) {
      start -= 1
      if at == nil, bytes[start] == UInt8(ascii: "@") { at = start }
    }
    lastRun = (start, at)
  }

  /// Whether there is any.
  mutating func findsAny() -> Bool {
    search(onlyFirst: true)
    return found.contains { !$0.isEmpty }
  }

  mutating func ranges() -> [Range<Int>] {
    search(onlyFirst: false)
    return merged()
  }

  private mutating func search(onlyFirst: Bool) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if onlyFirst, let first = found.last {
        if !first.isEmpty { return }
        found.removeLast()
      }
      let byte = bytes[offset]
      if byte == UInt8(ascii: "@"), let userinfo = userinfo(before: offset) {
        if let last = found.last, last.lowerBound == userinfo.lowerBound { found.removeLast() }
        found.append(userinfo)
      }
      if byte == UInt8(ascii: ":"), let cut = cutUserinfo(after: offset) { found.append(cut) }
      if byte == UInt8(ascii: "$"), let hash = passwordHash(at: offset) {
        found.append(hash)
        offset = hash.upperBound
        continue
      }
      guard isWord(byte) else {
        offset += 1
        continue
      }
      var end = offset
      while end < range.upperBound, isWord(bytes[end]) { end += 1 }
      offset = take(offset..<end)
    }
  }

  private func merged() -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  // MARK: Words

  /// Looks at one word and what follows it; gives the offset to go on from.
  private mutating func take(_ word: Range<Int>) -> Int {
    if starts(word.lowerBound, "-----BEGIN") {
      if let block = armoured(from: word) { return block }
    }
    if let token = tokenShape(in: word) {
      found.append(token)
      // It may go on after the word.
      if token.upperBound > word.upperBound { return token.upperBound }
    }
    if let short = shortFlag(word) {
      found.append(short)
      return short.upperBound
    }
    if let phrase = phrase(word) {
      found.append(phrase)
      return max(phrase.upperBound, word.upperBound)
    }
    let name = nameRange(of: word)
    let isValue = hidesValues && isEqual(name, "value")
    guard !name.isEmpty,
      isValue || isParameter(word) || CredentialNames.holdsCredential(rebased(name))
    else {
      if let start = startOfSplitName(before: word),
        let value = value(of: word, isFlag: bytes[start] == UInt8(ascii: "-")), !isHarmless(value)
      {
        found.append(value)
        // The value may stand before its name.
        return max(value.upperBound, word.upperBound)
      }
      if isScheme(name), let value = randomWord(after: word.upperBound, isStrict: false) {
        found.append(value)
        return value.upperBound
      }
      return word.upperBound
    }
    guard let value = value(of: word, isFlag: bytes[word.lowerBound] == UInt8(ascii: "-")),
      !isHarmless(value)
    else { return word.upperBound }
    found.append(value)
    return max(value.upperBound, word.upperBound)
  }

  /// The part of a word that may be a name: without a path before it and full stops after it.
  private func nameRange(of word: Range<Int>) -> Range<Int> {
    var end = word.upperBound
    while end > word.lowerBound, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let slash = (word.lowerBound..<end).last { bytes[$0] == UInt8(ascii: "/") }
    guard let slash else { return word.lowerBound..<end }
    // The name of an object or a file is not a key; an annotation's, which has a domain, is one.
    let isAnnotation =
      bytes[word.lowerBound..<slash].contains(UInt8(ascii: "."))
      && bytes[word.lowerBound] != UInt8(ascii: "/")
    return isAnnotation ? slash + 1..<end : end..<end
  }

  /// `Bearer` and `Basic` of an Authorization header.
  private func isScheme(_ name: Range<Int>) -> Bool {
    isEqual(name, "bearer") || isEqual(name, "basic")
  }

  // MARK: Shapes

  /// A credential that is known by its shape.
  private func tokenShape(in word: Range<Int>) -> Range<Int>? {
    // The first letter rules most words out.
    if "eKAdghknsx".utf8.contains(bytes[word.lowerBound]), let token = prefixedToken(in: word) {
      return token
    }
    if isBootstrapToken(word) || isRancherKey(word) || isVaultToken(word) { return word }
    if let run = importToken(in: word) { return run }
    return base64Run(in: word)
  }

  /// A token that begins with what its maker puts before it.
  private func prefixedToken(in word: Range<Int>) -> Range<Int>? {
    let start = word.lowerBound
    if starts(start, "eyJ"), word.count >= 20, bytes[word].contains(UInt8(ascii: ".")) {
      return word
    }
    if starts(start, "K10"), starts(word.upperBound, "::") {
      return start..<endOfRun(from: word.upperBound)
    }
    for prefix in ["AKIA", "ASIA"] as [StaticString] where starts(start, prefix) {
      if word.count >= 16 { return word }
    }
    guard word.count >= 20 else { return nil }
    let prefixes: [StaticString] = [
      "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "kubeconfig-u-",
      "hvs.", "dckr_pat_", "npm_", "sk-", "AGE-SECRET-KEY-1",
    ]
    return prefixes.contains { starts(start, $0) } ? word : nil
  }

  /// `abcdef.0123456789abcdef`
  private func isBootstrapToken(_ word: Range<Int>) -> Bool {
    guard word.count == 23, bytes[word.lowerBound + 6] == UInt8(ascii: ".") else { return false }
    let parts = bytes[word].enumerated().filter { $0.offset != 6 }.map(\.element)
    return parts.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0) }
      && parts.dropFirst(6).contains(where: isDigit)
  }

  /// What stands behind the colon of `token-x1y2z:…`, and a registration's token: 54 letters and
  /// digits of those that Kubernetes makes names of. Source: `pkg/randomtoken` of Rancher.
  private func isRancherKey(_ word: Range<Int>) -> Bool {
    guard word.count == 54, bytes[word].contains(where: isDigit) else { return false }
    return bytes[word].allSatisfy("bcdfghjklmnpqrstvwxz2456789".utf8.contains)
  }

  /// `s.` and 24 letters and digits: a token of Vault before 1.10.
  private func isVaultToken(_ word: Range<Int>) -> Bool {
    guard word.count == 26, starts(word.lowerBound, "s.") else { return false }
    let rest = bytes[word].dropFirst(2)
    return rest.contains(where: isDigit) && rest.contains { (0x41...0x5A).contains($0) }
      && rest.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0 | 0x20) }
  }

  /// The token in the path of Rancher's import manifest, `/v3/import/<token>_c-x.yaml`.
  private func importToken(in word: Range<Int>) -> Range<Int>? {
    let path: StaticString = "v3/import/"
    guard word.count > path.utf8CodeUnitCount,
      let start = (word.lowerBound..<word.upperBound - path.utf8CodeUnitCount).first(where: {
        bytes[$0] == UInt8(ascii: "v") && starts($0, path)
      })
    else { return nil }
    return start + path.utf8CodeUnitCount..<word.upperBound
  }

  /// Shortest run that may be base64: a line of armoured text is longer.
  private static let base64RunMin = 40

  /// A long run with capitals, small letters and digits: neither a path nor a hexadecimal digest,
  /// and no certificate.
  private func base64Run(in word: Range<Int>) -> Range<Int>? {
    guard word.count >= CredentialSearch.base64RunMin else { return nil }
    var start = word.lowerBound
    while start < word.upperBound {
      let end = bytes[start..<word.upperBound].firstIndex(of: UInt8(ascii: ".")) ?? word.upperBound
      let part = bytes[start..<end]
      start = end + 1
      guard part.count >= CredentialSearch.base64RunMin, part.contains(where: isDigit),
        part.contains(where: { (0x41...0x5A).contains($0) }),
        part.contains(where: { (0x61...0x7A).contains($0) }),
        !starts(part.startIndex, "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS"), !isObject(part)
      else { continue }
      return part.startIndex..<part.endIndex
    }
    return nil
  }

  /// Kind and name of an object, `K8sContainerLimits/container-must-have-limits`: one part is a
  /// kind, and the others have no capitals. Base64 has slashes or hyphens, never both.
  private func isObject(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    // Longer than any two names.
    guard run.count <= 1024 else { return false }
    let parts = run.split(separator: UInt8(ascii: "/"))
    let kinds = parts.filter { $0.contains(where: isCapital) }
    guard run.contains(UInt8(ascii: "-")), parts.count > 1, kinds.count == 1,
      let kind = kinds.first,
      let first = kind.first, isCapital(first)
    else { return false }
    return kind.count < CredentialSearch.base64RunMin
      && kind.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0 | 0x20) }
      && kind.count(where: isDigit) <= 2 && kind.count(where: isCapital) * 3 <= kind.count
  }

  /// A private key from its first line on; of a certificate the offset after it. nil for others.
  private mutating func armoured(from word: Range<Int>) -> Int? {
    let head = word.lowerBound..<min(word.lowerBound + 48, range.upperBound)
    guard let isKey = head.first(where: { starts($0, "PRIVATE KEY") || starts($0, "CERTIFICATE") })
    else { return nil }
    let isPrivate = bytes[isKey] == UInt8(ascii: "P")
    var end = head.lowerBound + 10
    if hasNoMoreEnds { end = range.upperBound }
    while end < range.upperBound, !starts(end, "-----END") { end += 1 }
    hasNoMoreEnds = end >= range.upperBound
    if isPrivate {
      var start = isKey
      while start < end, bytes[start] != 0x0A, bytes[start] != UInt8(ascii: "\\") {
        // What follows the header in its own line is the key, too.
        if starts(start, "-----") {
          start += 5
          break
        }
        start += 1
      }
      if start < end { found.append(start..<end) }
    }
    // Without an end in sight (a line of a file) a certificate is treated like any text.
    return isPrivate || end < range.upperBound ? max(end, word.upperBound) : nil
  }

  /// `$apr1$…`, `$2y$…`, `$6$…`: what htpasswd and crypt make.
  private func passwordHash(at offset: Int) -> Range<Int>? {
    let schemes: [StaticString] = ["$apr1$", "$2a$", "$2b$", "$2y$", "$1$", "$5$", "$6$", "$y$"]
    guard schemes.contains(where: { starts(offset, $0) }) else { return nil }
    return offset..<endOfRun(from: offset)
  }

  // MARK: URLs

  /// What stands before the `@` of a URL or of `user:password@tcp(host)`.
  private mutating func userinfo(before at: Int) -> Range<Int>? {
    run.advance(to: at, bytes)
    if starts(at + 1, "sha256:") || starts(at + 1, "sha512:") { return nil }
    let start = max(run.start, at - 1024)
    guard start < at else { return nil }
    if let scheme = run.scheme, scheme >= start, scheme + 3 < at {
      let user = scheme + 3..<at
      guard let colon = run.colonOfUser else {
        return run.slashOfUser == nil && (hidesValues || user.count >= 16) ? user : nil
      }
      return (run.slashOfUser ?? at) > colon && !isReference(colon + 1..<at) ? user : nil
    }
    guard let colon = run.firstColon(from: start, before: at, bytes),
      colon + 1 < at, colon > start, !isReference(colon + 1..<at), at + 1 < range.upperBound,
      isWord(bytes[at + 1])
    else { return nil }
    return colon + 1..<at
  }

  /// The password of a URL that is cut off before its `@`, at the end of the text.
  private func cutUserinfo(after offset: Int) -> Range<Int>? {
    let start = offset + 3
    // Each is looked at once, however many there are in one run.
    guard starts(offset, "://"), start >= lastRun.start, (lastRun.at ?? 0) < start else {
      return nil
    }
    let end = endOfRun(from: range.upperBound - 1)
    let run = start..<max(start, end)
    // The colons of an address of IPv6 are within brackets.
    guard run.first.map({ bytes[$0] != UInt8(ascii: "[") }) ?? false else { return nil }
    guard let colon = run.first(where: { bytes[$0] == UInt8(ascii: ":") }), colon + 1 < end,
      !isDigit(bytes[colon + 1]), !bytes[run.lowerBound..<colon].contains(UInt8(ascii: "/"))
    else { return nil }
    return colon + 1..<end
  }

  /// Whether a word names a parameter of a URL that holds a credential there: `?key=abc`.
  private func isParameter(_ word: Range<Int>) -> Bool {
    guard word.lowerBound > range.lowerBound, word.upperBound < range.upperBound,
      bytes[word.upperBound] == UInt8(ascii: "="),
      [UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "#")].contains(bytes[word.lowerBound - 1])
    else { return false }
    let names: [StaticString] = [
      "key", "sig", "signature", "code", "session", "sid", "ticket", "x-amz-signature",
      "x-goog-signature",
    ]
    return names.contains { isEqual(word, $0) }
  }

  private func isURLEnd(_ byte: UInt8) -> Bool { CredentialSearch.isURLEnd(byte) }

  static func isURLEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "`")
  }

  // MARK: Bytes

  func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  func starts(_ offset: Int, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset >= 0, offset + count <= range.upperBound else { return false }
    return (0..<count).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
  }

  /// Whether a range spells a word, whatever its case.
  func isEqual(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return range.indices.allSatisfy {
      bytes[$0] | 0x20 == word.utf8Start[$0 - range.lowerBound] | 0x20
    }
  }

  func rebased(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// The end of what is not interrupted by a blank, a quote or a bracket.
  func endOfRun(from offset: Int) -> Int {
    var end = offset
    while end < range.upperBound, !isURLEnd(bytes[end]) { end += 1 }
    return end
  }
}

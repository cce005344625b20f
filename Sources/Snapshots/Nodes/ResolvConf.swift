import Documents

/// A resolver file, by the byte ranges of its parts. Source: resolv.conf(5).
struct ResolvConf {
  let source: SourceText
  private(set) var nameservers: [Range<Int>] = []
  private(set) var search: [Range<Int>] = []
  private(set) var options: [Range<Int>] = []

  init(_ source: SourceText) {
    self.source = source
    for line in source.lineRanges {
      let words = ResolvConf.words(source, line)
      guard let first = words.first else { continue }
      switch source.text(in: first) {
      case "nameserver": nameservers += words.dropFirst().prefix(1)
      // The last of several lines counts.
      case "search", "domain": search = Array(words.dropFirst())
      case "options": options += words.dropFirst()
      default: break
      }
    }
  }

  /// Whether a text is that of a resolver file: a known keyword, or nothing but comments.
  static func isPlausible(_ source: SourceText) -> Bool {
    let keywords = ["nameserver", "search", "domain", "options", "sortlist"]
    let firsts = source.lineRanges.compactMap { words(source, $0).first }
      .map { source.text(in: $0) }
    return firsts.isEmpty || firsts.contains(where: keywords.contains)
  }

  /// The words of a line; none for a comment, which begins in the first column.
  private static func words(_ source: SourceText, _ line: Range<Int>) -> [Range<Int>] {
    guard let first = line.first, source.bytes[first] != UInt8(ascii: "#"),
      source.bytes[first] != UInt8(ascii: ";")
    else { return [] }
    var words: [Range<Int>] = []
    var start: Int?
    for i in line {
      let isBlank = source.bytes[i] == 0x20 || source.bytes[i] == 0x09 || source.bytes[i] == 0x0D
      if isBlank, let begin = start {
        words.append(begin..<i)
        start = nil
      } else if !isBlank, start == nil {
        start = i
      }
    }
    if let begin = start { words.append(begin..<line.upperBound) }
    return words
  }

  /// Whether k3s and RKE2 take the file: it has a name server, and each is a global unicast
  /// address (or the clouds' metadata address). Source: k3s pkg/agent/config, isValidResolvConf.
  var isUsableByK3s: Bool {
    !nameservers.isEmpty
      && nameservers.allSatisfy { IPAddress(source.text(in: $0))?.isGlobalUnicast ?? false }
  }

  /// The value that `node.resolvConf` has; `path` is the file's on the node.
  func value(_ builder: DocumentBuilder, path: String) -> Value {
    builder.beginMap(at: nameservers.first?.lowerBound ?? 0)
    builder.key("path")
    builder.string(path, at: 0)
    for (name, ranges) in [
      ("nameservers", nameservers), ("search", search), ("options", options),
    ] {
      builder.key(name)
      builder.beginList(at: ranges.first?.lowerBound ?? 0)
      for range in ranges { builder.string(offset: range.lowerBound, count: range.count) }
      builder.endList()
    }
    builder.endMap()
    return builder.finish()
  }
}

/// An IP address by its bytes: four or sixteen.
struct IPAddress {
  let bytes: [UInt8]

  /// nil where the text is no address. A zone (`%eth0`) makes it none, as for Go's ParseIP.
  init?(_ text: String) {
    guard let parsed = text.contains(":") ? IPAddress.v6(text) : IPAddress.v4(text[...]) else {
      return nil
    }
    bytes = parsed
  }

  private static func v4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        part.utf8.count == 1 || part.utf8.first != 0x30, let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func v6(_ text: String) -> [UInt8]? {
    var halves: [[UInt8]] = [[]]
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if text.hasPrefix("::") { parts.removeFirst() } else if parts.first?.isEmpty ?? true {
      return nil
    }
    if text.hasSuffix("::"), parts.count > 1 { parts.removeLast() }
    for (i, part) in parts.enumerated() {
      if part.isEmpty {
        if halves.count == 2 { return nil }
        halves.append([])
      } else if part.contains(".") {
        guard i == parts.count - 1, let four = v4(part) else { return nil }
        halves[halves.count - 1] += four
      } else {
        guard part.utf8.count <= 4, let word = UInt16(part, radix: 16) else { return nil }
        halves[halves.count - 1] += [UInt8(word >> 8), UInt8(word & 0xFF)]
      }
    }
    let count = halves.reduce(0) { $0 + $1.count }
    if halves.count == 1 { return count == 16 ? halves[0] : nil }
    guard count <= 14 else { return nil }
    return halves[0] + [UInt8](repeating: 0, count: 16 - count) + halves[1]
  }

  /// The four bytes of an IPv4 address, also of one that is mapped into IPv6.
  private var v4Bytes: ArraySlice<UInt8>? {
    if bytes.count == 4 { return bytes[...] }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    return bytes.starts(with: mapped) ? bytes[12...] : nil
  }

  /// Neither unspecified, loopback, link-local, multicast nor broadcast; the address at which
  /// clouds answer for metadata and names counts, though it is link-local.
  var isGlobalUnicast: Bool {
    if let four = v4Bytes.map(Array.init) {
      if four == [169, 254, 169, 254] { return true }
      return four != [0, 0, 0, 0] && four != [255, 255, 255, 255] && four[0] != 127
        && !(four[0] == 169 && four[1] == 254) && !(224...239).contains(four[0])
    }
    let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1
    let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    return !isLoopback && !isLinkLocal && bytes[0] != 0xFF
  }
}

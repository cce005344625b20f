import Basics
import Documents

/// A resolver file, by the byte ranges of its parts. Source: resolv.conf(5).
struct ResolvConf {
  let source: SourceText
  private(set) var nameservers: [Range<Int>] = []
  private(set) var search: [Range<Int>] = []
  private(set) var options: [Range<Int>] = []
  /// Whether the last line has a line break. If it has none, that line may be the start of another
  /// and is left out.
  let isWhole: Bool
  /// The lines that no resolver knows: of another text, or what is left of a line.
  private(set) var strange: [Range<Int>] = []

  init(_ file: NodeFiles.File) {
    source = file.source
    isWhole = !file.mayBeTruncated
    for line in file.wholeLines {
      let words = ResolvConf.words(source, line)
      guard let first = words.first else { continue }
      switch source.text(in: first) {
      case "nameserver": nameservers += words.dropFirst().prefix(1)
      // The last of several lines counts.
      case "search", "domain": search = Array(words.dropFirst())
      case "options": options += words.dropFirst()
      case let word where !ResolvConf.keywords.contains(word): strange.append(line)
      default: break
      }
    }
  }

  /// Those of resolv.conf(5), and those of other systems that files are carried over from.
  private static let keywords: Set<String> = [
    "nameserver", "search", "domain", "options", "sortlist", "lookup", "family", "port", "timeout",
    "search_order",
  ]

  /// Whether a text is that of a resolver file: a known keyword, or nothing but comments.
  static func isPlausible(_ source: SourceText) -> Bool {
    let firsts = source.lineRanges.compactMap { words(source, $0).first }
      .map { source.text(in: $0) }
    // Blanks alone are nothing that a program writes.
    let isBlank = source.buffer.allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
    return firsts.isEmpty ? !isBlank : firsts.contains(where: keywords.contains)
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

  /// Name servers that are not addresses. What asks them does not agree about what they are.
  var unusable: [Range<Int>] {
    nameservers.filter { range in
      let text = source.text(in: range)
      return text != "localhost" && IPAddress(text) == nil && !ResolvConf.isOfLink(text)
    }
  }

  /// Whether a text is a link-local address with the name of its interface, as in `fe80::1%eth0`.
  private static func isOfLink(_ text: String) -> Bool {
    let parts = text.split(separator: "%", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, let address = IPAddress(String(parts[0])) else {
      return false
    }
    return !address.isIPv4 && address.isLinkLocalUnicast
  }

  /// Whether k3s and RKE2 take the file: it has a name server, and each is a global unicast
  /// address (or the clouds' metadata address). Source: k3s pkg/agent/config, isValidResolvConf.
  var isUsableByK3s: Bool {
    isWhole && strange.isEmpty && !nameservers.isEmpty
      && nameservers.allSatisfy { ResolvConf.isUsable(source.text(in: $0)) }
  }

  /// The value that `node.resolvConf` has; `path` is the file's on the node, and `reason` why
  /// something in it is unknown.
  func value(_ builder: DocumentBuilder, path: String, reason: UInt32) -> Value {
    let unusable = Set(unusable)
    builder.beginMap(at: nameservers.first?.lowerBound ?? 0)
    builder.key("path")
    builder.string(path, at: 0)
    for (name, ranges) in [
      ("nameservers", nameservers), ("search", search), ("options", options),
    ] {
      builder.key(name)
      builder.beginList(at: ranges.first?.lowerBound ?? 0)
      for range in ranges {
        if name == "nameservers", unusable.contains(range) {
          builder.unknown(reason: reason, at: range.lowerBound)
        } else if name == "nameservers", let address = IPAddress(source.text(in: range)),
          address.isIPv4Mapped
        {
          builder.string(address.unmapped.description, at: range.lowerBound)
        } else {
          builder.string(offset: range.lowerBound, count: range.count)
        }
      }
      builder.endList(tail: isWhole && strange.isEmpty ? 0 : reason)
    }
    builder.endMap()
    return builder.finish()
  }
}

extension ResolvConf {
  /// Whether k3s takes an address as a name server's: a global unicast address, or the one at which
  /// clouds answer for metadata and names, though it is link-local. An IPv4 address that is mapped
  /// into IPv6 counts as itself.
  static func isUsable(_ address: String) -> Bool {
    guard let address = IPAddress(address)?.unmapped else { return false }
    return address.isGlobalUnicast || address == IPAddress(ipv4: 0xA9FE_A9FE)
  }
}

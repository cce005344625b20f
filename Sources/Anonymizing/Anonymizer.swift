import Basics

/// Replaces what is someone's own in words, addresses and names, always by the same.
///
/// A word stays if the vocabulary knows it, if it is a measure, or if it is a plain word that no
/// name of the snapshot holds. Everything else is replaced: what nobody thought of, too.
public struct Anonymizer: Sendable {
  public var vocabulary: Vocabulary
  /// Plain words that are names somewhere, in lower case.
  private(set) var ownWords: Set<String> = []
  /// Names as a whole: what is one somewhere is no field elsewhere.
  private var ownNames: Set<String> = []
  /// Keys of fields that are no plain words.
  private(set) var fields: Set<String> = []
  private let addresses: AddressMapping
  private(set) var names: NameMapping
  /// Addresses and networks, by replacement.
  private(set) var networks: [String: String]
  private var cache: [String: String] = [:]
  private var keyCache: [String: String] = [:]

  public init(map: AnonymizationMap, vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    addresses = AddressMapping(key: map.key, known: Array(vocabulary.networks))
    names = NameMapping(key: map.key, pairs: map.names)
    networks = map.addresses
  }

  /// What leads back, with all that was replaced so far.
  public func map(key: AnonymizationKey) -> AnonymizationMap {
    AnonymizationMap(key: key, names: names.pairs, addresses: networks)
  }

  // MARK: What is learnt of a snapshot

  /// Takes in a name that someone chose: its plain words are replaced wherever they stand.
  public mutating func own(_ name: String) {
    ownNames.insert(name)
    for word in name.utf8.split(whereSeparator: { !WordForm.isLetter($0) }) where word.count > 2 {
      own(word: String(Substring(word)))
    }
  }

  /// Takes in a word, if it is plain.
  public mutating func own(word: String) {
    guard WordForm.isPlain(word), !vocabulary.knows(word) else { return }
    ownWords.insert(asciiLowercased(word))
    cache.removeAll()
  }

  /// Takes in the key of a field; plain ones stay anyway.
  public mutating func keep(field key: String) {
    let isWord = key.utf8.allSatisfy {
      WordForm.isLetter($0) || WordForm.isDigit($0) || $0 == 0x2D || $0 == 0x5F
    }
    if isWord, !WordForm.isPlain(key) { fields.insert(key) }
  }

  // MARK: Runs: all that stands between blanks, quotes and brackets

  /// - Parameters:
  ///   - isKey: Whether a colon or a sign of assignment follows.
  ///   - isCut: Whether the rest of it was cut off: then it may be the beginning of a name.
  public mutating func replacement(
    ofRun run: String, isKey: Bool = false, isCut: Bool = false
  ) -> String {
    if isKey {
      if let known = keyCache[run] { return known }
      let isField = fields.contains(run) && !ownNames.contains(run)
      let made = isField ? run : replaced(run, isCut: false)
      keyCache[run] = made
      return made
    }
    if isCut { return replaced(run, isCut: true) }
    if let known = cache[run] { return known }
    let made = replaced(run, isCut: false)
    cache[run] = made
    return made
  }

  private mutating func replaced(_ run: String, isCut: Bool) -> String {
    if let network = network(run) { return network }
    if run.utf8.last == UInt8(ascii: "=") { return replaced(padded: run) }
    var output = ""
    var rest = run.utf8[...]
    while !rest.isEmpty {
      let mark = rest.prefix { !WordForm.isOfPiece($0) }
      output += Substring(mark)
      rest = rest.dropFirst(mark.count)
      // An IPv6 address behind something that it is the value of.
      if output.hasSuffix(":"), let found = network(String(Substring(rest))) {
        return output + found
      }
      let piece = String(Substring(rest.prefix(while: WordForm.isOfPiece)))
      rest = rest.dropFirst(piece.utf8.count)
      if isAccount(piece, in: run) {
        output += names.replacement(of: piece, as: .digits)
      } else {
        output += replaced(piece: piece, isCut: isCut && rest.isEmpty)
      }
    }
    return output
  }

  /// The number of an account in a name of Amazon's.
  private func isAccount(_ piece: String, in run: String) -> Bool {
    piece.utf8.count == 12 && WordForm.isNumber(piece) && run.hasPrefix("arn:")
  }

  /// An address, a network or an address with a port; nil for anything else.
  private mutating func network(_ text: String) -> String? {
    guard let first = text.utf8.first, WordForm.isHex(first) || first == UInt8(ascii: ":") else {
      return nil
    }
    if let address = IPAddress(text) { return remember(addresses(address).description, text) }
    if let range = CIDR(text) { return remember(addresses(range).description, text) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, WordForm.isNumber(parts[1]), let address = IPAddress(String(parts[0])) {
      return remember(addresses(address).description, String(parts[0])) + ":" + parts[1]
    }
    // Of hardware, six pairs.
    if parts.count == 6,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(WordForm.isHex) })
    {
      return names.replacement(of: text, as: .hexadecimal)
    }
    return nil
  }

  private mutating func remember(_ replacement: String, _ original: String) -> String {
    if !replacement.utf8.elementsEqual(original.utf8) { networks[replacement] = original }
    return replacement
  }

  // MARK: Pieces: names of hosts, objects, files

  private mutating func replaced(piece: String, isCut: Bool) -> String {
    let name = WordForm.trimmed(piece)
    guard name.utf8.count < piece.utf8.count else { return replaced(name: name, isCut: isCut) }
    if name.isEmpty { return piece }
    let bytes = Array(piece.utf8)
    let start = bytes.firstIndex { ![0x2E, 0x2D, 0x5F].contains($0) } ?? 0
    let end = start + name.utf8.count
    return String(decoding: bytes[..<start], as: UTF8.self) + replaced(name: name, isCut: isCut)
      + String(decoding: bytes[end...], as: UTF8.self)
  }

  private mutating func replaced(name: String, isCut: Bool) -> String {
    if vocabulary.knows(name) || WordForm.isMeasure(name) { return name }
    if WordForm.isPlain(name) {
      return isCut || ownWords.contains(asciiLowercased(name)) ? names.replacement(of: name) : name
    }
    if WordForm.isUUID(name) || WordForm.isHexID(name) {
      return names.replacement(of: name, as: .hexadecimal)
    }
    if let url = encodedURL(name) { return url }
    if let found = withAddress(name) { return found }
    var labels = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isHost = labels.count > 1
    for i in labels.indices { labels[i] = replaced(label: labels[i], ofHost: isHost) }
    return labels.joined(separator: ".")
  }

  /// A name with an IPv4 address in it, between dots or dashes; nil for any other.
  private mutating func withAddress(_ name: String) -> String? {
    for mark: Character in [".", "-"] {
      let parts = name.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count >= 4 else { continue }
      for start in 0...parts.count - 4 {
        // What a range or a word holds beside the numbers belongs to the first and the last.
        var window = Array(parts[start..<start + 4])
        var (before, after) = ("", "")
        if mark == "." {
          let head = window[0].split(separator: "-", omittingEmptySubsequences: false)
          before = head.dropLast().map { $0 + "-" }.joined()
          window[0] = head.last ?? ""
          let tail = window[3].split(separator: "-", omittingEmptySubsequences: false)
          after = tail.dropFirst().map { "-" + $0 }.joined()
          window[3] = tail.first ?? ""
        }
        guard let octets = WordForm.octets(window) else { continue }
        let bits = octets.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let address = IPAddress(ipv4: bits)
        let made = remember(addresses(address).description, address.description)
        let text = mark == "." ? made : made.split(separator: ".").joined(separator: "-")
        let left = parts[..<start].map { $0 + String(mark) }.joined()
        let right = parts[(start + 4)...].map { String(mark) + $0 }.joined()
        return replacedRest(left + before) + text + replacedRest(after + right)
      }
    }
    return nil
  }

  private mutating func replacedRest(_ text: String) -> String {
    text.isEmpty ? "" : replaced(piece: text, isCut: false)
  }

  /// Base64 of a URL, as Secrets of agents hold it; nil for anything else.
  private mutating func encodedURL(_ name: String) -> String? {
    guard name.utf8.count >= 12, !name.contains("."), let bytes = Base64.decoded(name) else {
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }), text.contains("://") else { return nil }
    var output = ""
    for run in text.split(separator: "@", omittingEmptySubsequences: false) {
      output += (output.isEmpty ? "" : "@") + replaced(String(run), isCut: false)
    }
    return withUTF8Bytes(output) { Base64.encode($0) }
  }

  /// Base64 with its padding.
  private mutating func replaced(padded run: String) -> String {
    if let url = encodedURL(run) { return url }
    let text = run.utf8.prefix { $0 != UInt8(ascii: "=") }
    let rest = run.utf8.dropFirst(text.count)
    return replaced(String(Substring(text)), isCut: false) + String(Substring(rest))
  }

  // MARK: Labels: what dots set apart

  private mutating func replaced(label: String, ofHost: Bool) -> String {
    if label.utf8.count < 2 || vocabulary.knows(label) { return label }
    if WordForm.isNumber(label), label.utf8.count == 12, ofHost {
      return names.replacement(of: label, as: .digits)
    }
    if WordForm.isMeasure(label) { return label }
    if WordForm.isBlob(label) { return names.replacement(of: label) }
    let isMark: (UInt8) -> Bool = { [0x2D, 0x5F, 0x2B].contains($0) }
    var parts = label.utf8.split(omittingEmptySubsequences: false, whereSeparator: isMark)
      .map { String(Substring($0)) }
    let marks = label.utf8.filter(isMark).map { String(Unicode.Scalar($0)) }
    let known = knownPrefix(parts, of: label)
    var isReplaced = false
    for i in known..<parts.count where !isKnown(parts[i]) {
      let form: NameMapping.Form = i > 0 && WordForm.isGenerated(parts[i]) ? .generated : .word
      parts[i] = names.replacement(of: parts[i], as: form)
      isReplaced = true
    }
    // A name of known words that nobody knows as a whole is someone's own all the same.
    if !isReplaced, let last = parts.indices.last(where: { !WordForm.isNumber(parts[$0]) }) {
      parts[last] = names.replacement(of: parts[last])
    }
    let made = zip(parts, marks + [""]).map { $0 + $1 }.joined()
    return made.utf8.count <= 63 || label.utf8.count > 63 ? made : names.replacement(of: label)
  }

  private func isKnown(_ part: String) -> Bool {
    part.utf8.count < 2 || vocabulary.knows(part) || WordForm.isMeasure(part)
  }

  /// How many of the first parts are a known name together.
  private func knownPrefix(_ parts: [String], of label: String) -> Int {
    var length = label.utf8.count
    for count in stride(from: parts.count - 1, to: 0, by: -1) {
      length -= parts[count].utf8.count + 1
      let start = String(decoding: label.utf8.prefix(length), as: UTF8.self)
      if count > 1, vocabulary.knows(start) { return count }
    }
    return 0
  }
}

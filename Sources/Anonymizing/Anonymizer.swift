import Basics

/// Replaces what is someone's own in words, addresses and names, always by the same.
///
/// A word stays if the vocabulary knows it, if it is a measure, or if it is a plain word that no
/// name of the snapshot holds. Everything else is replaced: what nobody thought of, too.
public struct Anonymizer: Sendable {
  public var vocabulary: Vocabulary
  /// Plain words that are names somewhere, in lower case.
  private var ownWords: Set<String> = []
  /// Names as a whole: what is one somewhere is no field elsewhere.
  private var ownNames: Set<String> = []
  /// Keys of fields that are no plain words.
  private var fields: Set<String> = []
  private let addresses: AddressMapping
  private var names: NameMapping
  /// Addresses and networks, by replacement.
  private var networks: [String: String]
  private var cache: [String: String] = [:]
  private var addressCache: [IPAddress: String] = [:]
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

  /// Takes in a name that someone chose: its plain words are replaced wherever they stand. Of two
  /// letters that is only what is a whole name: `in` and `to` are parts of many.
  public mutating func own(_ name: String) {
    ownNames.insert(name)
    if name.utf8.count == 2 { own(word: name) }
    for word in name.utf8.split(whereSeparator: { !WordForm.isLetter($0) }) where word.count > 2 {
      own(word: String(Substring(word)))
    }
  }

  /// Takes in a word, if it is plain.
  public mutating func own(word: String) {
    guard WordForm.isPlain(word), !vocabulary.knows(word) else { return }
    ownWords.insert(asciiLowercased(word))
    cache.removeAll()
    keyCache.removeAll()
  }

  /// Takes in what people wrote for people: the words that neither rules nor this program use when
  /// they speak may be names.
  public mutating func own(prose text: String) {
    for word in text.utf8.split(whereSeparator: { !WordForm.isLetter($0) }) where word.count > 1 {
      let word = String(Substring(word))
      if !vocabulary.isProse(word) { own(word: word) }
    }
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
    if let network = network(run[...]) { return network }
    if run.utf8.last == UInt8(ascii: "=") { return replaced(padded: run) }
    var output = ""
    var rest = run.utf8[...]
    while !rest.isEmpty {
      let mark = rest.prefix { !WordForm.isOfPiece($0) }
      output += Substring(mark)
      rest = rest.dropFirst(mark.count)
      // An IPv6 address behind something that it is the value of.
      if output.utf8.last == UInt8(ascii: ":"), let found = network(Substring(rest)) {
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

  /// Bytes of the longest address with its length or port; what is longer is not looked through, so
  /// that a run of colons takes no time that grows with its square.
  private static let networkBytes = 64

  /// An address, a network or an address with a port; nil for anything else.
  private mutating func network(_ text: Substring) -> String? {
    guard let first = text.utf8.first, WordForm.isHex(first) || first == UInt8(ascii: ":"),
      text.utf8.count <= Self.networkBytes
    else { return nil }
    let text = String(text)
    if let address = IPAddress(text) { return remember(replaced(address), text) }
    if let range = CIDR(text) { return remember(addresses(range).description, text) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, WordForm.isNumber(parts[1]), let address = IPAddress(String(parts[0])) {
      return remember(replaced(address), String(parts[0])) + ":" + parts[1]
    }
    // Of hardware, six pairs.
    if parts.count == 6,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(WordForm.isHex) })
    {
      return names.replacement(of: text, as: .hexadecimal)
    }
    return nil
  }

  /// Each bit costs a digest, and the same few addresses stand in many places.
  private mutating func replaced(_ address: IPAddress) -> String {
    if let known = addressCache[address] { return known }
    let made = addresses(address).description
    addressCache[address] = made
    return made
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
    if WordForm.isPhoneNumber(name) { return names.replacement(of: name, as: .digits) }
    if let found = withAddresses(name) { return found }
    var labels = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isHost = labels.count > 1
    for i in labels.indices { labels[i] = replaced(label: labels[i], ofHost: isHost) }
    return labels.joined(separator: ".")
  }

  /// A name with IPv4 addresses in it, between dots or dashes; nil for any other.
  private mutating func withAddresses(_ name: String) -> String? {
    let bytes = Array(name.utf8)
    guard var quad = NumberQuad.first(in: bytes, from: 0) else { return nil }
    var output = ""
    var cursor = 0
    while true {
      output += replacedRest(bytes[cursor..<quad.range.lowerBound])
      output += replaced(quad, String(decoding: bytes[quad.range], as: UTF8.self))
      cursor = quad.range.upperBound
      guard let next = NumberQuad.first(in: bytes, from: cursor) else { break }
      quad = next
    }
    return output + replacedRest(bytes[cursor...])
  }

  private mutating func replaced(_ quad: NumberQuad, _ text: String) -> String {
    // What is no address is no version either: those have three numbers at most.
    guard let octets = quad.octets else { return names.replacement(of: text, as: .numbers) }
    let address = IPAddress(ipv4: octets.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    let made = remember(replaced(address), address.description)
    return quad.mark == UInt8(ascii: ".") ? made : made.split(separator: ".").joined(separator: "-")
  }

  private mutating func replacedRest(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.isEmpty ? "" : replaced(piece: String(decoding: bytes, as: UTF8.self), isCut: false)
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
    if !isReplaced,
      let last = parts.indices.last(where: {
        !parts[$0].isEmpty && !WordForm.isNumber(parts[$0])
      })
    {
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
      if length > vocabulary.longest { continue }
      let start = String(decoding: label.utf8.prefix(length), as: UTF8.self)
      if count > 1, vocabulary.knows(start) { return count }
    }
    return 0
  }
}

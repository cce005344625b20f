/// Recognises what looks like a credential in a line of text, as the second line of defence.
///
/// Values that a reader knows to be secret are hidden by name. Lines around a finding are shown
/// without any rule having looked at them, so what merely looks like a credential is hidden too:
/// the value of a key that sounds like one, a key's armoured text, a password in a URL.
enum CredentialMask {
  /// Parts of key names, in lower case, whose values are hidden.
  private static let keyParts: [[UInt8]] = [
    "token", "password", "passwd", "passphrase", "secret", "credential", "apikey", "api-key",
    "api_key", "private-key", "private_key", "privatekey", "accesskey", "access-key",
    "access_key", "datastore-endpoint", "datastore_endpoint", "auth", "cookie", "key-data",
  ].map { Array($0.utf8) }
  /// In a list of environment variables the value stands a line below its name.
  private static let value = Array("value".utf8)
  /// Shortest run that may be base64: a line of armoured text is longer.
  private static let base64RunMin = 40
  /// Shortest run of asterisks that may stand for a value: two are a glob.
  private static let asteriskRunMin = 3

  /// The ranges of values behind keys that sound like credentials, and long runs of base64.
  static func ranges(in source: UnsafeBufferPointer<UInt8>, of line: Range<Int>) -> [Range<Int>] {
    var found = [Range<Int>]()
    var offset = line.lowerBound
    while offset < line.upperBound {
      guard isKeyByte(source[offset]) else {
        offset += 1
        continue
      }
      var end = offset
      while end < line.upperBound, isKeyByte(source[end]) { end += 1 }
      if isBase64(source[offset..<end]) { found.append(offset..<end) }
      if isSensitive(source[offset..<end]),
        let value = valueRange(in: source, after: end, until: line.upperBound)
      {
        found.append(value)
        end = value.upperBound
      }
      offset = end
    }
    return found
  }

  /// The ranges between `://` and `@` in URLs.
  static func userinfo(in source: UnsafeBufferPointer<UInt8>, of line: Range<Int>) -> [Range<Int>] {
    var found = [Range<Int>]()
    var offset = line.lowerBound
    while offset + 3 < line.upperBound {
      guard source[offset] == UInt8(ascii: ":"), source[offset + 1] == UInt8(ascii: "/"),
        source[offset + 2] == UInt8(ascii: "/")
      else {
        offset += 1
        continue
      }
      let start = offset + 3
      var end = start
      var at: Int?
      while end < line.upperBound, !isURLEnd(source[end]) {
        if source[end] == UInt8(ascii: "@") { at = end }
        end += 1
      }
      if let at, at > start { found.append(start..<at) }
      offset = max(end, start)
    }
    return found
  }

  /// Runs of asterisks: what a reader overwrote has the length of what stood there.
  static func overwritten(
    in source: UnsafeBufferPointer<UInt8>, of line: Range<Int>
  ) -> [Range<Int>] {
    var found = [Range<Int>]()
    var offset = line.lowerBound
    while offset < line.upperBound {
      var end = offset
      while end < line.upperBound, source[end] == UInt8(ascii: "*") { end += 1 }
      if end - offset >= asteriskRunMin { found.append(offset..<end) }
      offset = max(end, offset + 1)
    }
    return found
  }

  private static func isURLEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: ",")
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Long, with capitals, small letters and digits: neither a path nor a hexadecimal digest.
  private static func isBase64(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    word.count >= base64RunMin
      && word.contains { (0x30...0x39).contains($0) }
      && word.contains { (0x41...0x5A).contains($0) }
      && word.contains { (0x61...0x7A).contains($0) }
  }

  private static func isSensitive(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let lower = word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    if lower == value { return true }
    return keyParts.contains { part in
      lower.count >= part.count
        && lower.indices.dropLast(part.count - 1).contains { lower[$0...].starts(with: part) }
    }
  }

  /// The value behind a key that ends at `end`, or nil where no `:` or `=` follows.
  private static func valueRange(
    in source: UnsafeBufferPointer<UInt8>, after end: Int, until limit: Int
  ) -> Range<Int>? {
    var offset = end
    func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    while offset < limit, isQuote(source[offset]) || source[offset] == UInt8(ascii: "\\") {
      offset += 1
    }
    guard offset < limit, source[offset] == UInt8(ascii: ":") || source[offset] == UInt8(ascii: "=")
    else { return nil }
    offset += 1
    while offset < limit, source[offset] == 0x20 || source[offset] == UInt8(ascii: "\\") {
      offset += 1
    }
    var quote: UInt8?
    if offset < limit, isQuote(source[offset]) {
      quote = source[offset]
      offset += 1
    }
    var last = offset
    while last < limit {
      let byte = source[last]
      if let quote {
        if byte == quote { break }
      } else if byte == UInt8(ascii: ",") || isQuote(byte) || byte == UInt8(ascii: "\r") {
        break
      }
      last += 1
    }
    // A block such as `{` or `[` or nothing at all: the value stands elsewhere.
    let isBlock = last > offset && (source[offset] == 0x7B || source[offset] == 0x5B)
    return last > offset && !isBlock ? offset..<last : nil
  }
}

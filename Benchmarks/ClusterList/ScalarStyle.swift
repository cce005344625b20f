/// How go-yaml v2 writes a string.
enum ScalarStyle {
  case plain, singleQuoted, doubleQuoted, literal

  /// The style that the encoder asks for, as far as the emitter's analysis of the text allows it.
  init(of bytes: UnsafeBufferPointer<UInt8>) {
    let traits = ScalarTraits(of: bytes)
    if bytes.contains(lineFeed) {
      self = traits.allowsLiteral ? .literal : .doubleQuoted
    } else if resolvesToOtherThanString(bytes) || traits.needsEscapes {
      self = .doubleQuoted
    } else {
      self = traits.allowsPlain ? .plain : .singleQuoted
    }
  }
}

/// What the emitter finds out about a text before it writes it.
private struct ScalarTraits {
  /// Holds characters that only a double-quoted scalar can show, or a space before a line break.
  var needsEscapes = false
  var endsInSpace = false
  var allowsPlain = true

  var allowsLiteral: Bool { !needsEscapes && !endsInSpace }

  init(of bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.first, let last = bytes.last else { return }
    endsInSpace = last == space
    allowsPlain = first != space && !endsInSpace && !indicates(first, at: 0, in: bytes)
    if bytes.count >= 3, bytes.starts(with: "---".utf8) || bytes.starts(with: "...".utf8) {
      allowsPlain = false
    }
    for at in bytes.indices {
      switch bytes[at] {
      case lineFeed:
        if at > 0, bytes[at - 1] == space { needsEscapes = true }
      // Outside the basic plane, or a control character: not printable to the emitter.
      case ..<space, 0x7F, 0xF0...: needsEscapes = true
      case UInt8(ascii: ":") where at > 0: if followedByBlank(at, in: bytes) { allowsPlain = false }
      case UInt8(ascii: "#") where at > 0 && bytes[at - 1] == space: allowsPlain = false
      default: break
      }
    }
  }

  /// Whether a scalar that begins with this byte would be read as something else.
  private func indicates(
    _ byte: UInt8, at: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    switch byte {
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "-"): followedByBlank(at, in: bytes)
    default: "#,[]{}&*!|>'\"%@`".utf8.contains(byte)
    }
  }

  private func followedByBlank(_ at: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    at + 1 >= bytes.count || bytes[at + 1] == space || bytes[at + 1] == UInt8(ascii: "\t")
  }
}

/// Whether YAML 1.1 reads the text, unquoted, as a null, a boolean, a number or a time stamp.
private func resolvesToOtherThanString(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = bytes.first else { return true }
  switch first {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
    UInt8(ascii: "."):
    return looksNumeric(bytes)
  default:
    guard bytes.count <= 5, "yYnNtTfFoO~".utf8.contains(first) else { return false }
    return words.contains(String(decoding: bytes, as: UTF8.self))
  }
}

private let words: Set<String> = {
  let lower = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"]
  let capitalised = lower.map { $0.prefix(1).uppercased() + $0.dropFirst() }
  return Set(lower + capitalised + lower.map { $0.uppercased() } + ["~"])
}()

/// Whether a text that begins with a digit, a sign or a dot is a number, in base 60 too, or a
/// date.
private func looksNumeric(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var text = bytes[...]
  if isDate(text) { return true }
  text = text.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
  let infinities = [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"]
  if infinities.contains(where: { text.elementsEqual($0.utf8) }) { return true }
  if text.starts(with: "0x".utf8) { return text.dropFirst(2).allSatisfy(isHexDigit) }
  if text.starts(with: "0b".utf8) || text.starts(with: "0o".utf8) {
    return text.dropFirst(2).allSatisfy(isDigit)
  }
  let whole = text.prefix(while: isDigit)
  text = text.dropFirst(whole.count)
  if !whole.isEmpty, text.first == UInt8(ascii: ":") { return isBase60(text) }
  if text.first == UInt8(ascii: ".") {
    let fraction = text.dropFirst().prefix(while: isDigit)
    if whole.isEmpty && fraction.isEmpty { return false }
    text = text.dropFirst(1 + fraction.count)
  } else if whole.isEmpty {
    return false
  }
  return text.isEmpty || isExponent(text)
}

private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

private func isDate(_ text: Bytes) -> Bool {
  let parts = text.split(separator: UInt8(ascii: "-"), maxSplits: 2)
  guard parts.count == 3, parts[0].count == 4 else { return false }
  let day = parts[2].prefix(while: isDigit)
  let separator = parts[2].dropFirst(day.count).first ?? UInt8(ascii: "T")
  return parts[0].allSatisfy(isDigit) && parts[1].count <= 2 && parts[1].allSatisfy(isDigit)
    && 1...2 ~= day.count && "Tt ".utf8.contains(separator)
}

/// The rest of a number after its first digits: `:30:45`.
private func isBase60(_ text: Bytes) -> Bool {
  let parts = text.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  return parts.allSatisfy { part in
    1...2 ~= part.count && part.allSatisfy(isDigit)
      && (part.count == 1 || part[part.startIndex] < UInt8(ascii: "6"))
  }
}

private func isExponent(_ text: Bytes) -> Bool {
  guard text[text.startIndex] | 0x20 == UInt8(ascii: "e") else { return false }
  let digits = text.dropFirst().drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
  return !digits.isEmpty && digits.allSatisfy(isDigit)
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
}

/// The members in the order in which go-yaml prints them: runs of digits compare as numbers, and
/// letters come after everything else.
func naturallySorted(_ members: [Value.Member]) -> [Value.Member] {
  let inOrder = zip(members, members.dropFirst()).allSatisfy {
    naturallyPrecedes($0.key, $1.key)
  }
  return inOrder ? members : members.sorted { naturallyPrecedes($0.key, $1.key) }
}

private func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
  let left = left.utf8
  let right = right.utf8
  let (leftRest, rightRest) = dropCommonPrefix(left, right)
  guard let a = leftRest.first, let b = rightRest.first else { return left.count < right.count }
  switch (isLetter(a), isLetter(b)) {
  case (true, true): return a < b
  case (true, false): return false
  case (false, true): return true
  case (false, false):
    let aDigits = leftRest.prefix(while: isDigit)
    let bDigits = rightRest.prefix(while: isDigit)
    let aNumber = number(aDigits)
    let bNumber = number(bDigits)
    if aNumber != bNumber { return aNumber < bNumber }
    if aDigits.count != bDigits.count { return aDigits.count < bDigits.count }
    return a < b
  }
}

private func dropCommonPrefix(
  _ left: String.UTF8View, _ right: String.UTF8View
) -> (Substring.UTF8View, Substring.UTF8View) {
  let common = zip(left, right).prefix { $0 == $1 }.count
  return (left.dropFirst(common), right.dropFirst(common))
}

private func number(_ digits: Substring.UTF8View) -> Int {
  digits.reduce(0) { $0 &* 10 &+ Int($1 &- UInt8(ascii: "0")) }
}

/// All that is not ASCII counts as a letter: the keys of a cluster's objects hold nothing else.
private func isLetter(_ byte: UInt8) -> Bool {
  byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

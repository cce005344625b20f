import Basics

/// Words → words of the same form, one to one, and back.
public struct NameMapping: Sendable {
  private let key: AnonymizationKey
  /// By replacement.
  private var originals: [String: String]
  private var made: [String: String] = [:]

  /// - Parameter pairs: Replacements that an earlier run gave, with what each was.
  public init(key: AnonymizationKey, pairs: [String: String] = [:]) {
    self.key = key
    originals = pairs
    for (replacement, original) in pairs { made[original] = replacement }
  }

  /// How the letters of a replacement are chosen.
  enum Form {
    /// A word that begins with an x.
    case word
    /// Hexadecimal digits, and all else as it is.
    case hexadecimal
    /// A suffix like those that Kubernetes makes.
    case generated
    /// Other digits, and all else as it is.
    case digits
    /// The same of four numbers that are no address, and are none afterwards: zeros stay, and what
    /// is too great for an address does, too.
    case numbers
  }

  /// What a word is called from now on. Words that differ only in their case stay so.
  mutating func replacement(of word: String, as form: Form = .word) -> String {
    if let made = made[word] { return made }
    var (form, count) = (form, 8)
    var attempt: UInt8 = 0
    while true {
      let found = candidate(word, form, count, attempt)
      if originals[found, default: word].utf8.elementsEqual(word.utf8) {
        originals[found] = word
        made[word] = found
        return found
      }
      // Another word has it: what it is called then depends on which of them came first.
      attempt &+= 1
      // Some shapes are so small that other words have all of it.
      if attempt == 0 { form = .word }
      if form == .word { count += 1 }
    }
  }

  /// Each replacement with what it was.
  public var pairs: [String: String] { originals }

  private func candidate(
    _ word: String, _ form: Form, _ count: Int, _ attempt: UInt8
  ) -> String {
    let lowered = asciiLowercased(word)
    let isLower = lowered.utf8.elementsEqual(word.utf8)
    let isUpper = !isLower && !word.utf8.contains { (0x61...0x7A).contains($0) }
    let isTitle =
      !isLower && !isUpper
      && asciiLowercased(String(word.dropFirst())).utf8.elementsEqual(word.utf8.dropFirst())
    let plain = isLower || isUpper || isTitle ? lowered : word
    let code = key.code(of: [attempt] + Array(plain.utf8), for: "name")
    switch form {
    case .word:
      var letters = code.prefix(min(count, 31)).map { Self.alphabet[Int($0 & 31)] }
      // An address may follow, and its first number is told from a letter only.
      let last = letters.count - 1
      if WordForm.isDigit(letters[last]) { letters[last] = Self.alphabet[Int(code[last] >> 5)] }
      let text = "x" + String(decoding: letters, as: UTF8.self)
      if isUpper { return String(decoding: text.utf8.map(Self.upper), as: UTF8.self) }
      return isTitle ? "X" + text.dropFirst() : text
    case .hexadecimal: return filled(word, code, Self.hexadecimal) { WordForm.isHex($0) }
    case .generated: return filled(word, code, Self.generated) { _ in true }
    case .digits: return filled(word, code, Self.digits, WordForm.isDigit)
    case .numbers:
      let made = filled(word, code, Self.digits) { (0x31...0x39).contains($0) }
      return Self.numbers(of: made, like: word)
    }
  }

  private func filled(
    _ word: String, _ code: [UInt8], _ alphabet: [UInt8], _ isReplaced: (UInt8) -> Bool
  ) -> String {
    var bytes = Array(word.utf8)
    for i in bytes.indices where isReplaced(bytes[i]) {
      let noise = Int(code[i % code.count]) + 7 * (i / code.count)
      bytes[i] = alphabet[noise % alphabet.count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Numbers of which those begin with a nine that stand for one above 255.
  private static func numbers(of made: String, like word: String) -> String {
    var bytes = Array(made.utf8)
    var start = 0
    for number in word.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { !WordForm.isDigit($0) })
    {
      if Int(Substring(number)) ?? 0 > 255 { bytes[start] = UInt8(ascii: "9") }
      start += number.count + 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func upper(_ byte: UInt8) -> UInt8 {
    (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
  }

  /// 32 letters and digits, without those that are read for one another.
  private static let alphabet = [UInt8]("abcdefghijkmnpqrstuvwxyz23456789".utf8)
  private static let hexadecimal = [UInt8]("0123456789abcdef".utf8)
  private static let generated = [UInt8]("bcdfghjklmnpqrstvwxz2456789".utf8)
  private static let digits = [UInt8]("123456789".utf8)
}

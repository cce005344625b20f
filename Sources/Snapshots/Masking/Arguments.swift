import Basics
import Documents

/// Words of command lines.
enum Arguments {
  /// Whether a word holds a credential: `--token=abc`, `DB_PASSWORD=abc`, `-pS3cret`, a script.
  static func holdCredential(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    // Most words are paths, names and numbers.
    guard word.count > 3 else { return false }
    if word[0] == UInt8(ascii: "-"), word[1] == UInt8(ascii: "p") || word[1] == UInt8(ascii: "t"),
      isShortWithValue(word)
    {
      return true
    }
    return CredentialText.occurs(in: word)
  }

  /// `-pS3cret`, `-t=abc`: a short flag with its value. `-provider`, `-port=80` are long ones, as
  /// Go's own flags are written.
  private static func isShortWithValue(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = word[2...]
    if rest.first == UInt8(ascii: "=") { return rest.count > 6 }
    let name = rest.prefix { $0 != UInt8(ascii: "=") }
    let isName = name.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    let isNumber = rest.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":") }
    return !isName && !isNumber && !rest.contains(UInt8(ascii: "/"))
  }

  /// Of curl, before `user:password`.
  private static let userOptions = ["--user", "--proxy-user", "-U"].map { Array($0.utf8) }

  /// Whether a word is a flag whose value is the next word, and a credential.
  static func isCredentialFlag(
    _ word: UnsafeBufferPointer<UInt8>, before next: Int, of list: Value, _ memory: Memory
  ) -> Bool {
    guard word.count > 1, word[0] == UInt8(ascii: "-"), !word.contains(UInt8(ascii: "=")) else {
      return false
    }
    let isUser = userOptions.contains { $0.elementsEqual(word) }
    if word.count > 2, !isUser { return CredentialNames.holdsCredential(word) }
    guard isUser || "tpuaw".utf8.contains(word[1]), next < memory.count(list: list) else {
      return false
    }
    // A port or a path is no password.
    let value = memory.element(next, of: list)
    guard value.tag == .string else { return false }
    let text = memory.bytes(of: value)
    if isUser {
      // `--user 1000:1000` and `--user system:admin` are of other programs.
      let name = text.prefix { $0 != UInt8(ascii: ":") }
      let rest = text[name.endIndex...].dropFirst()
      return !rest.isEmpty && !rest.allSatisfy { (0x30...0x39).contains($0) }
        && !name.elementsEqual("system".utf8)
    }
    return text.first != UInt8(ascii: "/")
      && !text.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":") }
  }
}

/// Names under which people and programs keep credentials: keys of configuration, flags, variables
/// of an environment, fields of objects.
///
/// Names are compared by their letters and without case, so that `clientSecret`, `CLIENT_SECRET`
/// and `--client-secret` are one, and `tokens` is `token`. What follows the word may say which one
/// it is, or how it is written (`SECRET_ID`, `TOKEN_B64`, `DB_PASSWORD_PROD`); or that it is
/// something else (`TOKEN_FILE`, `secretName`).
public enum CredentialNames {
  /// Bytes of a name, from its end, that are looked at.
  private static let nameLimit = 128
  /// Words of a name, from its end, that are looked at.
  private static let wordLimit = 8

  /// The endings of names that it goes by, in lists: for scripts that hide the same where this
  /// program is not.
  public static var endings: [(name: String, endings: [String])] { NameEndings.lists }

  /// Whether a key, a flag or a variable of that name holds a credential.
  public static func holdsCredential(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { holdsCredential($0) }
  }

  /// `secrets` alone is what Kubernetes calls all objects of the type, and `count/secrets` how a
  /// quota says how many of them there may be.
  private static func isPluralOfType(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let count: StaticString = "count/"
    let plural: StaticString = "secrets"
    let isCount = name.starts(
      with: UnsafeBufferPointer(start: count.utf8Start, count: count.utf8CodeUnitCount))
    let type = name.dropFirst(isCount ? count.utf8CodeUnitCount : 0)
    return type.count == plural.utf8CodeUnitCount
      && type.dropFirst().elementsEqual(
        UnsafeBufferPointer(start: plural.utf8Start, count: type.count).dropFirst())
      && type.first.map { $0 | 0x20 } == UInt8(ascii: "s")
  }

  /// As above, for the UTF-8 bytes of a name.
  public static func holdsCredential(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    if isPluralOfType(name) { return false }
    let end = UnsafeBufferPointer(rebasing: name.suffix(nameLimit))
    guard let words = WordsFromEnd(end) else { return false }
    return NameEndings.withAll { holdsCredential(words, $0) }
  }

  private static func holdsCredential(_ words: WordsFromEnd, _ endings: NameEndings) -> Bool {
    var name = words
    // What counts after the words that were passed over.
    var counted: NameMeaning = [.credential, .lasting, .distinct]
    for _ in 0..<wordLimit {
      let meaning = name.meaning(by: endings)
      if meaning.contains(.harmless) { return false }
      if !meaning.isDisjoint(with: counted) { return true }
      if meaning.contains(.key), counted.contains(.credential), name.hasMoreWords, name.isVariable {
        return true
      }
      if meaning.contains(.other) { return false }
      if !meaning.contains(.tail) {
        // `db.password.prod` may be a key, `htpasswd.txt` is a file.
        if name.lastWordFollowsStop { return false }
        if counted.contains(.lasting) {
          counted = name.hasMoreWords && name.isVariable ? [.lasting, .distinct] : .distinct
        }
        if counted == .distinct, !name.mayBeDistinct { return false }
      }
      if !name.dropWord() { return false }
    }
    return false
  }
}

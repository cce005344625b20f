/// Names under which people and programs keep credentials: keys of configuration, flags, variables
/// of an environment, fields of objects.
///
/// Names are compared by their letters and without case, so that `clientSecret`, `CLIENT_SECRET`
/// and `--client-secret` are one.
public enum CredentialNames {
  /// Ends of names, by their letters in lower case.
  ///
  /// Source of the flags among them: `isSecret` of k3s' pkg/nodeconfig, and both servers' flags.
  private static let endings = [
    "token", "password", "passwd", "passphrase", "passcode", "pwd", "pass", "secret", "apikey",
    "accesskey", "accesskeyid", "secretkey", "privatekey", "encryptionkey", "signingkey",
    "masterkey", "sshkey", "authkey", "sharedkey", "storagekey", "accountkey", "certificatekey",
    "licensekey", "keydata", "credential", "credentials", "secretkeybase", "connectionstring",
    "dsn", "datastoreendpoint", "vpnauth", "basicauth", "proxyauth", "authorization", "cookie",
    "dockerconfigjson", "dockercfg", "htpasswd", "passwordhash", "lastappliedconfiguration",
    "jwt", "idrsa", "ided", "idecdsa", "clientrandom", "tlskey", "serverkey", "clientkeypem",
    "keypem", "valuescontent",
  ].map { Array($0.utf8) }

  /// Whole names.
  private static let names = Set(
    ["auth", "accesskeyid", "sessionid", "privkey", "cakey"].map { Array($0.utf8) })

  /// Names that end like one of a credential, and hold none: names of Secrets, prose.
  private static let harmless = [
    "pullsecret", "existingsecret", "tlssecret", "credentialsecret", "credentialssecret",
    "certsecret", "certificatesecret", "casecret", "bypass", "compass", "onepass",
    "automountserviceaccounttoken",
  ].map { Array($0.utf8) }

  private static let nameLimit = 128

  /// Whether a key, a flag or a variable of that name holds a credential.
  public static func holdsCredential(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { holdsCredential($0) }
  }

  /// As above, for the UTF-8 bytes of a name.
  public static func holdsCredential(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    // Told by its last letter in most cases, without a copy.
    guard let last = name.last(where: isLetter), endsLikeOne(last | 0x20) else { return false }
    let compact = compact(name)
    guard compact.count >= 3 else { return false }
    if harmless.contains(where: { compact.hasSuffix($0) }) { return false }
    return names.contains(compact) || endings.contains { compact.hasSuffix($0) }
  }

  private static func endsLikeOne(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "n"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "s"),
      UInt8(ascii: "t"), UInt8(ascii: "y"), UInt8(ascii: "a"), UInt8(ascii: "l"),
      UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "m"):
      true
    default: false
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func compact(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var compact: [UInt8] = []
    for byte in name.suffix(nameLimit) {
      if isLetter(byte) { compact.append(byte | 0x20) }
    }
    return compact
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}

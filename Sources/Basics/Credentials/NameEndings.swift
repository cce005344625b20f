/// What it means that a name, or what is left of it, ends this way.
struct NameMeaning: OptionSet {
  let rawValue: UInt8

  /// It holds a credential; words may follow that say which one, or how it is written.
  static let credential = NameMeaning(rawValue: 1 << 0)
  /// It does in the name of a variable, whatever follows: `SLACK_TOKEN_ALERTS`.
  static let lasting = NameMeaning(rawValue: 1 << 1)
  /// It does in any name, whatever follows: `dbPasswordProd`.
  static let distinct = NameMeaning(rawValue: 1 << 2)
  /// It does as the last word of a variable that has more of them.
  static let key = NameMeaning(rawValue: 1 << 3)
  /// It holds none, though the rest of it looks like that.
  static let harmless = NameMeaning(rawValue: 1 << 4)
  /// The last word says which one of several it is, or how it is written.
  static let tail = NameMeaning(rawValue: 1 << 5)
  /// The last word says that it is something about one: its place, its age.
  static let other = NameMeaning(rawValue: 1 << 6)
}

/// The ends of names that mean something, as a tree from their last letters on: a name is looked
/// at once, however many endings there are.
struct NameEndings {
  /// The ending that has no letters.
  static let root = 0

  private static let letters = 26
  /// Entries of an ending: for each letter the ending that is longer by it, 0 for none, and what
  /// the ending means wherever it begins (lower byte), and where a word begins with it.
  private static let width = letters + 1

  private let table: UnsafeBufferPointer<UInt16>

  /// Gives the endings to `body`, without a count of references for each letter.
  static func withAll<R>(_ body: (NameEndings) -> R) -> R {
    table.withUnsafeBufferPointer { body(NameEndings(table: $0)) }
  }

  /// The ending that has one more letter, in lower case, before it; nil if none means anything.
  func longer(_ ending: Int, by letter: UInt8) -> Int? {
    let next = Int(table[ending * NameEndings.width + Int(letter - 0x61)])
    return next == NameEndings.root ? nil : next
  }

  /// - Parameter isWord: Whether a word begins with the ending.
  func meaning(of ending: Int, isWord: Bool) -> NameMeaning {
    let meanings = table[ending * NameEndings.width + NameEndings.letters]
    return NameMeaning(rawValue: UInt8(truncatingIfNeeded: isWord ? meanings >> 8 : meanings))
  }

  private static let table = {
    var table = [UInt16](repeating: 0, count: width)
    func add(_ texts: [String], _ meaning: NameMeaning, isWord: Bool = false) {
      for text in texts {
        var ending = root
        for byte in text.utf8.reversed() {
          let index = ending * width + Int(byte - 0x61)
          if table[index] == 0 {
            table[index] = UInt16(table.count / width)
            table += [UInt16](repeating: 0, count: width)
          }
          ending = Int(table[index])
        }
        let bits = UInt16(meaning.rawValue)
        table[ending * width + letters] |= bits << 8 | (isWord ? 0 : bits)
      }
    }
    add(credentials, .credential)
    add(lasting, [.credential, .lasting])
    add(distinct, [.credential, .distinct])
    add(harmless, .harmless)
    add(words, .credential, isWord: true)
    add(["cred", "creds"], [.credential, .lasting], isWord: true)
    add(["key"], .key, isWord: true)
    add(tails, .tail, isWord: true)
    add(others, .other, isWord: true)
    return table
  }()

  // MARK: The endings

  /// The lists by name, in the order of the words.
  static let lists: [(name: String, endings: [String])] = [
    ("credentials", credentials), ("lasting", lasting), ("distinct", distinct),
    ("harmless", harmless), ("words", words), ("tails", tails), ("others", others),
  ]

  /// Source of the flags among them: `isSecret` of k3s' pkg/nodeconfig, and both servers' flags.
  private static let credentials = [
    "pass", "rootpw", "bindpw", "sharedaccesssignature", "encryptionkey", "signingkey", "masterkey",
    "sshkey", "authkey", "sharedkey",
    "storagekey", "accountkey", "certificatekey", "licensekey", "keydata", "accesskeyid",
    "secretkeybase", "connectionstring", "dsn", "datastoreendpoint", "vpnauth", "basicauth",
    "proxyauth", "xauth", "authorization", "cookie", "dockerconfigjson", "dockercfg", "htpasswd",
    "passwordhash", "lastappliedconfiguration", "jwt", "clientrandom", "tlskey", "serverkey",
    "clientkeypem", "keypem", "valuescontent", "unsealkey", "recoverykey",
    "rootkey", "hmackey", "sessionkey", "cipherkey", "decryptionkey", "deploykey", "passkey",
    "privkey", "staticpodurl", "staticpodurlheader", "manifesturl", "manifesturlheader",
  ]

  private static let lasting = [
    "token", "secret", "credential", "accesskey", "secretkey", "privatekey", "pwd",
  ]

  /// Each begins with `pa` or has `pi` in it, which rules most names out quickly.
  private static let distinct = ["password", "passwd", "passphrase", "passcode", "apikey"]

  /// As words only: `path`, `sacred` and `decided` are not credentials, `id_ed25519` is one.
  private static let words = [
    "auth", "pat", "pw", "psk", "sessionid", "cakey", "idrsa", "ided", "idecdsa",
  ]

  /// Names of Secrets, of other things in the cluster, of what is public, of switches; prose.
  private static let harmless = [
    "pullsecret", "existingsecret", "tlssecret", "credentialsecret", "credentialssecret",
    "certsecret", "certificatesecret", "casecret", "bypass", "compass", "onepass",
    "automountserviceaccounttoken", "kubeapiauth", "namespaceauth", "anonymousauth", "clientauth",
    "tokenauth", "enableauth", "disableauth", "requireauth", "skipauth", "noauth", "publickey",
    "topologykey", "labelkey", "annotationkey", "taintkey", "partitionkey", "sortkey",
    "primarykey", "foreignkey", "routingkey", "cachekey", "configkey", "objectkey", "indexkey",
    "groupkey", "lockkey", "electionkey", "contextkey",
  ]

  private static let tails = [
    "b", "base", "v", "value", "val", "id", "old", "new", "previous", "prev", "current", "next",
    "data", "string", "str", "text", "plain", "plaintext", "raw", "enc", "encoded", "encrypted",
    "hex", "content", "backup", "bak", "primary", "secondary",
  ]

  private static let others = [
    "name", "file", "filename", "path", "dir", "directory", "folder", "mount", "mountpath",
    "volume", "location", "ref", "reference", "from", "url", "uri", "endpoint", "host", "hostname",
    "domain", "port", "address", "addr", "service", "server", "namespace", "bucket", "env", "var",
    "key", "field", "param", "header", "prefix", "suffix", "attribute", "label", "selector",
    "issuer", "audience", "user", "username", "email", "type", "kind", "class", "mode", "format",
    "encoding", "encryption", "algorithm", "alg", "method", "version", "template", "provider",
    "store", "manager",
    "backend", "driver", "engine", "source", "webhook", "controller", "operator", "generator",
    "injector", "reloader", "cleaner", "sync", "cache", "ttl", "expiry", "expiration", "expires",
    "seconds", "minutes", "hours", "days", "duration", "timeout", "interval", "period", "age",
    "lifetime", "refresh", "rotation", "rotate", "renew", "renewal", "count", "length", "size",
    "limit", "max", "min", "rate", "per", "review", "reviewer", "request", "policy", "policies",
    "check", "validation", "validator", "authentication", "grant", "reset", "hint", "complexity",
    "enabled", "enable", "disabled", "disable", "required", "require", "allowed", "secure",
    "samesite", "public", "less",
  ]
}

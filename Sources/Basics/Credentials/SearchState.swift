// What a search remembers of the text that it has passed, so that it looks at each byte once
// however many signs follow one another.

/// The run of bytes that a URL may be, up to a byte.
struct URLRun {
  /// Where it begins.
  private(set) var start: Int
  /// Its last `://`, and after that the first `:` and the first `/`.
  private(set) var scheme: Int?
  private(set) var colonOfUser: Int?
  private(set) var slashOfUser: Int?
  private var scanned: Int
  private var colon: Int

  init(start: Int) {
    self.start = start
    scanned = start
    colon = start
  }

  /// Goes on to `end`, which is not part of it.
  mutating func advance(to end: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    while scanned < end {
      let byte = bytes[scanned]
      if CredentialSearch.isURLEnd(byte) {
        start = scanned + 1
        (scheme, colonOfUser, slashOfUser) = (nil, nil, nil)
      } else if byte == UInt8(ascii: ":") {
        if scanned + 2 < end, bytes[scanned + 1] == UInt8(ascii: "/"),
          bytes[scanned + 2] == UInt8(ascii: "/")
        {
          (scheme, colonOfUser, slashOfUser) = (scanned, nil, nil)
          scanned += 2
        } else if scheme != nil {
          colonOfUser = colonOfUser ?? scanned
        }
      } else if byte == UInt8(ascii: "/"), scheme != nil {
        slashOfUser = slashOfUser ?? scanned
      }
      scanned += 1
    }
  }

  /// The first `:` from `start` on, which never goes back, and before `end`.
  mutating func firstColon(
    from start: Int, before end: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    colon = max(colon, start)
    while colon < end, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    return colon < end ? colon : nil
  }
}

/// The programs that are named in a line, up to a byte; identified by their index in `names`.
struct ProgramsBefore {
  static let names: [StaticString] = [
    "curl", "wget", "skopeo", "helm", "mysql", "maria", "sshpass", "login", "mongo", "ldap",
    "htpasswd", "redis", "k3s", "rke2",
  ]

  static let withUser = [0, 1, 2, 3]
  static let withPassword = [3, 4, 5, 6, 7, 8, 9, 10]
  static let withToken = [12, 13]
  static let redis = [11]
  static let ldap = [9]

  /// Where each was named last; empty before the first was.
  private var last: [Int] = []
  private var scanned: Int
  /// How far from a name its line is looked at.
  private static let reach = 512

  init(scanned: Int) { self.scanned = scanned }

  /// Goes on to `end`.
  mutating func advance(to end: Int, _ search: (Int, StaticString) -> Bool, isBreak: (Int) -> Bool)
  {
    guard scanned < end else { return }
    for at in max(scanned, end - ProgramsBefore.reach)..<end {
      if isBreak(at) { last = [] }
      for (i, name) in ProgramsBefore.names.enumerated() where search(at, name) {
        if last.isEmpty { last = Array(repeating: .min, count: ProgramsBefore.names.count) }
        last[i] = at
      }
    }
    scanned = end
  }

  /// Whether one of them stands before `offset`, up to which was gone, in its line.
  func contains(_ programs: [Int], before offset: Int) -> Bool {
    !last.isEmpty && programs.contains { last[$0] >= offset - ProgramsBefore.reach }
  }
}

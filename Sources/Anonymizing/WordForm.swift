import Basics

/// What a word is by its letters.
enum WordForm {
  /// Letters, digits and what holds words together in names of hosts, objects and files.
  static func isOfPiece(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  /// A word without dots and dashes at its ends.
  static func trimmed(_ word: String) -> String {
    var bytes = word.utf8[...]
    let isEdge: (UInt8) -> Bool = { [0x2E, 0x2D, 0x5F].contains($0) }
    bytes = bytes.drop(while: isEdge)
    while let last = bytes.last, isEdge(last) { bytes = bytes.dropLast() }
    return String(Substring(bytes))
  }

  /// Letters alone, as prose has them.
  static func isPlain(_ word: some StringProtocol) -> Bool { word.utf8.allSatisfy(isLetter) }

  static func isNumber(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy(isDigit)
  }

  /// An IPv4 address, dotted.
  static func isAddress(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard let quad = NumberQuad.first(in: bytes, from: 0) else { return false }
    return quad.range == bytes.indices && quad.mark == UInt8(ascii: ".") && quad.octets != nil
  }

  /// `+4930123456`, `+49-30-123456`: as many digits as numbers of telephones have.
  static func isPhoneNumber(_ word: String) -> Bool {
    guard word.utf8.first == UInt8(ascii: "+") else { return false }
    let rest = word.utf8.dropFirst()
    return (7...15).contains(rest.count(where: isDigit))
      && rest.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  /// Numbers, quantities, durations, days, times and versions: `1500m`, `4m58s`, `2025-06-02T06`,
  /// `v1.30.4`, `v1beta1`, `1.2.3-rc1`.
  static func isMeasure(_ word: String) -> Bool {
    isQuantity(word) || isTime(word) || isVersion(word)
  }

  private static let units: Set<String> = [
    "m", "u", "n", "k", "K", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e", "s",
    "ms", "us", "ns", "h", "d", "y", "Z", "x", "B", "kB", "KB", "MB", "GB", "MiB", "GiB", "KiB",
  ]

  private static func isQuantity(_ word: String) -> Bool {
    guard let first = word.utf8.first, isDigit(first) else { return false }
    var unit = ""
    // More dots make an address, or a version.
    guard word.utf8.count(where: { $0 == UInt8(ascii: ".") }) < 2 else { return false }
    for byte in word.utf8 {
      if isDigit(byte) || byte == UInt8(ascii: ".") {
        if !unit.isEmpty, !units.contains(unit) { return false }
        unit = ""
      } else if isLetter(byte) {
        unit.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        return false
      }
    }
    return unit.isEmpty || units.contains(unit)
  }

  /// `2025-06-02`, `2025-06-02T06`.
  private static func isTime(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
    let digits = [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { isDigit(bytes[$0]) }
    guard digits else { return false }
    if bytes.count == 10 { return true }
    return bytes[10] == UInt8(ascii: "T") && bytes[11...].allSatisfy { isDigit($0) || $0 == 0x5A }
  }

  /// A version whose further parts say what was built, and not who did.
  static func isVersion(_ word: String) -> Bool {
    var rest = word.utf8[...]
    if rest.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    guard let first = rest.first, isDigit(first) else { return false }
    let parts = rest.split { [0x2D, 0x5F, 0x2B].contains($0) }
    guard let core = parts.first, isCore(core) else { return false }
    // Numbers with dashes between are part of an address.
    if parts.count > 1, core.allSatisfy(isDigit), rest.count == word.utf8.count { return false }
    return parts.dropFirst().allSatisfy { part in
      part.split(separator: 0x2E).allSatisfy(isBuild)
    }
  }

  /// `1.30.4`, `1`, `1beta1`.
  private static func isCore(_ core: Substring.UTF8View.SubSequence) -> Bool {
    let labels = core.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard labels.count <= 3 else { return false }
    return labels.allSatisfy { label in
      let text = String(Substring(label))
      return isNumber(text) && text.utf8.count <= 8
        || ["alpha", "beta"].contains { word in
          let halves = text.split(separator: word, maxSplits: 1)
          return halves.count == 2 && halves.allSatisfy { isNumber($0) }
        }
    }
  }

  private static let builds: Set<String> = [
    "alpha", "beta", "rc", "rke2r", "k3s", "rke", "build", "hotfix", "eks", "gke", "p", "r", "v",
    "sp", "patch", "head", "alpine", "distroless", "amd", "arm",
  ]

  private static func isBuild(_ part: Substring.UTF8View.SubSequence) -> Bool {
    var end = part.endIndex
    while end > part.startIndex, isDigit(part[part.index(before: end)]) {
      end = part.index(before: end)
    }
    let word = String(Substring(part[..<end]))
    return part.count <= 10 && (word.isEmpty || builds.contains(asciiLowercased(word)))
  }

  /// `8-4-4-4-12` hexadecimal digits.
  static func isUUID(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.utf8.allSatisfy(isHex) }
  }

  /// Hexadecimal digits of a digest or an id.
  static func isHexID(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return bytes.count >= 16 && bytes.allSatisfy(isHex) && bytes.contains(where: isDigit)
      && bytes.contains(where: isLetter)
  }

  /// Letters of the suffixes that Kubernetes makes: no vowel, and none that is read for another.
  private static let suffix = Set("bcdfghjklmnpqrstvwxz2456789".utf8)

  /// A suffix that Kubernetes made: of a pod, a ReplicaSet, a cluster of Rancher.
  static func isGenerated(_ word: some StringProtocol) -> Bool {
    (5...10).contains(word.utf8.count) && word.utf8.allSatisfy(suffix.contains)
  }

  /// Base64 of something that no one can read.
  static func isBlob(_ word: some StringProtocol) -> Bool {
    word.utf8.count >= 40 && word.utf8.contains(where: isDigit)
      && word.utf8.contains { (0x41...0x5A).contains($0) }
      && word.utf8.contains { (0x61...0x7A).contains($0) }
      && word.utf8.allSatisfy { isLetter($0) || isDigit($0) }
  }
}

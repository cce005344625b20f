import Basics

/// Which kinds of archives are read, and how they are recognised by their first bytes. A compressed
/// file is an archive of one member, and a compressed tar is one archive, not two.
package enum ArchiveKind: String, Sendable {
  case gzip, zip, xz, zstd, bzip2, tar

  /// The number of bytes of a file's start that tell its kind.
  static let headLength = 512

  /// nil if the bytes begin no archive that is read.
  init?(head: [UInt8]) {
    if head.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
      self = .xz
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else if head.starts(with: "BZh".utf8), ArchiveKind.isBzip2(head.dropFirst(4)) {
      self = .bzip2
    } else if ArchiveKind.isTar(head) {
      self = .tar
    } else {
      return nil
    }
  }

  /// The first block of compressed data, or the end of an empty file.
  private static func isBzip2(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.starts(with: [0x31, 0x41, 0x59]) || rest.starts(with: [0x17, 0x72, 0x45])
  }

  /// A tar begins with a header that holds the sum of its own bytes. The oldest have nothing else
  /// that tells them.
  private static func isTar(_ head: [UInt8]) -> Bool {
    guard head.count >= headLength, head[0] != 0 else { return false }
    let field = 148..<156
    var sum = 8 * 0x20
    for (i, byte) in head.prefix(headLength).enumerated() where !field.contains(i) {
      sum += Int(byte)
    }
    let digits = head[field].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    return !digits.isEmpty && digits.reduce(0) { $0 * 8 + Int($1) - 0x30 } == sum
  }

  /// Whether a file of a folder may be an archive, by its name: of the others not even the first
  /// bytes are looked at.
  static func isPossible(inFileNamed name: String) -> Bool {
    ![".yaml", ".yml", ".json", ".txt"].contains(where: name.hasSuffix)
  }

  /// The name without the endings that say that it is an archive: the name of the folder that was
  /// packed, or of the file that was compressed.
  package static func stem(of name: String) -> String {
    let lower = asciiLowercased(name)
    let endings = [
      ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tgz", ".txz", ".tzst", ".tbz2", ".tbz",
      ".tar",
      ".zip", ".gz", ".xz", ".zst", ".bz2",
    ]
    for ending in endings where lower.hasSuffix(ending) && lower.utf8.count > ending.utf8.count {
      return String(decoding: name.utf8.dropLast(ending.utf8.count), as: UTF8.self)
    }
    return name
  }
}

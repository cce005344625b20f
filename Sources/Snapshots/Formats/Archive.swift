/// Files that hold other files, and databases: told by their first bytes, whatever their name.
enum Archive {
  /// Bytes of a file's start that are looked at.
  static let headLength = 512

  /// What a file is by its first bytes: its format and its own name; nil for anything else.
  static func recognised(_ head: [UInt8]) -> (format: SnapshotFormat, name: String)? {
    func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
    }
    if begins([0x1F, 0x8B]) { return (.archive, "gzip") }
    if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) { return (.archive, "zip") }
    if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return (.archive, "xz") }
    if begins([0x28, 0xB5, 0x2F, 0xFD]) { return (.archive, "zstd") }
    if begins(Array("BZh".utf8)), begins([0x31, 0x41, 0x59], at: 4) { return (.archive, "bzip2") }
    if begins(Array("7z".utf8) + [0xBC, 0xAF]) { return (.archive, "7z") }
    if begins(Array("ustar".utf8), at: 257) { return (.archive, "tar") }
    if begins(Array("SQLite format 3".utf8)) { return (.database, "SQLite (kine)") }
    // bbolt's magic number, little-endian, in the meta page.
    if begins([0xED, 0xDA, 0x0C, 0xED], at: 16) { return (.database, "bbolt (etcd)") }
    return nil
  }
}

extension SnapshotFormat {
  /// Files that hold other files.
  public static let archive = SnapshotFormat(
    "archive", "an archive",
    kind: { head in
      if head.starts(with: [0x1F, 0x8B]) { return "gzip" }
      if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
        return "zip"
      }
      if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return "xz" }
      if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "zstd" }
      if head.starts(with: "BZh".utf8), head.dropFirst(4).starts(with: [0x31, 0x41, 0x59]) {
        return "bzip2"
      }
      if head.starts(with: Array("7z".utf8) + [0xBC, 0xAF]) { return "7z" }
      return head.dropFirst(257).starts(with: "ustar".utf8) ? "tar" : nil
    },
    help: "unpack it and name the folder, if it holds what kubectl printed")
}

extension SnapshotFormat {
  /// Files that hold other files. Those that can be read were opened before formats see what is in
  /// them; here are the others, and those whose name says that they are something else.
  public static let archive = SnapshotFormat(
    "archive", "an archive",
    kind: { head in
      if let kind = ArchiveKind(head: head) { return kind.rawValue }
      if head.starts(with: Array("7z".utf8) + [0xBC, 0xAF]) { return "7z" }
      return head.starts(with: Array("Rar!".utf8) + [0x1A, 7]) ? "rar" : nil
    },
    help: "unpack it and name the folder, if it holds what kubectl printed")
}

extension SnapshotFormat {
  /// The files that etcd and kine keep a cluster in.
  public static let database = SnapshotFormat(
    "database", "an etcd or kine database",
    kind: { head in
      if head.starts(with: "SQLite format 3".utf8) { return "SQLite (kine)" }
      // bbolt's magic number, little-endian, in the meta page.
      return head.dropFirst(16).starts(with: [0xED, 0xDA, 0x0C, 0xED]) ? "bbolt (etcd)" : nil
    },
    help: "export the objects with kubectl from the running cluster, or from one that the database "
      + "was restored to")
}

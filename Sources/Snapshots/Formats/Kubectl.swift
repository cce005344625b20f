extension SnapshotFormat {
  /// Output of kubectl, in files of any name: what no other format takes.
  public static let kubectl = SnapshotFormat(
    "kubectl", "output of kubectl", isGeneral: true,
    role: { path, _ in
      guard let name = path.last, name.hasSuffix(".rkestate") else { return .resources() }
      return .rke(name: name)
    })
}

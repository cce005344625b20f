import Findings

extension PackInfo {
  /// - Parameter hashes: Whether the sums of data files are computed, too.
  public init(_ pack: Pack, hashes: Bool = false) {
    self.init(
      name: pack.name, version: pack.version, source: pack.path,
      digest: pack.digest,
      overrides: pack.overrides.map {
        Override(
          rule: $0.rule, severity: $0.severity, isEnabled: $0.isEnabled ?? true,
          isWaivable: $0.isWaivable, reason: $0.reason)
      },
      data: pack.dataFiles(hashes: hashes))
  }
}

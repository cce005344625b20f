import Findings

extension PackInfo {
  public init(_ pack: Pack) {
    self.init(
      name: pack.name, version: pack.version, source: pack.path,
      overrides: pack.overrides.map {
        Override(
          rule: $0.rule, severity: $0.severity, isEnabled: $0.isEnabled ?? true, reason: $0.reason)
      },
      data: pack.dataFiles)
  }
}

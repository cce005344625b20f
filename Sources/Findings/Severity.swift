/// How bad a finding is: SARIF's levels, ordered `note < warning < error`.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  case note, warning, error

  var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

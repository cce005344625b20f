/// Whether text has colours (`--color`).
public enum ColorChoice: String, Sendable, CaseIterable {
  /// As the terminal and the environment have it.
  case auto
  case always, never

  /// - Parameter isUsual: whether there would be colours where nobody asks.
  public func isColored(_ isUsual: Bool) -> Bool {
    switch self {
    case .auto: isUsual
    case .always: true
    case .never: false
    }
  }
}

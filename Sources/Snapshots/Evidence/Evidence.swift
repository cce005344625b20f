/// How completely something was collected.
public enum EvidenceState: String, Sendable, Hashable, CaseIterable {
  case complete
  /// Looks complete, and nothing proves it.
  case assumed
  case partial, denied, absent

  /// The better of two states has the smaller rank.
  var rank: Int {
    switch self {
    case .complete: 0
    case .assumed: 1
    case .partial: 2
    case .denied: 3
    case .absent: 4
    }
  }
}

/// What is known about the completeness of a resource type, or of one namespace of it.
public struct Evidence: Sendable, Hashable {
  public var state: EvidenceState
  /// Why it is so; nil if there is nothing to say.
  public var detail: String?
  /// The files that it rests on, sorted.
  public var paths: [String]
  /// Whether a list is partial for no other reason than that nothing shows that it is whole.
  var isOnlyUnproven: Bool

  public init(
    _ state: EvidenceState, detail: String? = nil, paths: [String] = [],
    isOnlyUnproven: Bool = false
  ) {
    self.state = state
    self.detail = detail
    self.paths = paths
    self.isOnlyUnproven = isOnlyUnproven
  }

  /// Whether a search that finds nothing means that nothing is there.
  var isConclusive: Bool { state == .complete || state == .assumed }
}

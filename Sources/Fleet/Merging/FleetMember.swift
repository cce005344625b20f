import Basics
import Findings

/// One cluster of a fleet, by the row that counts of it.
public struct FleetMember: Sendable, Hashable {
  /// How far it is from being imported.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    case ready
    /// One rule decides against it, and nothing that decides is unknown.
    case oneFixAway = "one-fix-away"
    case blocked
    case inconclusive
    case notJudged = "not-judged"

    /// For people.
    public var text: String {
      switch self {
      case .ready: "ready"
      case .oneFixAway: "one fix away"
      case .blocked: "blocked"
      case .inconclusive: "inconclusive"
      case .notJudged: "not judged"
      }
    }
  }

  public let row: FleetRow
  /// Why what the row says may not be so: too old, judged by other data. Sentences without a full
  /// stop.
  public internal(set) var doubts: [String] = []

  /// Full ids of the rules that fail and decide, sorted.
  public let blockers: [String]
  /// Full ids of the rules that are unknown and decide, sorted.
  public let openRules: [String]

  init(_ row: FleetRow) {
    self.row = row
    blockers = (row.judged?.failing ?? []).filter(\.decides).map(\.id).sortedByBytes()
    openRules = (row.judged?.unknown ?? []).filter(\.decides).map(\.id).sortedByBytes()
  }

  public var name: String { row.name }

  /// Whether nothing but its blockers keeps it from being ready.
  public var isDecided: Bool { openRules.isEmpty && doubts.isEmpty }

  public var stage: Stage {
    guard let judged = row.judged else { return .notJudged }
    switch judged.readiness {
    case .notReady: return blockers.count == 1 && isDecided ? .oneFixAway : .blocked
    case .inconclusive: return .inconclusive
    case .ready: return doubts.isEmpty ? .ready : .inconclusive
    }
  }

  /// 0 ready, 1 not ready, 2 not judged, 3 inconclusive.
  public var exitCode: Int32 {
    guard let judged = row.judged else { return 2 }
    return judged.exitCode == 0 && !doubts.isEmpty ? 3 : judged.exitCode
  }
}

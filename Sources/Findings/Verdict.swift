/// What a rule says of one subject, exactly one of four; ordered from best to worst, so that the
/// verdict of a rule on a subject is the `max()` of its validations'.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
  case notApplicable, pass, unknown, fail

  var rank: Int {
    switch self {
    case .notApplicable: 0
    case .pass: 1
    case .unknown: 2
    case .fail: 3
    }
  }

  public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }
}

/// How many subjects got which verdict.
public struct VerdictCounts: Sendable, Hashable {
  public var pass: Int
  public var fail: Int
  public var unknown: Int
  public var notApplicable: Int

  public init(pass: Int = 0, fail: Int = 0, unknown: Int = 0, notApplicable: Int = 0) {
    self.pass = pass
    self.fail = fail
    self.unknown = unknown
    self.notApplicable = notApplicable
  }

  /// The number of subjects.
  public var total: Int { pass + fail + unknown + notApplicable }

  public subscript(verdict: Verdict) -> Int {
    get {
      switch verdict {
      case .pass: pass
      case .fail: fail
      case .unknown: unknown
      case .notApplicable: notApplicable
      }
    }
    set {
      switch verdict {
      case .pass: pass = newValue
      case .fail: fail = newValue
      case .unknown: unknown = newValue
      case .notApplicable: notApplicable = newValue
      }
    }
  }

  public static func + (left: VerdictCounts, right: VerdictCounts) -> VerdictCounts {
    VerdictCounts(
      pass: left.pass + right.pass, fail: left.fail + right.fail,
      unknown: left.unknown + right.unknown,
      notApplicable: left.notApplicable + right.notApplicable)
  }
}

import Basics
import Findings

/// A waiver as its file says it, with the rules that it means.
public struct WaiverEntry: Sendable {
  /// The rule as it is written: an id, a full id, or a pattern.
  public var rule: String
  /// Full ids of the rules that it names and that may be waived.
  public var rules: Set<String>
  public var scope: WaiverScope
  public var reason: String
  public var owner: String
  public var ticket: String?
  /// The last day on which it holds.
  public var expires: CivilDate
  public var place: Place?

  public init(
    rule: String, rules: Set<String>, scope: WaiverScope, reason: String, owner: String,
    ticket: String? = nil, expires: CivilDate, place: Place? = nil
  ) {
    self.rule = rule
    self.rules = rules
    self.scope = scope
    self.reason = reason
    self.owner = owner
    self.ticket = ticket
    self.expires = expires
    self.place = place
  }

  func isExpired(on day: CivilDate) -> Bool { expires.daysSinceEpoch < day.daysSinceEpoch }

  /// What a finding shows of it.
  func waiver(on day: CivilDate) -> Waiver {
    Waiver(
      reason: reason, owner: owner, ticket: ticket, expires: expires.text,
      isExpired: isExpired(on: day), place: place)
  }
}

/// An accepted finding. It is still evaluated and always shown.
public struct Waiver: Sendable, Hashable {
  public var reason: String
  public var owner: String
  /// Date (`2026-01-31`) or time (RFC 3339) of expiry, or nil.
  public var expires: String?
  /// Whether it had expired at the time of judging: the finding is then live again.
  public var isExpired: Bool
  /// Where the waiver is written.
  public var place: Place?

  public init(
    reason: String, owner: String, expires: String? = nil, isExpired: Bool = false,
    place: Place? = nil
  ) {
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.isExpired = isExpired
    self.place = place
  }
}

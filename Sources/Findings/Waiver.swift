/// An accepted finding. It is still evaluated and always shown.
public struct Waiver: Sendable, Hashable {
  public var reason: String
  public var owner: String
  /// Where its acceptance is kept, such as the number of a ticket; nil if none is named.
  public var ticket: String?
  /// The last day on which it holds (`2026-01-31`, in UTC), or nil.
  public var expires: String?
  /// Whether it had expired at the time of judging: the finding is then live again.
  public var isExpired: Bool
  /// Where the waiver is written.
  public var place: Place?

  public init(
    reason: String, owner: String, ticket: String? = nil, expires: String? = nil,
    isExpired: Bool = false, place: Place? = nil
  ) {
    self.reason = reason
    self.owner = owner
    self.ticket = ticket
    self.expires = expires
    self.isExpired = isExpired
    self.place = place
  }

  /// Who accepts it, by which ticket, until when and why, as reports for people say it:
  /// `of platform (OPS-7), until 2026-01-31: the webhook is kept on purpose`.
  public var text: String {
    let ticket = ticket.map { " (\($0))" } ?? ""
    let end = expires.map { isExpired ? " expired after \($0)" : ", until \($0)" }
    return "of \(owner)\(ticket)\(end ?? (isExpired ? " expired" : "")): \(reason)"
  }
}

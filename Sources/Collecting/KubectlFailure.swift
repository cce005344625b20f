import Basics

/// Why a call of kubectl gave nothing, or not all, in its own words.
public struct KubectlFailure: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// 403.
    case denied
    /// 401: credentials are missing, wrong or expired.
    case unauthenticated
    /// 404: the API server has no such object, path or type.
    case notFound
    /// 410: what remains of a list is not kept any more.
    case expired
    /// 429.
    case throttled
    /// 5xx.
    case server
    case timeOut
    /// The call took longer than calls may.
    case tooSlow
    /// No connection, or one that broke.
    case unreachable
    case fullDisk
    /// There is no kubectl.
    case notInstalled
    case tooLarge
    /// The run was interrupted.
    case cancelled
    case other
  }

  public let kind: Kind
  /// One line, without credentials.
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public static let cancelled = KubectlFailure(.cancelled, "interrupted")

  /// Whether the same call may succeed a little later.
  var mayPass: Bool {
    switch kind {
    case .expired, .throttled, .server, .timeOut, .unreachable: true
    default: false
    }
  }

  /// Whether every further call would fail in the same way.
  var isFinal: Bool {
    switch kind {
    case .unauthenticated, .fullDisk, .notInstalled, .cancelled: true
    default: false
    }
  }

  // MARK: kubectl's words

  /// - Parameters:
  ///   - errors: What kubectl printed on standard error.
  ///   - status: How it ended, for where it printed nothing: `exit code 1`.
  init(errors: [UInt8], status: String) {
    let lines = String(decoding: errors, as: UTF8.self).split(separator: "\n")
      .map(String.init)
    let said = lines.filter { !$0.hasPrefix("Warning: ") && !KubectlFailure.isLog($0) }
    // What kubectl means stands last, below what its libraries logged.
    let line = said.last ?? lines.last ?? ""
    self.init(
      KubectlFailure.kind(of: line),
      line.isEmpty ? "kubectl ended with \(status), and said nothing" : KubectlFailure.shown(line))
  }

  /// `E1128 02:00:57.000000   123 memcache.go:265] …`
  private static func isLog(_ line: String) -> Bool {
    let bytes = Array(line.utf8.prefix(5))
    return bytes.count == 5 && [UInt8]("EWIF".utf8).contains(bytes[0])
      && bytes[1...].allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func shown(_ line: String) -> String {
    let masked = CredentialText.masked(line)
    return masked.count > shownLimit ? masked.prefix(shownLimit) + "…" : masked
  }

  private static let shownLimit = 4_000
  /// Whether the message is not all that was said.
  var isCut: Bool { message.count > KubectlFailure.shownLimit }

  /// What the words of kubectl and of its client library stand for.
  private static let phrases: [(phrase: String, kind: Kind)] = [
    ("no space left on device", .fullDisk),
    ("disk quota exceeded", .fullDisk),
    ("(Forbidden)", .denied),
    ("(Unauthorized)", .unauthenticated),
    ("You must be logged in to the server", .unauthenticated),
    ("getting credentials: ", .unauthenticated),
    ("(NotFound)", .notFound),
    ("the server doesn't have a resource type", .notFound),
    ("the server could not find the requested resource", .notFound),
    ("(Expired)", .expired),
    ("(Gone)", .expired),
    ("(TooManyRequests)", .throttled),
    ("(InternalError)", .server),
    ("(ServiceUnavailable)", .server),
    ("the server is currently unable to handle the request", .server),
    ("(Timeout)", .timeOut),
    ("(ServerTimeout)", .timeOut),
    ("Client.Timeout", .timeOut),
    ("context deadline exceeded", .timeOut),
    ("request timed out", .timeOut),
    ("i/o timeout", .timeOut),
    ("TLS handshake timeout", .timeOut),
    ("Unable to connect to the server", .unreachable),
    ("The connection to the server", .unreachable),
    ("connection refused", .unreachable),
    ("connection reset", .unreachable),
    ("connection lost", .unreachable),
    ("broken pipe", .unreachable),
    ("no route to host", .unreachable),
    ("no such host", .unreachable),
    ("EOF", .unreachable),
    ("Error from server", .server),
  ]

  private static func kind(of line: String) -> Kind {
    phrases.first { line.contains($0.phrase) }?.kind ?? .other
  }
}

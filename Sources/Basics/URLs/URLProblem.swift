/// Why a text is not a URL, in Go's words.
public struct URLProblem: Error, Hashable, Sendable {
  /// One line.
  public let message: String

  init(_ message: String) { self.message = message }
}

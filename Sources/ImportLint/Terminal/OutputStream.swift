import Basics
import CLibrary
import Reports

/// Standard output or standard error.
struct OutputStream: Sendable {
  let descriptor: Int32

  static let output = OutputStream(descriptor: STDOUT_FILENO)
  static let error = OutputStream(descriptor: STDERR_FILENO)

  /// What became of a write.
  enum Result: Equatable {
    case written
    /// The reader has closed the pipe: it has read what it wanted.
    case unwanted
    case failed(String)

    /// How the run ends for it; nil if it goes on.
    var ending: Ending? {
      guard case .failed(let reason) = self else { return nil }
      return .failure("standard output cannot be written: \(reason)", doing: "report")
    }
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether text may use colours: on a terminal that can, unless `NO_COLOR` is set; and wherever
  /// `FORCE_COLOR` is.
  var isColored: Bool {
    func isSet(_ name: String) -> Bool { environment(name).map { !$0.isEmpty } ?? false }
    if isSet("NO_COLOR") { return false }
    if isSet("FORCE_COLOR") { return environment("FORCE_COLOR") != "0" }
    return isTerminal && environment("TERM") != "dumb"
  }

  /// Columns of the terminal; nil if there is none.
  var columns: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  @discardableResult
  func write(text: String) -> Result { write(bytes: Array(text.utf8)) }

  /// Writes all bytes, in as many pieces as the descriptor takes.
  @discardableResult
  func write(bytes: [UInt8]) -> Result {
    if writeAll(bytes, to: descriptor) { return .written }
    return errno == EPIPE ? .unwanted : .failed(systemError())
  }

  /// Writes what comes in pieces, up to one that cannot be written.
  @discardableResult
  func write(pieces: (@escaping ReportFormat.Sink) -> Void) -> Result {
    var result = Result.written
    pieces { if result == .written { result = write(bytes: $0) } }
    return result
  }
}

/// An environment variable; nil if it is not set.
func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

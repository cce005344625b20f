import Fleet
import Synchronization

/// Rows on standard output. One that cannot be written ends the run when it is over: it would be
/// missing, and nobody told.
final class RowOutput: Sendable {
  private let state = Mutex<Ending?>(nil)

  /// How the run ends because a row could not be written; nil if all were.
  var failure: Ending? { state.withLock { $0 } }

  func write(_ row: FleetRow) {
    let result = OutputStream.output.write(bytes: row.json)
    guard result != .written else { return }
    state.withLock { first in
      first =
        first ?? result.ending
        ?? .failure("whoever reads the rows has gone", doing: "write the rows")
    }
  }
}

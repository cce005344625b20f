import Synchronization

/// Ends a series of calls early, where every further one would fail as well.
final class StopSign: Sendable {
  private struct State {
    var reason: KubectlFailure?
    /// Calls in a row that did not reach the API server.
    var lost = 0
  }

  private let state = Mutex(State())
  /// Calls in a row after which the API server counts as lost.
  private static let lostLimit = 4

  /// Why no further call is to be made; nil if they go on.
  var reason: KubectlFailure? { state.withLock { $0.reason } }

  /// Ends the series.
  func stop(for failure: KubectlFailure) {
    state.withLock { $0.reason = $0.reason ?? failure }
  }

  /// Takes in how a call ended; nil if it worked.
  func note(_ failure: KubectlFailure?) {
    state.withLock { state in
      guard let failure else {
        state.lost = 0
        return
      }
      switch failure.kind {
      case .unreachable, .timeOut: state.lost += 1
      case .cancelled: break
      // It was answered.
      default: state.lost = 0
      }
      if failure.isFinal || state.lost >= StopSign.lostLimit {
        state.reason = state.reason ?? failure
      }
    }
  }
}

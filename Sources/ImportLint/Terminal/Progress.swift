import Basics
import CLibrary
import Synchronization

/// A line on standard error that says what is being done, for work of more than a second, on a
/// terminal only. It is wiped before anything else is written.
final class Progress: Sendable {
  private struct State {
    var phase = ""
    var isShown = false
    var isOver = false
  }

  private let state = Mutex(State())
  private static let delayMicroseconds: UInt32 = 1_000_000
  private static let intervalMicroseconds: UInt32 = 200_000

  /// Begins, if standard error is a terminal.
  init() {
    guard OutputStream.error.isTerminal else { return }
    if let thread = startThread({ self.watch() }) { pthread_detach(thread) }
  }

  /// Says what is being done from here on.
  func begin(_ phase: String) { state.withLock { $0.phase = phase } }

  /// Wipes the line; nothing is shown afterwards.
  func end() {
    state.withLock { state in
      if state.isShown { OutputStream.error.write(text: "\r\u{1B}[K") }
      state.isOver = true
    }
  }

  private func watch() {
    usleep(Progress.delayMicroseconds)
    var seconds = 1.0
    while true {
      let isOver = state.withLock { state in
        if state.isOver { return true }
        let text = "importlint: \(state.phase) (\(Int(seconds)) s)"
        OutputStream.error.write(text: "\r\u{1B}[K\(text)")
        state.isShown = true
        return false
      }
      if isOver { return }
      usleep(Progress.intervalMicroseconds)
      seconds += Double(Progress.intervalMicroseconds) / 1_000_000
    }
  }
}

import Basics
import Collecting
import Reports

/// Says what a collection is doing: on a terminal in one line that is wiped, else a line a type.
final class CollectionProgress: Sendable {
  private let progress = Progress()
  private let isTerminal = OutputStream.error.isTerminal

  func note(_ event: CollectionEvent) {
    switch event {
    case .began(let name): progress.begin("collecting \(name)")
    case .ended(let entry, let done, let count):
      if isTerminal { return progress.begin("collected \(done) of \(count)") }
      let what =
        entry.state.reason.map { "\(CollectionText.word(entry.state)): \($0)" }
        ?? CollectionText.size(entry.size)
      OutputStream.error.write(
        text: VisibleText.line("[\(done)/\(count)] \(entry.name): \(what)") + "\n")
    }
  }

  func end() { progress.end() }
}

import Documents
import Synchronization

/// The content of a member of an archive, in memory: read once, when the archive was listed.
final class MemberBytes: MemberContent {
  private struct State: Sendable {
    let bytes: CollectedBytes
    /// How many members still want it as their text.
    var readers = 1
  }

  private let state: Mutex<State>
  private let start: [UInt8]
  let count: Int

  init(_ bytes: CollectedBytes) {
    start = Array(bytes.buffer.prefix(ArchiveKind.headLength))
    count = bytes.count
    state = Mutex(State(bytes: bytes))
  }

  /// Makes it the content of one more member: a link's.
  func share() { state.withLock { $0.readers += 1 } }

  func head(_ count: Int) -> [UInt8] { Array(start.prefix(count)) }

  func text(path: String, limits: ReadingLimits, jobs: Int) -> Result<SourceText, SourceError> {
    state.withLock { state in
      state.readers -= 1
      // Of a text that will not be what it was, the bytes may be asked for once more.
      let isMarked = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]].contains(where: start.starts)
      let isLast = state.readers <= 0 && !isMarked
      let bytes = isLast ? state.bytes : state.bytes.copy()
      return SourceText.decode(path: path, taking: bytes, limits: limits)
    }
  }

  func eachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
    state.withLock { body($0.bytes.buffer) }
  }
}

/// A member that is there and cannot be read.
struct LostContent: MemberContent {
  /// Why, in words that fit after "the file".
  let reason: String

  func head(_ count: Int) -> [UInt8] { [] }

  func text(path: String, limits: ReadingLimits, jobs: Int) -> Result<SourceText, SourceError> {
    .failure(SourceError(message: reason, offset: nil))
  }

  func eachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {}
}

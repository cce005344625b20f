import Basics
import CLibrary
import Snapshots

/// Notices changes of files: their names, times and sizes are looked at twice a second.
struct FileWatch {
  private let paths: [String]
  private var seen: [Entry]

  private struct Entry: Equatable {
    let path: String
    let seconds: Int
    let nanoseconds: Int
    let size: Int
  }

  private static let pause: UInt32 = 500_000
  private static let depthLimit = 8
  private static let fileLimit = 10_000

  init(_ paths: [String]) {
    self.paths = paths
    seen = FileWatch.entries(of: paths)
  }

  /// Whether something changed since it was asked last.
  mutating func isChanged() -> Bool {
    let now = FileWatch.entries(of: paths)
    defer { seen = now }
    return now != seen
  }

  /// Waits until something changes; false if that cannot be, because nothing is there.
  mutating func waitForChange() -> Bool {
    guard !seen.isEmpty else { return false }
    repeat { usleep(FileWatch.pause) } while !isChanged()
    return true
  }

  private static func entries(of paths: [String]) -> [Entry] {
    var found: [Entry] = []
    for path in paths { add(path, depth: 0, to: &found) }
    return found
  }

  private static func add(_ path: String, depth: Int, to found: inout [Entry]) {
    var status = stat()
    guard found.count < fileLimit, depth <= depthLimit, lstat(path, &status) == 0,
      let time = modificationTime(of: path)
    else { return }
    found.append(
      Entry(
        path: path, seconds: time.seconds, nanoseconds: time.nanoseconds,
        size: Int(status.st_size)))
    guard status.st_mode & S_IFMT == S_IFDIR else { return }
    for name in InputWalk.names(in: path) ?? [] where !name.hasPrefix(".") {
      add("\(path)/\(name)", depth: depth + 1, to: &found)
    }
  }
}

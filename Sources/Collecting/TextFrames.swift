import Basics

/// Files that a script printed one after another:
///
///     importlint-frames 1
///     file 2 nodes/w1/etc/resolv.conf
///     nameserver 10.0.0.2
///     search a.example
///     end 1
///
/// `file` says how many lines follow, `end` how many files there were: what lost a line on its way
/// is told from what is whole.
struct TextFrames: Sendable {
  let files: [(name: String, text: [UInt8])]

  /// Why an output is not taken.
  struct Failure: Error, Sendable, Hashable {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static let header = "importlint-frames 1"
  private static let fileLimit = 2_000

  /// - Parameter output: What the script printed; what stands before its first line is skipped.
  init(_ output: [UInt8]) throws(Failure) {
    var lines = Lines(output)
    repeat {
      guard let line = lines.next() else { throw Failure("the script printed nothing of its own") }
      if output[line].elementsEqual(TextFrames.header.utf8) { break }
    } while true
    var files: [(String, [UInt8])] = []
    while let line = lines.next() {
      let words = String(decoding: output[line], as: UTF8.self).split(
        separator: " ", maxSplits: 2
      ).map(String.init)
      if words.count == 2, words[0] == "end" {
        guard Int(words[1]) == files.count else { throw Failure("files are missing in it") }
        self.files = files
        return
      }
      guard words.count == 3, words[0] == "file", let count = Int(words[1]), count >= 0,
        files.count < TextFrames.fileLimit
      else { throw Failure("a line of it is lost, or there is one too many") }
      let start = line.upperBound + 1
      var end = start
      for _ in 0..<min(count, output.count) {
        guard let next = lines.next() else { throw Failure("it breaks off") }
        end = next.upperBound + 1
      }
      guard count <= output.count, end <= output.count || count == 0 else {
        throw Failure("it breaks off")
      }
      files.append((words[2], Array(output[min(start, output.count)..<min(end, output.count)])))
    }
    throw Failure("it breaks off")
  }

  /// The text of a file; nil if there is none of that name.
  subscript(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.text }
}

/// The lines of a text, without their ends.
private struct Lines {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Range<Int>? {
    guard offset < bytes.count else { return nil }
    let start = offset
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    defer { offset += 1 }
    return start..<offset
  }
}

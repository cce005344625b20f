import Testing

@testable import Collecting

@Suite("frames of text")
struct TextFramesTests {
  private static let whole =
    "noise\nimportlint-frames 1\nfile 2 a\nx\n\nfile 0 b\nfile 1 c d\nend 1\nend 3\n"

  @Test("hold their files, whatever stands in these")
  func files() throws {
    let frames = try TextFrames(Array(Self.whole.utf8))
    #expect(frames.files.map(\.name) == ["a", "b", "c d"])
    #expect(frames["a"] == Array("x\n\n".utf8))
    #expect(frames["b"] == [])
    #expect(frames["c d"] == Array("end 1\n".utf8))
  }

  @Test("that lost a line, or the end of one, are refused")
  func broken() {
    let lines = Self.whole.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for i in lines.indices.dropFirst() {
      var fewer = Array(lines)
      fewer.remove(at: i)
      #expect(throws: TextFrames.Failure.self, "without line \(i)") {
        _ = try TextFrames(Array((fewer.joined(separator: "\n") + "\n").utf8))
      }
    }
    for count in 0..<Self.whole.utf8.count - 2 {
      #expect(throws: TextFrames.Failure.self, "the first \(count) bytes") {
        _ = try TextFrames(Array(Self.whole.utf8.prefix(count)))
      }
    }
    for text in ["importlint-frames 1\nfile 9223372036854775807 a\nx\nend 1\n", "x\n", ""] {
      #expect(throws: TextFrames.Failure.self) { _ = try TextFrames(Array(text.utf8)) }
    }
  }
}

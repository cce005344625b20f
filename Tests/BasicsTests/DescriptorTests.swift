import CLibrary
import Testing

@testable import Basics

@Suite("Descriptors")
struct DescriptorTests {
  @Test("a pipe that does not wait by itself is waited for, to be read and to be written")
  func withoutWaiting() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    let (output, input) = (ends[0], ends[1])
    // Many times what a pipe holds.
    let bytes = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let halves = inParallel(2, threads: 2) { half -> [UInt8]? in
      if half == 0 {
        defer { close(input) }
        return writeAll(bytes, to: input) ? [] : nil
      }
      defer { close(output) }
      var all: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 1000)
      while true {
        let count = piece.withUnsafeMutableBytes { readSome(from: output, into: $0) }
        guard count > 0 else { return count == 0 ? all : nil }
        all += piece[..<count]
      }
    }
    #expect(halves[0] != nil)
    #expect(halves[1] == bytes)
  }

  @Test("what cannot be written or read is said")
  func failures() throws {
    let descriptor = open("/dev/null", O_RDONLY)
    #expect(!writeAll([1], to: descriptor))
    #expect(errno == EBADF)
    close(descriptor)
    var byte: UInt8 = 0
    let closed = withUnsafeMutableBytes(of: &byte) { readSome(from: -1, into: $0) }
    #expect(closed == -1)
  }
}

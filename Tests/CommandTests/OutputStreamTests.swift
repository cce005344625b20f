import Foundation
import Testing

@testable import ImportLint

@Suite("writing to a descriptor")
struct OutputStreamTests {
  @Test("nothing follows a piece that could not be written, and the failure is what comes out")
  func pieces() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let descriptor = open("/dev/null", O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let stream = OutputStream(descriptor: descriptor)
    let result = stream.write { sink in
      sink([0x61])
      // From here on it could be written.
      dup2(ends[1], descriptor)
      sink([0x62])
    }
    #expect(result != .written)
    try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) < 1)
  }
}

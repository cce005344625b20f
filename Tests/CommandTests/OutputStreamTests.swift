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
    // A full pipe that does not wait takes no more; one that was read again would.
    for end in ends { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    let stream = OutputStream(descriptor: ends[1])
    let result = stream.write { sink in
      sink([UInt8](repeating: 0x61, count: 4 << 20))
      var room = [UInt8](repeating: 0, count: 1 << 16)
      while read(ends[0], &room, room.count) > 0 {}
      sink([0x62])
    }
    #expect(result != .written)
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) < 1)
  }
}

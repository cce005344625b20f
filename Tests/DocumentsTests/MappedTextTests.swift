import CLibrary
import Testing

@testable import Documents

@Suite("Texts of large files are mapped")
struct MappedTextTests {
  private func mapped(_ text: [UInt8]) throws -> SourceText {
    var template = Array("/tmp/importlint-mapped-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    defer {
      close(descriptor)
      unlink(template)
    }
    try #require(write(descriptor, text, text.count) == text.count)
    let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    return try SourceText.read(file: path, path: "large.yaml").get()
  }

  /// Nine MiB of short lines: whole pages, so that the padding lies on a page of its own.
  private static let lines = [UInt8]("a234567: é😀\n".utf8) + [0x23, 0x0A]

  private var large: [UInt8] {
    let line = MappedTextTests.lines
    return Array((0..<(9 << 20) / line.count + 1).flatMap { _ in line }.prefix(9 << 20))
  }

  @Test("what was forgotten is there again, but for what was masked")
  func forgetting() throws {
    let bytes = [UInt8](repeating: 0x61, count: 9 << 20)
    let source = try mapped(bytes)
    #expect(source.isASCII)
    source.mask(5_000_000..<5_000_010)
    source.forget()
    #expect(source.text(in: 4_999_998..<5_000_012) == "aa**********aa")
    #expect(source.buffer[4_000_000] == 0x61)
    for i in 0..<SourceText.padding { #expect(source.bytes[source.count + i] == 0) }
  }

  @Test("places are those of the same text in memory")
  func places() throws {
    let bytes = large
    let source = try mapped(bytes.suffix(9 << 20))
    #expect(source.count == bytes.count)
    let same = try SourceText.decode(path: "large.yaml", bytes: bytes).get()
    for offset in [0, 12, 1 << 16, 5_000_003, 9 << 20] {
      #expect(source.position(of: offset) == same.position(of: offset))
    }
  }

  @Test("a byte order mark is taken off")
  func byteOrderMark() throws {
    let source = try mapped([0xEF, 0xBB, 0xBF] + [UInt8](repeating: 0x61, count: 9 << 20))
    #expect(source.count == 9 << 20)
    source.forget()
    #expect(source.buffer[0] == 0x61)
  }
}

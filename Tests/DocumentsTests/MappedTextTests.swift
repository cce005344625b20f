import Basics
import CLibrary
import Checkout
import Synchronization
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

  @Test("a text may go while all texts are forgotten")
  func going() throws {
    let first = try mapped([UInt8](repeating: 0x61, count: 9 << 20))
    var template = Array("/tmp/importlint-mapped-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    defer { close(descriptor) }
    unlink(template)
    try #require(ftruncate(descriptor, 8 << 20) == 0)
    let isOver = Atomic(false)
    let watcher = startThread {
      // With a pause: other tests have texts, too.
      while !isOver.load(ordering: .relaxed) {
        ResidentText.forgetAll()
        usleep(50)
      }
    }
    var touched = 0
    for _ in 0..<300 {
      guard let storage = TextStorage(mapping: descriptor, count: 8 << 20) else {
        Issue.record("a file of 8 MiB cannot be mapped")
        break
      }
      let text = SourceText(path: "a", taking: storage, isASCII: true)
      // What is in memory takes a while to be given back; the text goes meanwhile.
      for page in stride(from: 0, to: text.count, by: 4096) { touched &+= Int(text.bytes[page]) }
    }
    #expect(touched == 0)
    isOver.store(true, ordering: .relaxed)
    if let watcher { pthread_join(watcher, nil) }
    #expect(first.buffer[4_000_000] == 0x61)
  }

  @Test("a byte order mark is taken off")
  func byteOrderMark() throws {
    let source = try mapped([0xEF, 0xBB, 0xBF] + [UInt8](repeating: 0x61, count: 9 << 20))
    #expect(source.count == 9 << 20)
    source.forget()
    #expect(source.buffer[0] == 0x61)
  }

  @Test("a text in pieces on threads is what it is as a whole, wherever a piece ends")
  func pieces() throws {
    var numbers = Seeded(1)
    let file = try #require(tmpfile())
    defer { fclose(file) }
    let descriptor = fileno(file)
    let parts: [[UInt8]] =
      ["a", "bc", "\n", "é", "€", "😀"].map { Array($0.utf8) }
      + [[0], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80]]
    var isWhole = 0
    for _ in 0..<3_000 {
      // Few texts of many parts have none that is wrong.
      let most = numbers.next() % 2 == 0 ? 6 : parts.count
      let text = (0..<Int.random(in: 1...40, using: &numbers)).flatMap { _ in
        parts[Int.random(in: 0..<most, using: &numbers)]
      }
      let valid = text.withUnsafeBufferPointer { bytes -> Bool in
        let whole = TextBytes(start: bytes.baseAddress!, count: bytes.count)
        var pieces = whole
        pieces.pieceSize = Int.random(in: 4...12, using: &numbers)
        let invalid = whole.firstInvalidUTF8(jobs: 1)
        #expect(pieces.firstInvalidUTF8(jobs: 2) == invalid, "\(text)")
        #expect((invalid == nil) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
        #expect(ftruncate(descriptor, 0) == 0)
        #expect(pwrite(descriptor, bytes.baseAddress!, bytes.count, 0) == bytes.count)
        let look = pieces.firstLook(readingFrom: descriptor, jobs: 2)
        #expect(look.zero == text.firstIndex(of: 0), "\(text)")
        if look.zero == nil {
          let bad = look.others.lazy.compactMap { range in
            TextBytes(start: bytes.baseAddress! + range.lowerBound, count: range.count)
              .firstInvalidUTF8(jobs: 1).map { range.lowerBound + $0 }
          }.first
          #expect(bad == invalid, "\(text)")
          #expect(look.others.isEmpty == text.allSatisfy { $0 < 0x80 }, "\(text)")
        }
        return invalid == nil
      }
      if valid { isWhole += 1 }
    }
    #expect(isWhole > 1_000)
  }
}

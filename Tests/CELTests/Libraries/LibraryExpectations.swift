import Testing

@testable import CEL

/// Expects `body` to fail with exactly this library message.
func expectError(
  _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws(LibraryError) -> some Any
) {
  do throws(LibraryError) {
    let value = try body()
    Issue.record("gave \(value)", sourceLocation: sourceLocation)
  } catch {
    #expect(error.message == message, sourceLocation: sourceLocation)
  }
}

extension String {
  /// The part of this text in a range of bytes.
  func bytes(_ range: Range<Int>) -> String {
    String(decoding: Array(utf8)[range], as: UTF8.self)
  }

  init(_ bytes: [UInt8]) {
    self.init(decoding: bytes, as: UTF8.self)
  }
}

/// A block of UTF-8 text that somebody else owns.
///
/// The function libraries read their arguments in place: CEL's strings are slices of an arena or of
/// a source file, and copying them into `String` first would cost more than most functions do.
typealias UTF8Bytes = UnsafeBufferPointer<UInt8>

/// What a library function says when it cannot give a value, in the words of cel-go or Kubernetes.
struct LibraryError: Error, Hashable, Sendable {
  /// One line, no position, ready to stand in an evaluation error.
  let message: String

  init(_ message: String) {
    self.message = message
  }

  static let integerOverflow = LibraryError("integer overflow")
  static let unsignedOverflow = LibraryError("unsigned integer overflow")
  static let durationOverflow = LibraryError("duration overflow")
  static let timestampOverflow = LibraryError("timestamp overflow")

  /// Bytes that one call may produce. Functions that multiply their input (`replace`, `join`) would
  /// otherwise turn two modest strings into more than the machine holds.
  static let outputLimit = 32 << 20
  static let outputTooLong = LibraryError("result is longer than \(outputLimit) bytes")
}

extension String {
  /// The text of `bytes`, with U+FFFD for what is not UTF-8.
  init(_ bytes: UTF8Bytes) {
    self.init(decoding: bytes, as: UTF8.self)
  }
}

/// Calls `body` with the UTF-8 of `text`, without a copy where the string already is UTF-8.
func withUTF8Bytes<Result, Failure: Error>(
  _ text: String, _ body: (UTF8Bytes) throws(Failure) -> Result
) throws(Failure) -> Result {
  var text = text
  // `String.withUTF8` rethrows untyped; the outcome is carried out as a value instead.
  let outcome: Swift.Result<Result, Failure> = text.withUTF8 { bytes in
    do throws(Failure) {
      return .success(try body(bytes))
    } catch {
      return .failure(error)
    }
  }
  return try outcome.get()
}

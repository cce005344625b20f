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
  static let outputLimit = 8 << 20
  static let outputTooLong = LibraryError("result is longer than \(outputLimit) bytes")

  /// Parts that one call may cut a text into.
  static let partLimit = 1 << 18
  static let tooManyParts = LibraryError("result has more than \(partLimit) parts")
}

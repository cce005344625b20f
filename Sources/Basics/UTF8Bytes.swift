/// A block of UTF-8 text that somebody else owns.
///
/// CEL's function libraries read their arguments in place: strings are slices of an arena or of
/// a source file, and copying them into `String` first would cost more than most functions do.
public typealias UTF8Bytes = UnsafeBufferPointer<UInt8>

extension String {
  /// The text of `bytes`, with U+FFFD for what is not UTF-8.
  public init(_ bytes: UTF8Bytes) {
    self.init(decoding: bytes, as: UTF8.self)
  }
}

/// Calls `body` with the UTF-8 of `text`, without a copy where the string already is UTF-8. Other
/// modules make it their own: types that are made for a call cost more than what it does.
@inlinable @inline(__always)
public func withUTF8Bytes<Result, Failure: Error>(
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

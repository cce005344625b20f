// What the libraries' entries have in common.

import Basics
import Documents

extension Evaluation {
  /// The value that `body` gives, or its error.
  @inline(__always)
  func attempt(_ body: () throws(LibraryError) -> Value) -> Value {
    do throws(LibraryError) {
      return try body()
    } catch {
      return self.error(error.message)
    }
  }

  /// The bytes of a string or bytes value.
  @inline(__always)
  func text(_ value: Value) -> UTF8Bytes { memory.bytes(of: value) }

  func string(_ bytes: [UInt8]) -> Value { bytes.withUnsafeBufferPointer { string($0) } }
  func bytes(_ bytes: [UInt8]) -> Value { bytes.withUnsafeBufferPointer { self.bytes($0) } }

  /// Part of a string value.
  func slice(_ value: Value, _ range: Range<Int>) -> Value {
    slice(value, from: range.lowerBound, to: range.upperBound)
  }

  /// A list of parts of a string value.
  func slices(_ value: Value, _ ranges: [Range<Int>]) -> Value {
    let mark = self.mark
    for range in ranges { guard push(slice(value, range)) else { return memoryExceeded() } }
    return list(since: mark)
  }

  func strings(_ texts: [String]) -> Value {
    let mark = self.mark
    for text in texts { guard push(string(text)) else { return memoryExceeded() } }
    return list(since: mark)
  }

  /// Known elements of a list.
  func elements(_ list: Value) -> ListElements {
    ListElements(list: list, memory: memory, count: memory.count(list: list))
  }
}

/// The known elements of a list.
struct ListElements: RandomAccessCollection {
  let list: Value
  let memory: Memory
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }
  subscript(i: Int) -> Value { memory.element(i, of: list) }
}

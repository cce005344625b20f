import Basics

/// A text in which `*` stands for any run of characters, none included. It fits whole texts only.
public struct WaiverPattern: Sendable, Hashable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// Whether it fits everything.
  var isAny: Bool { !text.isEmpty && text.utf8.allSatisfy { $0 == UInt8(ascii: "*") } }

  public func matches(_ other: String) -> Bool {
    withUTF8Bytes(text) { pattern in withUTF8Bytes(other) { Self.matches(pattern, $0) } }
  }

  /// Each star takes as little as it can; where what follows does not fit, only the last one takes
  /// more. The work is the product of both lengths at most.
  private static func matches(_ pattern: UTF8Bytes, _ text: UTF8Bytes) -> Bool {
    var (i, j) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while j < text.count {
      if i < pattern.count, pattern[i] == UInt8(ascii: "*") {
        star = (i, j)
        i += 1
      } else if i < pattern.count, pattern[i] == text[j] {
        i += 1
        j += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        (i, j) = (last.pattern + 1, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[i...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension [WaiverPattern] {
  /// Whether one of them fits.
  func match(_ text: String) -> Bool { contains { $0.matches(text) } }
}

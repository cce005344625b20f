import Basics

/// A text in which `*` stands for any run of characters, none included. It fits whole texts only.
public struct WaiverPattern: Sendable, Hashable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// Whether it fits everything.
  var isAny: Bool { !text.isEmpty && text.utf8.allSatisfy { $0 == UInt8(ascii: "*") } }

  public func matches(_ other: String) -> Bool {
    withUTF8Bytes(text) { pattern in
      withUTF8Bytes(other) { Wildcard.matches(pattern, $0, questionMark: false) }
    }
  }
}

extension [WaiverPattern] {
  /// Whether one of them fits.
  func match(_ text: String) -> Bool { contains { $0.matches(text) } }
}

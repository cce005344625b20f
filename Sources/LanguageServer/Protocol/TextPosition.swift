import Basics
import Documents

/// A place in a text as the protocol has it: a line and a character in it, both from 0. How
/// characters count, client and server agree upon.
struct TextPosition: Equatable {
  var line: Int
  var character: Int

  init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// Nil if it is none. What is negative counts as 0.
  init?(_ value: DocumentValue?) {
    guard let line = value?["line"]?.int, let character = value?["character"]?.int else {
      return nil
    }
    self.line = Int(max(0, min(line, Int64(Int32.max))))
    self.character = Int(max(0, min(character, Int64(Int32.max))))
  }

  var json: JSONText { .object([("line", .number(line)), ("character", .number(character))]) }
}

/// What the characters of positions are.
enum PositionEncoding: String {
  case utf8 = "utf-8"
  case utf16 = "utf-16"

  /// Characters that the first byte of a code point stands for; 0 for those that follow it.
  func width(ofByte byte: UInt8) -> Int {
    switch self {
    case .utf8: 1
    case .utf16: byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
    }
  }
}

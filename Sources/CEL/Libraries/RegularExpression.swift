import Basics

/// A regular expression of a file that people write, in RE2's syntax, as `matches` reads it.
package struct RegularExpression: Sendable {
  private let regex: Regex

  /// What is wrong with a pattern, in RE2's words.
  package struct Mistake: Error {
    package let message: String
  }

  package init(_ pattern: String) throws(Mistake) {
    do throws(LibraryError) {
      regex = try Regex(pattern)
    } catch {
      throw Mistake(message: error.message)
    }
  }

  package var text: String { regex.pattern }

  /// Whether any part of `text` matches; false, too, where matching runs out of memory.
  package func matches(_ text: String) -> Bool {
    withUTF8Bytes(text) { bytes in (try? regex.matches(bytes)) ?? false }
  }
}

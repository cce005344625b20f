import Basics
import RegexShim

/// A regular expression in RE2's syntax, which Go's `regexp` and therefore Kubernetes use.
///
/// Matching takes time linear in the text whatever the pattern, the program's size is bounded, and
/// running out of either bound is an error. Shared freely between threads: RE2 guards its caches.
final class Regex: Sendable {
  /// Pays for searching that many more bytes; false where there is no budget left.
  typealias Toll = (Int) -> Bool

  /// Bytes for a pattern's program and caches; RE2's own default.
  static let memoryLimit: Int64 = 8 << 20
  /// Longest pattern that is looked at, in bytes.
  static let patternLimit = 64 << 10

  // Immutable after init, and RE2 is safe for concurrent matching.
  nonisolated(unsafe) private let handle: OpaquePointer
  /// The source text.
  let pattern: String
  /// Instructions of the compiled program.
  let programSize: Int
  /// Number of capturing groups, without the whole match.
  let groupCount: Int

  /// Compiles `pattern`; the error carries Go's wording, "error parsing regexp: …".
  init(_ pattern: UTF8Bytes) throws(LibraryError) {
    handle = try Self.compile(pattern)
    self.pattern = String(pattern)
    groupCount = Int(regex_shim_group_count(handle))
    programSize = Int(regex_shim_program_size(handle))
  }

  init(_ pattern: String) throws(LibraryError) {
    handle = try withUTF8Bytes(pattern) { bytes throws(LibraryError) in try Self.compile(bytes) }
    self.pattern = pattern
    groupCount = Int(regex_shim_group_count(handle))
    programSize = Int(regex_shim_program_size(handle))
  }

  /// What costs nothing.
  static func noToll(_: Int) -> Bool { true }

  deinit {
    regex_shim_free(handle)
  }

  /// Whether any part of `text` matches, as CEL's `matches` asks. Does not allocate.
  func matches(_ text: UTF8Bytes) throws(LibraryError) -> Bool {
    let outcome = regex_shim_match(handle, text.baseAddress, text.count, 0, nil, 0)
    guard outcome >= 0 else { SystemMemory.exhausted() }
    return outcome == 1
  }

  /// The byte range of the leftmost match, as Kubernetes' `find` wants it; nil when there is none.
  func firstMatch(in text: UTF8Bytes) throws(LibraryError) -> Range<Int>? {
    var span = regex_shim_span(start: -1, end: -1)
    let outcome = regex_shim_match(handle, text.baseAddress, text.count, 0, &span, 1)
    guard outcome >= 0 else { SystemMemory.exhausted() }
    return outcome == 1 ? span.start..<span.end : nil
  }

  /// The byte ranges of the leftmost match and of its groups (nil: took no part); nil: no match.
  func firstCaptures(in text: UTF8Bytes) throws(LibraryError) -> [Range<Int>?]? {
    var found: [Range<Int>?]?
    try forEachMatch(in: text, groups: groupCount + 1, toll: Regex.noToll) { spans in
      found = spans.map { $0.start < 0 ? nil : $0.start..<$0.end }
      return false
    }
    return found
  }

  /// The byte ranges of all matches that do not overlap, from the left; at most `limit`, and all of
  /// them when it is negative, as Kubernetes' `findAll` counts.
  func allMatches(
    in text: UTF8Bytes, limit: Int64 = -1, toll: Toll = Regex.noToll
  ) throws(LibraryError) -> [Range<Int>] {
    guard limit != 0 else { return [] }
    var found: [Range<Int>] = []
    try forEachMatch(in: text, groups: 1, toll: toll) { spans in
      found.append(spans[0].start..<spans[0].end)
      return (limit < 0 || Int64(found.count) < limit) && found.count <= LibraryError.partLimit
    }
    guard found.count <= LibraryError.partLimit else { throw .tooManyParts }
    return found
  }

  /// All matches with their groups, each as `firstCaptures` gives it.
  func allCaptures(
    in text: UTF8Bytes, toll: Toll = Regex.noToll
  ) throws(LibraryError) -> [[Range<Int>?]] {
    var found: [[Range<Int>?]] = []
    let limit = LibraryError.partLimit / (groupCount + 1)
    try forEachMatch(in: text, groups: groupCount + 1, toll: toll) { spans in
      found.append(spans.map { $0.start < 0 ? nil : $0.start..<$0.end })
      return found.count <= limit
    }
    guard found.count <= limit else { throw .tooManyParts }
    return found
  }

  /// Calls `body` with the spans of each match until it returns false.
  ///
  /// Steps as Go's `FindAll` does: an empty match right after a match does not count, and the
  /// search moves on by one code point after an empty match.
  private func forEachMatch(
    in text: UTF8Bytes, groups: Int, toll: Toll,
    _ body: (UnsafeBufferPointer<regex_shim_span>) -> Bool
  ) throws(LibraryError) {
    let spans = UnsafeMutableBufferPointer<regex_shim_span>.allocate(capacity: groups)
    defer { spans.deallocate() }
    var position = 0
    var previousEnd = -1
    while position <= text.count {
      // Each search may look at all the rest of the text, and find little.
      guard toll(text.count - position) else { throw Self.exhausted }
      let outcome = regex_shim_match(
        handle, text.baseAddress, text.count, position, spans.baseAddress, Int32(groups))
      guard outcome >= 0 else { SystemMemory.exhausted() }
      guard outcome == 1 else { return }
      let match = spans[0]
      let counts = match.end != position || match.start != previousEnd
      position =
        match.end == position ? CodePoints.index(after: position, in: text) : match.end
      previousEnd = match.end
      if counts, !body(UnsafeBufferPointer(spans)) { return }
    }
  }

  private static let exhausted = LibraryError("regular expression ran out of memory")
}

// MARK: Rewriting

extension Regex {
  /// `text` with the first `count` matches replaced, all of them when it is negative.
  ///
  /// As cel-go's `regex.replace`: `\0` to `\9` in `replacement` stand for groups, `\\` for a
  /// backslash, anything else after a backslash is an error, found when the first match is
  /// replaced.
  func replacing(
    in text: UTF8Bytes, with replacement: UTF8Bytes, count: Int64 = -1,
    toll: Toll = Regex.noToll
  ) throws(LibraryError) -> [UInt8] {
    guard count != 0 else { return Array(text) }
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var copied = 0
    var replaced: Int64 = 0
    for groups in try allCaptures(in: text, toll: toll) {
      guard count < 0 || replaced < count, let match = groups[0] else { break }
      output.append(contentsOf: text[copied..<match.lowerBound])
      try append(replacement, for: groups, of: text, to: &output)
      guard output.count <= LibraryError.outputLimit else { throw .outputTooLong }
      copied = match.upperBound
      replaced += 1
    }
    output.append(contentsOf: text[copied...])
    return output
  }

  private func append(
    _ replacement: UTF8Bytes, for groups: [Range<Int>?], of text: UTF8Bytes,
    to output: inout [UInt8]
  ) throws(LibraryError) {
    var index = 0
    while index < replacement.count {
      let byte = replacement[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        output.append(byte)
        continue
      }
      let source = "invalid replacement string: '\(String(replacement))'"
      guard index < replacement.count else {
        throw LibraryError("\(source) \\ not allowed at end")
      }
      let escaped = replacement[index]
      index += 1
      if escaped == UInt8(ascii: "\\") {
        output.append(escaped)
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(escaped) else {
        throw LibraryError("\(source) \\ must be followed by a digit or \\")
      }
      let group = Int(escaped - UInt8(ascii: "0"))
      guard group <= groupCount else {
        throw LibraryError(
          "replacement string references group \(group) but regex has only \(groupCount) group(s)")
      }
      if let range = groups[group] { output.append(contentsOf: text[range]) }
    }
  }

  /// cel-go's `regex.extract`: the only group of the first match, or the match where the pattern
  /// has no group; nil when there is no match or the group is empty.
  func extract(from text: UTF8Bytes) throws(LibraryError) -> Range<Int>? {
    try refuseSeveralGroups()
    guard let groups = try firstCaptures(in: text) else { return nil }
    guard groups.count > 1 else { return groups[0] }
    return groups[1].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// cel-go's `regex.extractAll`: what `extract` gives, for all matches.
  func extractAll(
    from text: UTF8Bytes, toll: Toll = Regex.noToll
  ) throws(LibraryError) -> [Range<Int>] {
    try refuseSeveralGroups()
    guard groupCount == 1 else { return try allMatches(in: text, toll: toll) }
    return try allCaptures(in: text, toll: toll).compactMap { groups in
      groups[1].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  private func refuseSeveralGroups() throws(LibraryError) {
    guard groupCount <= 1 else {
      throw LibraryError(
        "regular expression has more than one capturing group: \(QuotedText.go(pattern))")
    }
  }
}

// MARK: Compiling

extension Regex {
  private static func compile(_ pattern: UTF8Bytes) throws(LibraryError) -> OpaquePointer {
    guard pattern.count <= patternLimit else {
      throw LibraryError("error parsing regexp: expression too large")
    }
    if matchesSingleBytes(pattern) {
      throw LibraryError("error parsing regexp: invalid escape sequence: `\\C`")
    }
    var code = REGEX_SHIM_OK
    var culpritLength = 0
    let culprit = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
    defer { culprit.deallocate() }
    if let handle = regex_shim_compile(
      pattern.baseAddress, pattern.count, memoryLimit, &code,
      culprit.baseAddress, culprit.count, &culpritLength)
    {
      return handle
    }
    let argument = String(UTF8Bytes(rebasing: UTF8Bytes(culprit)[..<culpritLength]))
    throw LibraryError(message(for: code, argument))
  }

  /// Whether the pattern uses `\C`, one byte of any kind. RE2 knows it, Go refuses it: it could cut
  /// a code point in two, and the pieces would not be text.
  private static func matchesSingleBytes(_ pattern: UTF8Bytes) -> Bool {
    var index = 0
    var quoted = false
    while index + 1 < pattern.count {
      guard pattern[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      switch pattern[index + 1] {
      case UInt8(ascii: "Q") where !quoted: quoted = true
      case UInt8(ascii: "E"): quoted = false
      case UInt8(ascii: "C") where !quoted: return true
      // Between \Q and \E a backslash is itself, so it may start the \E that comes next.
      case UInt8(ascii: "\\") where quoted: index -= 1
      default: break
      }
      index += 2
    }
    return false
  }

  /// Go's wording of what RE2 found.
  private static func message(for code: regex_shim_error, _ argument: String) -> String {
    let reason: String
    switch code {
    case REGEX_SHIM_BAD_ESCAPE: reason = "invalid escape sequence"
    case REGEX_SHIM_BAD_CHAR_CLASS: reason = "invalid character class"
    case REGEX_SHIM_BAD_CHAR_RANGE: reason = "invalid character class range"
    case REGEX_SHIM_MISSING_BRACKET: reason = "missing closing ]"
    case REGEX_SHIM_MISSING_PAREN: reason = "missing closing )"
    case REGEX_SHIM_UNEXPECTED_PAREN: reason = "unexpected )"
    case REGEX_SHIM_TRAILING_BACKSLASH:
      return "error parsing regexp: trailing backslash at end of expression: ``"
    case REGEX_SHIM_REPEAT_ARGUMENT: reason = "missing argument to repetition operator"
    case REGEX_SHIM_REPEAT_SIZE: reason = "invalid repeat count"
    case REGEX_SHIM_REPEAT_OP: reason = "invalid nested repetition operator"
    case REGEX_SHIM_BAD_PERL_OP: reason = "invalid or unsupported Perl syntax"
    case REGEX_SHIM_BAD_UTF8: reason = "invalid UTF-8"
    case REGEX_SHIM_BAD_NAMED_CAPTURE: reason = "invalid named capture"
    case REGEX_SHIM_TOO_LARGE: return "error parsing regexp: expression too large"
    case REGEX_SHIM_OUT_OF_MEMORY: SystemMemory.exhausted()
    default: reason = "regexp/syntax: internal error"
    }
    return "error parsing regexp: \(reason): `\(argument)`"
  }
}

// Cutting a frame out of a source.
//
// The source may be one line of 400 MB, the span may be a whole object, and beside the deciding
// value may stand a token. So nothing here looks further than a few hundred bytes from the span,
// a long span keeps its first lines only, and everything is masked before it becomes a string:
//
//     bytes     server: https://u:pw@db  # …            one line, in bytes
//     pieces    |server: |https://|u:pw|@db|            cut at mark and mask borders
//     text      server: https://(hidden)@db             hidden pieces become one word
//     mark              ^^^^^^^^^^^^^^^^^^^^            counted in the text
//
// Two masks apply: what the caller knows to be hidden, always; and what merely looks like a
// credential (see CredentialText), outside the deciding value, because the lines around it were
// never examined by any rule. Of evidence the deciding value is no exception, and comments are
// hidden: no reader has looked at them.

import Basics
import CLibrary

extension SourceFrame {
  /// What stands in reports for a value that is hidden.
  public static let hidden = CredentialText.hidden

  /// Cuts the lines around `region` out of `source`, the file's whole UTF-8 text.
  ///
  /// - Parameters:
  ///   - hidden: Byte ranges of `source` that must not be shown, in any order.
  ///   - context: Lines to show before and after the span.
  ///   - isEvidence: Whether the source is part of a snapshot or target.
  ///   - windows: What is remembered of the text, and where in it `source` begins.
  public init(
    around region: Region, in source: UnsafeBufferPointer<UInt8>, hiding hidden: [Range<Int>] = [],
    context: Int = 1, isEvidence: Bool = false,
    windows: (of: CredentialWindows, start: Int)? = nil
  ) {
    let start = min(max(region.byteOffset, 0), source.count)
    let length = min(max(region.byteLength, 0), source.count - start)
    let cutter = FrameCutter(
      source: source, span: start..<(start + length), hidden: hidden, isEvidence: isEvidence,
      windows: windows)
    self = cutter.frame(firstLine: region.line, context: context)
  }
}

/// The work of cutting one frame; offsets are bytes of the source.
private struct FrameCutter {
  /// How many lines of a long span are shown.
  static let spanLinesMax = 4
  /// How far from the span, or from a line's start, a line is looked at.
  static let reachMax = 160

  let source: UnsafeBufferPointer<UInt8>
  let span: Range<Int>
  let hidden: [Range<Int>]
  let isEvidence: Bool
  let windows: (of: CredentialWindows, start: Int)?

  private let newline = UInt8(ascii: "\n")

  func frame(firstLine: Int, context: Int) -> SourceFrame {
    var lines = [SourceFrame.Line]()
    var isAltered = false
    func add(_ range: Range<Int>, _ number: Int) {
      let (line, altered) = self.line(range, number: number)
      lines.append(line)
      isAltered = isAltered || altered
    }

    let first = lineStart(before: span.lowerBound)
    var start = first
    var before = [Range<Int>]()
    while before.count < min(context, firstLine - 1), isLineStart(start), start > 0 {
      let previous = lineStart(before: start - 1)
      before.append(previous..<lineEnd(after: previous))
      start = previous
    }
    for (distance, range) in before.enumerated().reversed() { add(range, firstLine - 1 - distance) }

    var number = firstLine
    var next = first
    var shown = 0
    var after = 0
    while next <= source.count {
      let isInSpan = next < max(span.upperBound, span.lowerBound + 1)
      if isInSpan ? shown >= FrameCutter.spanLinesMax : after >= context { break }
      let end = lineEnd(after: max(next, isInSpan && shown == 0 ? span.lowerBound : next))
      if next == source.count, number > firstLine { break }
      add(next..<end, number)
      if isInSpan { shown += 1 } else { after += 1 }
      guard end < source.count, source[end] == newline else { break }
      next = end + 1
      number += 1
    }
    return SourceFrame(lines: lines, isAltered: isAltered)
  }

  private func isLineStart(_ offset: Int) -> Bool {
    offset == 0 || source[offset - 1] == newline
  }

  /// The start of the line that holds `offset`, or as far back as a frame looks.
  private func lineStart(before offset: Int) -> Int {
    var start = offset
    let limit = max(0, offset - FrameCutter.reachMax)
    while start > limit, source[start - 1] != newline { start -= 1 }
    return scalarStart(start)
  }

  /// The end of the line (its `\n`) from `offset` on, or as far on as a frame looks.
  private func lineEnd(after offset: Int) -> Int {
    var end = offset
    let limit = min(source.count, offset + FrameCutter.reachMax)
    while end < limit, source[end] != newline { end += 1 }
    return scalarStart(end)
  }

  /// Moves on to the start of a code point, so that none is cut in two.
  private func scalarStart(_ offset: Int) -> Int {
    var offset = offset
    while offset < source.count, source[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  /// The line of that range, masked and marked, and whether it differs from the file's.
  private func line(_ range: Range<Int>, number: Int) -> (SourceFrame.Line, Bool) {
    var end = range.upperBound
    let isCutAfter = end < source.count && source[end] != newline
    if end > range.lowerBound, source[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let shown = range.lowerBound..<max(range.lowerBound, end)
    let isCutBefore = !isLineStart(range.lowerBound)
    let mark =
      span.isEmpty && shown.contains(span.lowerBound)
      ? span.lowerBound..<(span.lowerBound + 1) : span.clamped(to: shown)

    let masked = masked(in: shown)

    var text = isCutBefore ? "…" : ""
    var count = isCutBefore ? 1 : 0
    var markStart: Int?
    var markEnd: Int?
    var offset = shown.lowerBound
    func take(_ piece: Range<Int>, as replacement: String?) {
      let pieceText = replacement ?? String(decoding: source[piece], as: UTF8.self)
      let length = pieceText.unicodeScalars.count
      if piece.overlaps(mark) {
        markStart = markStart ?? count
        markEnd = count + length
      }
      text += pieceText
      count += length
    }
    for range in masked where range.upperBound > offset {
      for piece in split(offset..<max(offset, range.lowerBound), at: mark) { take(piece, as: nil) }
      take(max(offset, range.lowerBound)..<range.upperBound, as: SourceFrame.hidden)
      offset = range.upperBound
    }
    for piece in split(offset..<max(offset, shown.upperBound), at: mark) { take(piece, as: nil) }
    if isCutAfter { text += "…" }
    let marked = markStart.map { $0..<(markEnd ?? $0) }
    let line = SourceFrame.Line(number: number, text: text, mark: marked)
    return (line, isCutBefore || isCutAfter || !masked.isEmpty)
  }

  /// What is hidden of a line, in order.
  private func masked(in shown: Range<Int>) -> [Range<Int>] {
    // The part of a long line that is cut off may say what the rest is.
    let around = lineRange(around: shown)
    func isOther(_ range: Range<Int>) -> Bool {
      range.lowerBound > span.lowerBound || range.upperBound < span.upperBound
    }
    let credentials =
      windows.map { $0.of.found(in: source, of: around, start: $0.start) }
      ?? CredentialWindows.Found(in: source, of: around)
    var masked = hidden
    masked += credentials.valueRanges.filter(isOther)
    masked += overwritten(in: shown)
    if isEvidence {
      masked += credentials.ranges
      if let comment = comment(in: around), span.isEmpty || !comment.overlaps(span) {
        masked.append(comment)
      }
    }
    return masked.map { $0.clamped(to: shown) }.filter { !$0.isEmpty }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }

  /// How far from what is shown of a long line a name is looked for, at least: the parts that are
  /// searched begin and end at its multiples, so that neighbours share them.
  private static let sightMax = 4096

  private func lineRange(around shown: Range<Int>) -> Range<Int> {
    var (start, end) = (shown.lowerBound, shown.upperBound)
    let step = FrameCutter.sightMax
    let first = max(0, start - step) / step * step
    let last = min(source.count, (end + 2 * step - 1) / step * step)
    while start > first, source[start - 1] != newline { start -= 1 }
    end = firstOffset(of: newline, in: end..<last) ?? last
    return start..<end
  }

  /// A line's comment, behind its `#` or `;`.
  private func comment(in line: Range<Int>) -> Range<Int>? {
    var offset = line.lowerBound
    while offset < line.upperBound, isBlank(source[offset]) { offset += 1 }
    guard offset < line.upperBound else { return nil }
    if source[offset] == UInt8(ascii: ";") { return offset + 1..<line.upperBound }
    while let sign = firstOffset(of: UInt8(ascii: "#"), in: offset..<line.upperBound) {
      if sign == line.lowerBound || isBlank(source[sign - 1]) {
        return sign + 1..<line.upperBound
      }
      offset = sign + 1
    }
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Where a byte stands first; nil if it does not.
  private func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = source.baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Shortest run of asterisks that may stand for a value: two are a glob.
  private static let asteriskRunMin = 3

  /// Runs of asterisks: what a reader overwrote has the length of what stood there.
  private func overwritten(in line: Range<Int>) -> [Range<Int>] {
    var found = [Range<Int>]()
    var offset = line.lowerBound
    while offset < line.upperBound {
      var end = offset
      while end < line.upperBound, source[end] == UInt8(ascii: "*") { end += 1 }
      if end - offset >= FrameCutter.asteriskRunMin { found.append(offset..<end) }
      offset = max(end, offset + 1)
    }
    return found
  }

  private func split(_ range: Range<Int>, at mark: Range<Int>) -> [Range<Int>] {
    let borders = [mark.lowerBound, mark.upperBound].filter {
      range.lowerBound < $0 && $0 < range.upperBound
    }
    let edges = [range.lowerBound] + borders + [range.upperBound]
    return zip(edges, edges.dropFirst()).map { $0..<$1 }.filter { !$0.isEmpty }
  }
}

// Cutting a List
//
// An export is usually one List of thousands of objects, and parsing it is most of a run. kubectl
// prints each item at a fixed indentation, so the text can be cut where an item seems to begin, and
// the pieces be read on all cores:
//
//     apiVersion: v1            ┐ skeleton (first part)
//     items:                    ┘
//     - apiVersion: v1          ┐
//       kind: Pod               │ piece 0
//       …                       │
//     - apiVersion: v1          ┘
//     - apiVersion: v1            piece 1 …
//     kind: List                ┐ skeleton (second part)
//     metadata: …               ┘
//
// "Seems", because `\n- ` may stand inside a quoted scalar that spans lines. So the cut is a guess
// that the reading of the pieces proves or refutes: piece k begins between two items if all pieces
// before it ended cleanly, with nothing open. For YAML a piece must be exactly one block sequence
// (no second document, no directive, no alias whose anchor lies elsewhere) and the skeleton one
// mapping; for JSON a piece must be whole values with commas between them, ending at the cut. If
// one piece fails, the guess is dropped and the source is read in one go, so that errors are
// those of the whole text. A raw line break cannot stand in a JSON string, which leaves little
// to refute there.

/// Where a large List can be cut.
struct ListCut {
  /// Ranges of the source that hold items, in order, without a gap.
  let pieces: [Range<Int>]
  /// JSON: the offset of the array's `[`. YAML: where the first item begins.
  let opening: Int
  /// Where reading goes on after the items: after `]`, or at the key after the sequence.
  let resume: Int

  /// Below this size the threads cost more than they save.
  static let minimumBytes = 1 << 20

  // MARK: JSON

  static func json(_ source: SourceText, pieces count: Int) -> ListCut? {
    guard source.count >= minimumBytes, let opening = jsonOpening(source) else { return nil }
    let bytes = source.bytes
    var first = opening + 1
    while first < source.count, bytes[first] <= 0x20 { first += 1 }
    guard first < source.count, bytes[first] == UInt8(ascii: "{") else { return nil }
    var lineStart = first
    while lineStart > 0, bytes[lineStart - 1] == 0x20 { lineStart -= 1 }
    guard lineStart > 0, bytes[lineStart - 1] == 0x0A else { return nil }
    let indentation = [0x0A] + [UInt8](repeating: 0x20, count: first - lineStart)
    let between = indentation + Array("},".utf8) + indentation + Array("{".utf8)
    let last = indentation + Array("}\n".utf8)
    guard let closing = source.lastRange(of: last, in: first..<source.count) else { return nil }
    let itemsEnd = closing.upperBound - 1
    var resume = itemsEnd
    while resume < source.count, bytes[resume] <= 0x20 { resume += 1 }
    guard resume < source.count, bytes[resume] == UInt8(ascii: "]") else { return nil }
    let cuts = cuts(in: opening + 1..<itemsEnd, count: count) { from, limit in
      // The cut lies after the comma.
      source.firstRange(of: between, in: from..<limit).map {
        $0.lowerBound + indentation.count + 2
      }
    }
    return ListCut(pieces: cuts, opening: opening, resume: resume + 1)
  }

  private static func jsonOpening(_ source: SourceText) -> Int? {
    let head = 0..<min(source.count, 1 << 16)
    for text in ["\"items\": [", "\"items\":["] {
      if let found = source.firstRange(of: Array(text.utf8), in: head) {
        return found.upperBound - 1
      }
    }
    return nil
  }

  // MARK: YAML

  static func yaml(_ source: SourceText, pieces count: Int) -> ListCut? {
    guard source.count >= minimumBytes, let opening = yamlOpening(source) else { return nil }
    let bytes = source.bytes
    var lineStart = opening
    while lineStart > 0, bytes[lineStart - 1] == 0x20 { lineStart -= 1 }
    let indentation = opening - lineStart
    let item = [0x0A] + [UInt8](repeating: 0x20, count: indentation) + Array("- ".utf8)
    let lastItem = source.lastRange(of: item, in: opening..<source.count)
    let lastLine = lastItem.map { $0.lowerBound + 1 } ?? lineStart
    let end = endOfSequence(source, from: lastLine, indentation)
    let cuts = cuts(in: lineStart..<end, count: count) { from, limit in
      source.firstRange(of: item, in: from..<limit).map { $0.lowerBound + 1 }
    }
    return ListCut(pieces: cuts, opening: lineStart, resume: end)
  }

  /// The first `-` under a line `items:` at the left margin.
  private static func yamlOpening(_ source: SourceText) -> Int? {
    let head = 0..<min(source.count, 1 << 16)
    let key = Array("items:\n".utf8)
    var start: Int?
    if source.count > key.count, source.firstRange(of: key, in: 0..<key.count) != nil {
      start = key.count
    } else if let found = source.firstRange(of: [0x0A] + key, in: head) {
      start = found.upperBound
    }
    guard var first = start else { return nil }
    while first < source.count, source.bytes[first] == 0x20 { first += 1 }
    guard first + 1 < source.count, source.bytes[first] == UInt8(ascii: "-"),
      source.bytes[first + 1] == 0x20
    else { return nil }
    return first
  }

  /// The first line after the last item that is not deeper than the sequence.
  private static func endOfSequence(
    _ source: SourceText, from item: Int, _ indentation: Int
  ) -> Int {
    var next = source.lineRange(at: item).upperBound
    while next < source.count {
      let start = next + 1
      var i = start
      while i < source.count, i - start <= indentation, source.bytes[i] == 0x20 { i += 1 }
      guard i < source.count else { break }
      let byte = source.bytes[i]
      if i - start <= indentation, byte != 0x0A, byte != 0x0D, byte != UInt8(ascii: "#") {
        return start
      }
      next = i
      while next < source.count, source.bytes[next] != 0x0A { next += 1 }
    }
    return source.count
  }

  /// Ranges of about equal size that begin where `find` finds a cut.
  private static func cuts(
    in range: Range<Int>, count: Int, find: (_ from: Int, _ limit: Int) -> Int?
  ) -> [Range<Int>] {
    let size = max(range.count / max(count, 1), minimumBytes / 4)
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let target = start + size
      guard target < range.upperBound, let cut = find(target, range.upperBound) else { break }
      pieces.append(start..<cut)
      start = cut
    }
    pieces.append(start..<range.upperBound)
    return pieces
  }
}

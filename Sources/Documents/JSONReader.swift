import Basics
import CLibrary

/// Reads JSON texts (RFC 8259), several values one after another included, into a builder.
///
/// One pass, bytes to words: strings without escapes are (offset, length) of the source, white
/// space and string bodies are passed over eight bytes at a time. The source must be valid UTF-8.
struct JSONReader {
  private let bytes: UnsafePointer<UInt8>
  /// Where the text ends; the bytes after it can be read and do not count.
  private let end: Int
  private let builder: DocumentBuilder
  private let depthLimit: Int
  private let managedFields: UInt32?
  private let metadata: UInt32?
  /// An array that is not read here, because its elements were read already.
  private let splice: Splice?
  private let projection: Projection.Tree?
  private var scratch: [UInt8] = []
  private(set) var problem: (message: String, offset: Int)?

  init(
    _ source: SourceText, range: Range<Int>, into builder: DocumentBuilder,
    options: ReadingOptions, splice: Splice? = nil
  ) {
    bytes = source.bytes
    end = range.upperBound
    position = range.lowerBound
    self.builder = builder
    self.splice = splice
    depthLimit = options.limits.depth
    managedFields = options.skipsManagedFields ? builder.store.key("managedFields") : nil
    metadata = builder.store.key("metadata")
    projection = options.projection.resolved(in: builder.store)
  }

  /// What is wanted of a document or of an item of a List: a node of the projection.
  private var wantedOfObject: UInt32 {
    projection == nil ? Projection.Tree.everything : Projection.Tree.object
  }

  private(set) var position: Int

  // MARK: Texts

  /// Reads the next value of the text; nil at its end or after an error (see `problem`).
  mutating func next() -> Value? {
    skipWhite()
    guard position < end, problem == nil else { return nil }
    guard value(depth: 0, parent: 0, wantedOfObject) else {
      builder.abandon()
      return nil
    }
    if builder.overflowed {
      fail("has more different keys than can be held", at: position)
      builder.abandon()
      return nil
    }
    return builder.finish()
  }

  /// Reads elements of an array up to the end of the range: `value , value , … [,]`.
  mutating func elements() -> Value? {
    builder.beginList(at: position)
    skipWhite()
    while position < end {
      guard value(depth: 2, parent: 0, wantedOfObject) else {
        builder.abandon()
        return nil
      }
      skipWhite()
      guard position < end else { break }
      guard bytes[position] == UInt8(ascii: ",") else {
        fail("expected ','", at: position)
        builder.abandon()
        return nil
      }
      position &+= 1
      skipWhite()
    }
    builder.endList()
    return builder.overflowed ? nil : builder.finish()
  }

  @discardableResult
  private mutating func fail(_ message: String, at offset: Int) -> Bool {
    if problem == nil { problem = (message, min(offset, end)) }
    return false
  }

  /// What stands at the position, for messages.
  private func found() -> String {
    if position >= end { return "the end of the text" }
    let byte = bytes[position]
    if byte < 0x20 || byte == 0x7F { return "a control character" }
    if byte >= 0x80 { return "a character outside of a string" }
    return "'\(Character(Unicode.Scalar(byte)))'"
  }

  @inline(__always)
  private mutating func skipWhite() {
    while position < end {
      let byte = bytes[position]
      if byte > 0x20 { return }
      if byte == 0x20 {
        // Indentation: eight spaces at a time.
        while position &+ 8 <= end,
          UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self)
            == 0x2020_2020_2020_2020
        {
          position &+= 8
        }
        while position < end, bytes[position] == 0x20 { position &+= 1 }
        continue
      }
      guard byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position &+= 1
    }
  }

  // MARK: Values

  /// Reads one value; `parent` is the key that it stands under, `wanted` what is wanted of it.
  private mutating func value(depth: Int, parent: UInt32, _ wanted: UInt32) -> Bool {
    guard position < end else { return fail("the text is truncated: expected a value", at: end) }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "{"): return object(depth: depth, parent: parent, wanted)
    case UInt8(ascii: "["): return array(depth: depth, wanted)
    case UInt8(ascii: "t"): return literal("true") { $0.bool(true, at: $1) }
    case UInt8(ascii: "f"): return literal("false") { $0.bool(false, at: $1) }
    case UInt8(ascii: "n"): return literal("null") { $0.null(at: $1) }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default: return fail("expected a value, found \(found())", at: position)
    }
  }

  private mutating func literal(
    _ text: StaticString, _ emit: (DocumentBuilder, Int) -> Void
  ) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= end, memcmp(bytes + position, text.utf8Start, count) == 0,
      position + count == end || !isWordByte(bytes[position + count])
    else {
      return fail("expected a value; a string must be in double quotes", at: position)
    }
    emit(builder, position)
    position += count
    return true
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  private mutating func object(depth: Int, parent: UInt32, _ wanted: UInt32) -> Bool {
    let start = position
    var wanted = wanted
    guard depth < depthLimit else { return tooDeep() }
    builder.beginMap(at: start)
    position &+= 1
    skipWhite()
    if position < end, bytes[position] == UInt8(ascii: "}") {
      position &+= 1
      builder.endMap()
      return true
    }
    while true {
      guard position < end, bytes[position] == UInt8(ascii: "\"") else {
        return fail(
          position >= end
            ? "the text is truncated inside the object that begins on line \(line(of: start))"
            : "expected a key in double quotes, found \(found())", at: position)
      }
      guard entry(depth: depth, parent: parent, &wanted) else { return false }
      skipWhite()
      guard position < end else {
        return fail(
          "the text is truncated inside the object that begins on line \(line(of: start))", at: end)
      }
      let byte = bytes[position]
      position &+= 1
      if byte == UInt8(ascii: "}") { break }
      guard byte == UInt8(ascii: ",") else {
        position -= 1
        return fail("expected ',' or '}', found \(found())", at: position)
      }
      guard !builder.isTooDense else { return fail(DensityLimit.message, at: position) }
      skipWhite()
    }
    builder.endMap()
    return true
  }

  /// Reads `"key": value`.
  @inline(__always)
  private mutating func entry(depth: Int, parent: UInt32, _ wanted: inout UInt32) -> Bool {
    let keyStart = position
    guard let (offset, count, escaped) = stringBody() else { return false }
    let key: UInt32
    if escaped {
      guard decodeEscapes(offset, count) else { return false }
      key = scratch.withUnsafeBufferPointer { builder.number(of: $0) }
    } else {
      key = builder.number(of: UnsafeBufferPointer(start: bytes + offset, count: count))
    }
    skipWhite()
    guard position < end, bytes[position] == UInt8(ascii: ":") else {
      return fail("expected ':' after the key, found \(found())", at: position)
    }
    position &+= 1
    skipWhite()
    if let managedFields, key == managedFields, parent == metadata { return skipValue() }
    guard wanted != Projection.Tree.everything else {
      builder.key(key, at: keyStart)
      return value(depth: depth &+ 1, parent: key, wanted)
    }
    return projectedEntry(key, at: keyStart, depth: depth, &wanted)
  }

  /// Reads the value of a key where not everything is wanted.
  private mutating func projectedEntry(
    _ key: UInt32, at keyStart: Int, depth: Int, _ wanted: inout UInt32
  ) -> Bool {
    guard let projection, let wantedOfValue = projection.child(of: wanted, key) else {
      // Read like any other, so that it must be well-formed, and then forgotten.
      let before = builder.extent
      guard value(depth: depth &+ 1, parent: key, Projection.Tree.everything) else { return false }
      builder.forget(since: before)
      builder.watch?.skip(keyStart..<position)
      return true
    }
    builder.key(key, at: keyStart)
    guard value(depth: depth &+ 1, parent: key, wantedOfValue) else { return false }
    if let source = builder.source {
      wanted = projection.node(wanted, afterReading: key, builder.top, in: source)
    }
    return true
  }

  private mutating func array(depth: Int, _ wanted: UInt32) -> Bool {
    let start = position
    guard depth < depthLimit else { return tooDeep() }
    builder.beginList(at: start)
    if let splice, splice.start == start {
      for element in splice.elements { builder.link(element) }
      position = splice.end
      builder.endList()
      return true
    }
    position &+= 1
    skipWhite()
    if position < end, bytes[position] == UInt8(ascii: "]") {
      position &+= 1
      builder.endList()
      return true
    }
    while true {
      guard value(depth: depth &+ 1, parent: 0, wanted) else { return false }
      skipWhite()
      guard position < end else {
        return fail(
          "the text is truncated inside the array that begins on line \(line(of: start))", at: end)
      }
      let byte = bytes[position]
      position &+= 1
      if byte == UInt8(ascii: "]") { break }
      guard byte == UInt8(ascii: ",") else {
        position -= 1
        return fail("expected ',' or ']', found \(found())", at: position)
      }
      guard !builder.isTooDense else { return fail(DensityLimit.message, at: position) }
      skipWhite()
    }
    builder.endList()
    return true
  }

  private mutating func tooDeep() -> Bool {
    fail("is nested deeper than \(depthLimit) levels", at: position)
  }

  private func line(of offset: Int) -> Int {
    builder.source?.position(of: offset).line ?? 0
  }

  /// Passes over a value without keeping it: brackets and strings are all that matter.
  private mutating func skipValue() -> Bool {
    var open = 0
    repeat {
      skipWhite()
      guard position < end else { return fail("the text is truncated", at: end) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard stringBody() != nil else { return false }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open &+= 1
        position &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open > 0 else { return fail("expected a value, found \(found())", at: position) }
        open &-= 1
        position &+= 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard open > 0 else { return fail("expected a value, found \(found())", at: position) }
        position &+= 1
      default:
        repeat { position &+= 1 } while position < end && isWordByte(bytes[position])
      }
    } while open > 0
    return true
  }

  // MARK: Strings

  private mutating func string() -> Bool {
    let start = position
    guard let (offset, count, escaped) = stringBody() else { return false }
    if escaped {
      guard decodeEscapes(offset, count) else { return false }
      scratch.withUnsafeBufferPointer { builder.string($0, at: start, end: position) }
    } else {
      builder.string(offset: offset, count: count)
    }
    return true
  }

  /// Passes over the string at the position; gives its content and whether it has escapes.
  @inline(__always)
  private mutating func stringBody() -> (offset: Int, count: Int, escaped: Bool)? {
    let start = position
    var i = position &+ 1
    var escaped = false
    let raw = UnsafeRawPointer(bytes)
    while true {
      // Eight bytes at a time, until one is a quote, a backslash or a control character.
      while i &+ 8 <= end {
        let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        let stop = JSONReader.stops(word)
        if stop != 0 {
          i &+= stop.trailingZeroBitCount >> 3
          break
        }
        i &+= 8
      }
      guard i < end else {
        position = end
        fail(
          "the text is truncated inside the string that begins on line \(line(of: start))", at: end)
        return nil
      }
      let byte = bytes[i]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        escaped = true
        i &+= 2
        continue
      }
      if byte < 0x20 {
        fail("has a control character in a string", at: i)
        return nil
      }
      i &+= 1
    }
    position = i &+ 1
    return (start &+ 1, i &- start &- 1, escaped)
  }

  /// Marks, with the high bit of a byte, the bytes of `word` that are `"`, `\` or below 0x20.
  /// The lowest mark is exact; those above it may be wrong.
  @inline(__always)
  private static func stops(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let quotes = (quote &- ones) & ~quote
    let slashes = (slash &- ones) & ~slash
    let controls = (word &- ones &* 0x20) & ~word
    return (quotes | slashes | controls) & high
  }

  /// Decodes a string's escapes into `scratch`.
  private mutating func decodeEscapes(_ offset: Int, _ count: Int) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    var i = offset
    let stop = offset + count
    while i < stop {
      guard bytes[i] == UInt8(ascii: "\\") else {
        scratch.append(bytes[i])
        i += 1
        continue
      }
      let escape = bytes[i + 1]
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(escape)
      case UInt8(ascii: "b"): scratch.append(0x08)
      case UInt8(ascii: "f"): scratch.append(0x0C)
      case UInt8(ascii: "n"): scratch.append(0x0A)
      case UInt8(ascii: "r"): scratch.append(0x0D)
      case UInt8(ascii: "t"): scratch.append(0x09)
      case UInt8(ascii: "u"):
        guard let length = unicodeEscape(at: i, stop) else {
          return fail("has a \\u that is not followed by four hexadecimal digits", at: i)
        }
        i += length
        continue
      default: return fail("has an escape that JSON does not know", at: i)
      }
      i += 2
    }
    return true
  }

  /// Appends the character of `\uXXXX` at `i`, or of a surrogate pair; a lone surrogate becomes
  /// U+FFFD, as in Go. Gives the length of what was read.
  private mutating func unicodeEscape(at i: Int, _ stop: Int) -> Int? {
    guard let first = hexadecimal(i + 2, stop) else { return nil }
    var length = 6
    var code = first
    if first >= 0xD800, first < 0xDC00, i + 7 < stop, bytes[i + 6] == UInt8(ascii: "\\"),
      bytes[i + 7] == UInt8(ascii: "u"), let second = hexadecimal(i + 8, stop),
      second >= 0xDC00, second < 0xE000
    {
      code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      length = 12
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    scratch.append(contentsOf: UTF8.encode(scalar)!)
    return length
  }

  private func hexadecimal(_ i: Int, _ stop: Int) -> UInt32? {
    guard i + 4 <= stop else { return nil }
    var result: UInt32 = 0
    for j in i..<i + 4 {
      guard let digit = hexadecimalValue(bytes[j]) else { return nil }
      result = result << 4 | UInt32(digit)
    }
    return result
  }

  // MARK: Numbers

  /// Reads a number: 64-bit integers stay integers, everything else is a double, as Kubernetes
  /// reads JSON.
  private mutating func number() -> Bool {
    let start = position
    var i = position
    let negative = bytes[i] == UInt8(ascii: "-")
    if negative { i &+= 1 }
    let digits = i
    var magnitude: UInt64 = 0
    var overflow = false
    while i < end, bytes[i] &- 0x30 < 10 {
      let (product, high) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[i] &- 0x30))
      overflow = overflow || high || carry
      magnitude = sum
      i &+= 1
    }
    if i == digits || (bytes[digits] == UInt8(ascii: "0") && i > digits + 1) {
      return fail("has a number with no digits or a leading zero", at: start)
    }
    var isInteger = true
    if i < end, bytes[i] == UInt8(ascii: ".") {
      isInteger = false
      i += 1
      guard skipDigits(&i) else { return fail("has a number with no digit after its point", at: i) }
    }
    if i < end, bytes[i] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      i += 1
      if i < end, bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: "-") { i += 1 }
      guard skipDigits(&i) else { return fail("has a number with no digit in its exponent", at: i) }
    }
    position = i
    if isInteger, !overflow, magnitude <= UInt64(Int64.max) + (negative ? 1 : 0) {
      builder.int(
        negative ? Int64(truncatingIfNeeded: 0 &- magnitude) : Int64(magnitude), at: start)
      return true
    }
    let text = String(
      decoding: UnsafeBufferPointer(start: bytes + start, count: i - start), as: UTF8.self)
    guard let double = Double(text), double.isFinite else {
      return fail("has a number beyond the range of a double", at: start)
    }
    builder.double(double, at: start)
    return true
  }

  private func skipDigits(_ i: inout Int) -> Bool {
    let start = i
    while i < end, bytes[i] &- 0x30 < 10 { i &+= 1 }
    return i > start
  }
}

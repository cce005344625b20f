import Basics

/// A format string of CEL's `format`, such as `"%s is %.2f"`, parsed once.
///
/// The evaluator knows the arguments, this knows the clauses: `text(count:argument:)` asks for the
/// argument of each clause in turn as a `FormatArgument`, so nothing is converted that is not
/// printed. Texts and errors are those of cel-go's `ext.Strings` from version 4 on.
struct FormatString: Sendable {
  /// What a clause does with its argument.
  enum Clause: Hashable, Sendable {
    case string
    case decimal
    case fixed(decimals: Int)
    case scientific(decimals: Int)
    case binary
    case octal
    case hexadecimal(upperCase: Bool)
  }

  /// Neighbouring literals and `%%` are one piece, so that formatting is a copy for each.
  private enum Piece: Sendable {
    case literal([UInt8])
    case clause(Clause)
  }

  private let pieces: [Piece]

  /// Most decimals that a clause may ask for, as in cel-go.
  static let decimalsLimit = 1000

  /// The clauses in the order of their arguments: a checker can compare them with argument types.
  var clauses: [Clause] {
    pieces.compactMap { piece in
      if case .clause(let clause) = piece { clause } else { nil }
    }
  }

  /// Parses `text`; the error is cel-go's.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "%") else {
        literal.append(byte)
        continue
      }
      guard index < text.count else { throw LibraryError("unexpected end of string") }
      if text[index] == UInt8(ascii: "%") {
        literal.append(byte)
        index += 1
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      do throws(LibraryError) {
        pieces.append(.clause(try Self.clause(text, &index)))
      } catch {
        throw LibraryError("could not parse formatting clause: \(error.message)")
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  init(_ text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try FormatString(bytes) }
  }

  /// The clause after a `%` that is not followed by another; leaves `index` after it.
  private static func clause(
    _ text: UTF8Bytes, _ index: inout Int
  ) throws(LibraryError) -> Clause {
    let decimals: Int
    do throws(LibraryError) {
      decimals = try self.decimals(text, &index)
    } catch {
      throw LibraryError("error while parsing precision: \(error.message)")
    }
    let letter = text[index]
    index += 1
    switch letter {
    case UInt8(ascii: "s"): return .string
    case UInt8(ascii: "d"): return .decimal
    case UInt8(ascii: "f"): return .fixed(decimals: decimals)
    case UInt8(ascii: "e"): return .scientific(decimals: decimals)
    case UInt8(ascii: "b"): return .binary
    case UInt8(ascii: "o"): return .octal
    case UInt8(ascii: "x"): return .hexadecimal(upperCase: false)
    case UInt8(ascii: "X"): return .hexadecimal(upperCase: true)
    default:
      let shown = String(UnicodeScalar(letter))
      throw LibraryError("unrecognized formatting clause \"\(shown)\"")
    }
  }

  /// The number after a point, 6 where there is none.
  private static func decimals(
    _ text: UTF8Bytes, _ index: inout Int
  ) throws(LibraryError) -> Int {
    guard text[index] == UInt8(ascii: ".") else { return 6 }
    index += 1
    let start = index
    var decimals = 0
    while index < text.count, text[index] &- UInt8(ascii: "0") < 10 {
      // Beyond the limit the exact number only matters to the message.
      decimals = min(decimals * 10 + Int(text[index] - UInt8(ascii: "0")), Int(Int32.max))
      index += 1
    }
    guard index < text.count else {
      throw LibraryError("could not find end of precision specifier")
    }
    guard index > start else {
      throw LibraryError(
        "error while converting precision to integer: strconv.Atoi: parsing \"\": invalid syntax")
    }
    guard decimals <= decimalsLimit else {
      throw LibraryError(
        "precision \(decimals) exceeds maximum allowed precision \(decimalsLimit)")
    }
    return decimals
  }

  /// The text with its clauses replaced; `argument` gives the argument of an index below `count`.
  /// Arguments that no clause asks for are not an error.
  func text(
    count: Int, argument: (Int) throws(LibraryError) -> FormatArgument
  ) throws(LibraryError) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    for piece in pieces {
      switch piece {
      case .literal(let bytes): output += bytes
      case .clause(let clause):
        guard index < count else { throw LibraryError("index \(index) out of range") }
        let argument = try argument(index)
        do throws(LibraryError) {
          output += try argument.text(for: clause).utf8
        } catch {
          throw LibraryError("error during formatting: \(error.message)")
        }
        index += 1
      }
      guard output.count <= LibraryError.outputLimit else { throw .outputTooLong }
    }
    return output
  }
}

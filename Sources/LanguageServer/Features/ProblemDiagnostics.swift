import Basics
import Documents
import Findings

/// Problems as diagnostics of the protocol.
struct ProblemDiagnostics {
  let encoding: PositionEncoding
  /// The text of a file, as it is in the editor or on disk.
  let lines: (String) -> TextLines?
  let uri: (String) -> String

  /// A diagnostic for the file of a problem's first place.
  func diagnostic(_ problem: Problem) -> JSONText {
    var fields: [(String, JSONText)] = [
      ("range", range(problem.places.first)),
      ("severity", .number(Self.severity(problem.severity))), ("code", .string(problem.code)),
      ("source", .string("importlint")),
      (
        "message",
        .string([problem.message, problem.help].compactMap { $0 }.joined(separator: "\n"))
      ),
    ]
    // What belongs to the program lies in no file of this machine.
    let related = problem.places.dropFirst().filter { $0.path.hasPrefix("/") }.map { place in
      JSONText.object([
        (
          "location",
          .object([("uri", .string(uri(place.path))), ("range", range(place))])
        ), ("message", .string(place.note ?? "here, too")),
      ])
    }
    if !related.isEmpty { fields.append(("relatedInformation", .array(related))) }
    return .object(fields)
  }

  private static func severity(_ severity: Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }

  /// The range of a place; the first character of its file where no more is known.
  private func range(_ place: Place?) -> JSONText {
    guard let place, let region = place.region, let lines = lines(place.path) else {
      return Self.range(TextPosition(line: 0, character: 0), TextPosition(line: 0, character: 0))
    }
    let bytes = region.byteOffset..<region.byteOffset + region.byteLength
    return lines.range(of: bytes, in: encoding)
  }

  static func range(_ start: TextPosition, _ end: TextPosition) -> JSONText {
    .object([("start", start.json), ("end", end.json)])
  }
}

extension TextLines {
  /// A range of bytes as one of the protocol.
  func range(of bytes: Range<Int>, in encoding: PositionEncoding) -> JSONText {
    ProblemDiagnostics.range(
      position(of: bytes.lowerBound, in: encoding), position(of: bytes.upperBound, in: encoding))
  }
}

import Findings
import Reports

extension OutputStream {
  /// Columns of text where nobody says how many there are.
  static let defaultWidth = 100
  /// Lines longer than this are hard to read, however wide the terminal is.
  private static let widthLimit = 120

  /// How text is to look here.
  var reportOptions: ReportOptions {
    ReportOptions(
      isColored: isColored,
      width: min(columns ?? OutputStream.defaultWidth, OutputStream.widthLimit))
  }

  /// A writer of text for here.
  var textWriter: TextWriter {
    TextWriter(isColored: reportOptions.isColored, width: reportOptions.width)
  }

  func write(problems: [Problem]) {
    guard !problems.isEmpty else { return }
    write(bytes: ProblemText.render(problems, options: reportOptions))
  }
}

extension [Problem] {
  /// Ends the run where one of them keeps the tool from its job; says what is wrong first.
  func throwFatal(doing action: String) throws(Ending) {
    let fatal = filter(\.isFatal)
    guard let first = fatal.first else { return }
    OutputStream.error.write(problems: fatal)
    let place = first.places.first.map { "\($0.text): " } ?? ""
    let others = fatal.count > 1 ? " (and \(fatal.count - 1) more)" : ""
    throw .failure(place + first.message + others, doing: action)
  }
}

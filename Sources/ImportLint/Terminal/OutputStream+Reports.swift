import Engine
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

  /// Says how old what was judged is, a line for each sentence.
  func write(ages: [String]) {
    for sentence in ages { write(text: VisibleText.line(sentence) + "\n") }
  }
}

extension Ending {
  /// Says what is wrong, and ends the run for it.
  init(_ obstacle: Obstacle, doing action: String) {
    OutputStream.error.write(problems: obstacle.problems)
    self = .failure(obstacle.reason, doing: action)
  }
}

extension [Problem] {
  /// Ends the run if one of them is fatal; says what is wrong first.
  func throwFatal(doing action: String) throws(Ending) {
    do { try Obstacle.check(self) } catch { throw Ending(error, doing: action) }
  }
}

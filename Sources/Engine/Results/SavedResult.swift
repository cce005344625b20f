import Documents
import Findings
import Rules

/// A result that was saved as a JSON report.
public enum SavedResult {
  /// Reads a judgement back.
  public static func judgement(inFile file: String) throws(Obstacle) -> Judgement {
    let problems = ProblemList(of: .arguments)
    guard let read = ResultFile.read(file, into: DocumentStore(), problems) else {
      throw Obstacle(problems: problems.problems)
    }
    do {
      return try JudgementReader.judgement(read.document)
    } catch {
      problems.add(
        "wrong-result", "\(read.path) is not whole: \(error.description)", at: nil,
        help: "Where an earlier importlint wrote it, judge its snapshot again.")
      throw Obstacle(problems: problems.problems)
    }
  }
}

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

  /// Reads a judgement back from a JSON report that is at hand.
  static func judgement(ofJSON bytes: [UInt8]) throws(Obstacle) -> Judgement {
    let problems = ProblemList(of: .arguments)
    let store = DocumentStore()
    let source = SourceText(path: "result", text: String(decoding: bytes, as: UTF8.self))
    do throws(ResultMistake) {
      guard let document = store.read(source).documents.first else {
        throw ResultMistake("holds no document")
      }
      return try JudgementReader.judgement(DocumentValue(document, in: store))
    } catch {
      problems.add("wrong-result", "the result is not whole: \(error.description)", at: nil)
      throw Obstacle(problems: problems.problems)
    }
  }
}

import Basics
import Documents
import Findings
import Rules
import Snapshots

/// What is wrong with one text of a file that people write: what the commands that read such a file
/// would say of it.
public enum FileProblems {
  /// - Parameters:
  ///   - terms: The rules that waivers may name.
  ///   - day: The day (UTC) from which the time of waivers counts.
  public static func waivers(
    _ source: SourceText, terms: WaiverTerms, day: CivilDate
  ) -> [Problem] {
    WaiverReader(source, terms: terms, day: day, into: DocumentStore()).problems.problems
  }

  public static func target(_ source: SourceText) -> [Problem] {
    Target.read(source, store: DocumentStore(), reasons: ReasonTable()).problems
  }

  /// - Parameter checkFormat: Refuses what is not a value of `--format`.
  public static func configuration(
    _ source: SourceText, checkFormat: @escaping (String) throws(OptionError) -> Void
  ) -> [Problem] {
    let problems = ProblemList(of: .arguments)
    _ = ConfigurationReader(source, problems, checkFormat: checkFormat)
    return problems.problems
  }
}

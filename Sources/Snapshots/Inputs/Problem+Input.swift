import Basics
import Documents
import Findings

extension ProblemTally {
  /// Adds a problem of a file at a place, which is only looked at where it is kept.
  mutating func add(_ problem: Problem, inFile path: String, at place: SourcePlace?) {
    add(problem, inFile: path) { [place.map { Place($0) } ?? Place(path: path)] }
  }
}

extension Problem {
  /// What a reader found wrong with a source, wherever it stands in it.
  init(
    _ flaw: Flaw, _ code: String, _ severity: Severity, isFatal: Bool = false, stage: Stage,
    path: String
  ) {
    self.init(
      code, severity, isFatal: isFatal,
      flaw.message + (flaw.effect.map { "; " + $0 } ?? ""), stage: stage, path: path,
      place: flaw.place, related: flaw.related,
      // Of text that is not YAML: the construct that the reader was in.
      note: flaw.losesContent ? "begun here" : "first here")
    places += flaw.again.map { Place($0, note: Problem.again) }
    count = flaw.count
  }

  /// Something wrong with an input of the snapshot or with the target file.
  ///
  /// - Parameters:
  ///   - path: The file or folder; nil if the place tells, or if it is about all inputs.
  ///   - place: Where in the file; nil if only the file is known. Its lines are shown, so that
  ///     the source must be masked by now.
  ///   - related: A second place, such as the first of two equal keys, and what it is.
  init(
    _ code: String, _ severity: Severity, isFatal: Bool = false, _ message: String,
    stage: Stage = .snapshot, path: String? = nil, place: SourcePlace? = nil,
    related: SourcePlace? = nil, note: String = "first here", help: String? = nil
  ) {
    var places: [Place] = []
    if let place {
      places.append(Place(place))
    } else if let path {
      places.append(Place(path: path))
    }
    if let related { places.append(Place(related, note: note)) }
    self.init(
      stage: stage, code: code, severity: severity, isFatal: isFatal,
      message: CredentialText.masked(message), places: places,
      help: help.map(CredentialText.masked))
  }
}

/// Makes the problem that a million documents of one file have, once: masking what it says takes
/// longer than to read a document.
struct RepeatedProblem {
  private var last: (message: String, help: String?, problem: Problem)?

  /// A problem without a place.
  mutating func problem(
    _ code: String, _ severity: Severity, _ message: String, _ help: String?
  ) -> Problem {
    if let last, last.problem.code == code, last.problem.severity == severity,
      last.message == message, last.help == help
    {
      return last.problem
    }
    let problem = Problem(code, severity, message, help: help)
    last = (message, help, problem)
    return problem
  }
}

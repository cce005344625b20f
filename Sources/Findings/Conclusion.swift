import Basics

/// The end of a judgement: readiness, exit code and the sentence that says why.
///
/// Precedence of the exit codes is 2, 1, 3, 0. Readiness is what is known of the cluster; the
/// exit code is what the user wants to hear about it. So `--unknown fail`, `--unknown ignore` and
/// `--fail-on-new` change the code and leave the readiness as it is.
public struct Conclusion: Sendable, Hashable {
  public var readiness: Readiness
  /// 0 ready, 1 not ready, 2 the tool could not do its job, 3 inconclusive.
  public var exitCode: Int32
  /// One sentence without a final period.
  public var reason: String
  /// Findings that would decide and are waived.
  var waivedCount: Int

  public init(readiness: Readiness, exitCode: Int32, reason: String, waivedCount: Int = 0) {
    self.readiness = readiness
    self.exitCode = exitCode
    self.reason = reason
    self.waivedCount = waivedCount
  }

  /// The last line on stderr: `not ready: 2 failing findings of severity error`.
  public var sentence: String {
    switch (exitCode, readiness) {
    case (2, _): "could not judge: " + reason
    case (_, .ready): "ready\(waived): " + reason
    case (_, .notReady): "not ready\(waived): " + reason
    case (_, .inconclusive): "inconclusive\(waived): " + reason
    }
  }

  /// What readiness rests on beside what was found, behind its word: `, with 2 waived`.
  public var waived: String { waivedCount > 0 ? ", with \(waivedCount) waived" : "" }

  /// What decides, counted.
  private struct Counts {
    /// Failing findings that decide the exit code.
    var failing: Int
    /// Those that the baseline has, too, and that `--fail-on-new` lets pass.
    var known: Int
    var unknown: Int

    init(_ findings: [Finding], _ options: JudgementOptions) {
      let deciding = findings.filter { $0.isLive && $0.severity >= options.failOn }
      let failing = deciding.filter { $0.verdict == .fail }
      known = options.failOnNew ? failing.count(where: \.isKnown) : 0
      self.failing = failing.count - known
      unknown = deciding.count - failing.count
    }
  }

  /// Concludes from findings, rules and problems, in whatever order they come.
  public init(
    findings: [Finding], rules: [RuleResult], problems: [Problem], options: JudgementOptions
  ) {
    let counts = Counts(findings, options)
    let obstacle = Self.obstacle(rules: rules, problems: problems)
    let open = Self.open(unknown: counts.unknown, problems, options)

    if counts.failing + counts.known > 0 {
      readiness = .notReady
    } else {
      readiness = open != nil || obstacle != nil ? .inconclusive : .ready
    }
    if let obstacle {
      (exitCode, reason) = (2, obstacle)
    } else if counts.failing > 0 {
      let word = options.failOnNew ? "new failing finding" : "failing finding"
      let isWorse = options.failOnNew && findings.contains { $0.change?.isWorse ?? false }
      (exitCode, reason) = (
        1,
        counted(counts.failing, word) + Self.threshold(options)
          + (isWorse ? ", with those that count for more than before" : "")
      )
    } else if let open {
      switch options.unknownPolicy {
      case .inconclusive: (exitCode, reason) = (3, open)
      case .fail: (exitCode, reason) = (1, open + ", and --unknown fail")
      case .ignore: (exitCode, reason) = (0, open + ", and --unknown ignore")
      }
    } else {
      let word = counts.known > 0 ? "no new failing and no unknown finding" : Self.nothing
      (exitCode, reason) = (0, word + Self.threshold(options))
    }
    if exitCode != 2, counts.known > 0 {
      reason += "; \(counted(counts.known, "failing finding")) known from the baseline"
    }
    waivedCount = findings.count { !$0.isLive && $0.severity >= options.failOn }
    if exitCode != 2 { reason += options.restriction }
  }

  private static let nothing = "no failing or unknown finding"

  /// Why the tool could not do its job, or nil.
  private static func obstacle(rules: [RuleResult], problems: [Problem]) -> String? {
    let fatal = problems.filter(\.isFatal).sorted(by: Problem.isOrderedBefore)
    if let first = fatal.first {
      let others = fatal.count > 1 ? " (and \(fatal.count - 1) more)" : ""
      let place = first.places.first.map { "\($0.text): " } ?? ""
      return place + first.message + others
    }
    if rules.isEmpty { return "no rule was selected" }
    if rules.allSatisfy({ $0.counts.total == 0 }) { return "nothing was judged" }
    return nil
  }

  /// What is left open, or nil.
  private static func open(
    unknown: Int, _ problems: [Problem], _ options: JudgementOptions
  ) -> String? {
    let unread = Self.unread(problems)
    var parts: [String] = []
    if unknown > 0 { parts.append(counted(unknown, "unknown finding") + threshold(options)) }
    if let first = unread.first {
      let others = unread.count > 1 ? " and \(unread.count - 1) more" : ""
      parts.append("\(first)\(others) could not be read and may hold evidence")
    }
    parts += problems.filter { $0.code == Problem.outdatedSnapshot }.map(\.message)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// The inputs that were not read, or not to their ends, each once and in byte order.
  private static func unread(_ problems: [Problem]) -> [String] {
    let errors = problems.filter { $0.leavesOpen && $0.code != Problem.outdatedSnapshot }
    return Set(errors.map { $0.places.first?.path ?? "part of the input" })
      .sortedByBytes()
  }

  private static func threshold(_ options: JudgementOptions) -> String {
    switch options.failOn {
    case .note: " of any severity"
    case .warning: " of severity warning or error"
    case .error: " of severity error"
    }
  }
}

/// What a run of SARIF carries, and in which form: all that tells one profile from another.
struct SARIFContent {
  enum FindingSelection {
    /// All, with their waivers as suppressions.
    case all
    /// Those that fail and are not waived, as alerts; no suppressions.
    case liveFailures
  }

  /// What becomes a result beside the findings.
  enum OtherVerdicts {
    case none
    /// That a rule applies to nothing.
    case inapplicableRules
    /// Every subject that passed or is outside a rule's scope.
    case everySubject
  }

  enum Layout {
    /// Packs are extensions; places, rules and results point into the run's tables by index.
    case tables
    /// No tables: the rules that have results stand in the driver, and every result names a file
    /// and a line.
    case flat
  }

  var findings = FindingSelection.all
  var otherVerdicts = OtherVerdicts.inapplicableRules
  var layout = Layout.tables
  var files = FileBase()
  /// The most results; further ones are cut off, the least severe first.
  var resultsMax = Int.max
  /// Threads that may write.
  var jobs = 1

  var hasTables: Bool {
    layout == .tables
  }
}

extension SARIFContent {
  init(_ profile: SARIFReport.Profile, _ options: ReportOptions) {
    self.init()
    files = options.files
    jobs = options.jobs
    switch profile {
    case .standard: break
    case .full: otherVerdicts = .everySubject
    case .github:
      findings = .liveFailures
      otherVerdicts = .none
      layout = .flat
      // GitHub refuses a run with more.
      resultsMax = 25_000
    }
  }
}

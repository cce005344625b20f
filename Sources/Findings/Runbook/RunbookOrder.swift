/// In which order a plan puts the rules' fixes: its sections, and what a fix must wait for.
public struct RunbookOrder: Sendable, Hashable {
  /// A section of the plan.
  public struct Phase: Sendable, Hashable {
    public var title: String
    /// Why this comes here.
    public var why: String
    /// Full or short ids of rules that belong here whatever their area is.
    public var rules: [String]
    public var areas: [String]
    /// Whether it may wait until the cluster has joined.
    public var isAfterImport: Bool

    public init(
      title: String, why: String, rules: [String] = [], areas: [String] = [],
      isAfterImport: Bool = false
    ) {
      self.title = title
      self.why = why
      self.rules = rules
      self.areas = areas
      self.isAfterImport = isAfterImport
    }
  }

  public var phases: [Phase]
  /// By the id of a rule, without its pack: the rules whose fixes come before its own.
  public var needs: [String: [String]]

  public init(phases: [Phase], needs: [String: [String]] = [:]) {
    self.phases = phases
    self.needs = needs
  }

  /// The id without its pack.
  static func shortId(_ rule: String) -> String {
    rule.split(separator: "/").last.map(String.init) ?? rule
  }

  /// The section of a rule: one that names it, else the first of its area. What no section takes
  /// comes last before the import; notes may wait until after it.
  func phase(of rule: String, area: String, severity: Severity) -> Int {
    let id = Self.shortId(rule)
    let last = phases.lastIndex { !$0.isAfterImport } ?? 0
    if severity == .note { return phases.firstIndex(where: \.isAfterImport) ?? last }
    return phases.firstIndex { $0.rules.contains(id) || $0.rules.contains(rule) }
      ?? phases.firstIndex { $0.areas.contains(area) } ?? last
  }
}

/// What testing packs gave.
public struct PackTestResult: Sendable {
  /// How many rules were tested.
  public let rules: Int
  /// Mutants that may go unnoticed, of 100.
  public let survivorLimit: Int
  public let examples: [ExampleRunner.Report]
  /// Policies and drafts that have no example, by their full ids.
  public internal(set) var untested: [String] = []
  /// Nil if it was not asked for.
  public internal(set) var coverage: [RuleCoverage]?
  /// Nil if they were not asked for.
  public internal(set) var mutations: [RuleMutations]?

  init(rules: Int, survivorLimit: Int, examples: [ExampleRunner.Report]) {
    self.rules = rules
    self.survivorLimit = survivorLimit
    self.examples = examples
  }

  public var failed: [ExampleRunner.Report] { examples.filter { !$0.passed } }

  /// Validations and match conditions that were not seen both ways.
  public var gapCount: Int { (coverage ?? []).reduce(0) { $0 + $1.gaps.count } }

  public var mutantCount: Int { (mutations ?? []).reduce(0) { $0 + $1.count } }

  public var survivorCount: Int { (mutations ?? []).reduce(0) { $0 + $1.survivors.count } }

  /// Whether all that was asked for holds.
  public var passed: Bool {
    failed.isEmpty && gapCount == 0 && survivorCount * 100 <= mutantCount * survivorLimit
  }
}

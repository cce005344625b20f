import CEL

extension ProblemList {
  /// What is wrong with an expression, each with its place.
  func add(_ failure: CompilationFailure, of expression: ExpressionText) {
    for diagnostic in failure.diagnostics {
      add(
        "invalid-expression", "the expression is wrong: \(diagnostic.message)",
        at: expression.place(at: diagnostic.range.offset), count: max(1, diagnostic.range.length),
        help: diagnostic.hint)
    }
  }
}

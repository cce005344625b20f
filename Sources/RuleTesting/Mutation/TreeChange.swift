import CEL

/// One change to an expression's tree.
struct TreeChange {
  /// The sub-expression that is changed.
  let id: CEL.Expression.ID
  let kind: MutationKind
  /// What is done to it: `&& becomes ||`.
  let text: String
  /// The changed trees: several where the change has several spellings.
  let trees: [Syntax]
}

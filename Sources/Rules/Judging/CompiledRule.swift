import CEL
import Findings

/// A rule with its expressions checked and compiled.
package struct CompiledRule: Sendable {
  package var rule: Rule
  package var condition: Program?
  package var matchConditions: [(name: String, program: Program)]
  /// The rule's variables with their indices, in order.
  package var variables: [(name: String, index: Int, program: Program)]
  package var validations: [CompiledValidation]
  let commands: Program?
  /// How a subject comes by its verdict, which depends on the kind of rule.
  let method: any JudgingMethod

  package struct CompiledValidation: Sendable {
    package let validation: Validation
    package var program: Program
    let message: Program?
    package var place: Program?
  }

  /// The variable with an index; nil for those of the environment.
  package func variable(_ index: Int) -> Program? {
    variables.first { $0.index == index }?.program
  }
}

extension Program {
  /// The text of a sub-expression, on one line.
  package func text(of id: Expression.ID) -> String { syntax.source(of: id).trimmed }
}

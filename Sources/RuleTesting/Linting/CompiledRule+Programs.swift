import CEL
import Rules

extension CompiledRule {
  /// All of its expressions, those that make texts too.
  var allPrograms: [NamedProgram] { namedPrograms + namedPlaces + namedTexts }
}

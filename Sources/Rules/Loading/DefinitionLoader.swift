import Documents
import Findings

/// Reads a file of a pack's folder `definitions`.
struct DefinitionLoader {
  let pack: String
  let problems: ProblemList

  func definitions(_ document: DocumentValue) -> [Definition] {
    guard let file = FieldReader(document, as: RuleDeclarations.definitions, problems) else {
      return []
    }
    if let schema = file.value("schema"), schema.int != 1 {
      problems.add("wrong-value", "\"schema\" must be 1", at: schema.place)
    }
    return file.objects("definitions", as: RuleDeclarations.definition).compactMap(definition)
  }

  private func definition(_ fields: FieldReader) -> Definition? {
    let name = fields.required("name")
    let parameters = parameters(fields)
    // That one is missing was said.
    guard let expression = fields.expression("expression"), !name.isEmpty else { return nil }
    checkName(name, at: fields.value("name")?.place)
    return Definition(
      name: name, pack: pack, description: fields.string("description") ?? "",
      parameters: parameters, expression: expression, place: fields.map.place)
  }

  private func parameters(_ fields: FieldReader) -> [Definition.Parameter] {
    var seen: Set<String> = []
    return fields.objects("parameters", as: RuleDeclarations.definitionParameter).map { entry in
      let place = entry.value("name")?.place
      let name = booleanWord(entry.value("name")) ?? entry.required("name")
      if !name.isEmpty {
        checkName(name, at: place)
        if !seen.insert(name).inserted {
          problems.add("duplicate-name", "the parameter \"\(name)\" is there twice", at: place)
        }
      }
      return Definition.Parameter(
        name: name, type: entry.required("type"), place: place,
        typePlace: entry.value("type")?.place)
    }
  }

  /// YAML 1.1 reads `n` and `y` as booleans, and parameters are called so.
  private func booleanWord(_ value: DocumentValue?) -> String? {
    guard let value, value.bool != nil, let place = value.place else { return nil }
    let range = place.source.tokenRange(at: place.offset, count: nil)
    let word = place.source.text(in: range)
    return word.utf8.count == 1 ? word : nil
  }

  private func checkName(_ name: String, at place: SourcePlace?) {
    let bytes = Array(name.utf8)
    let isIdentifier = bytes.enumerated().allSatisfy { i, byte in
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
        || (i > 0 && byte >= 0x30 && byte <= 0x39)
    }
    if !isIdentifier || Self.reserved.contains(name) {
      problems.add(
        "wrong-value", "\"\(name)\" is not a CEL name: letters, digits and _, and no reserved word",
        at: place)
    }
  }

  private static let reserved: Set = [
    "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in",
    "let", "loop", "null", "package", "namespace", "return", "true", "var", "void", "while",
  ]
}

import Basics
import CEL
import Documents
import Snapshots

/// Reads schemas of parameters: a word that is misspelt, or that says nothing of the type, would
/// let any value pass.
struct ParameterReader {
  let problems: ProblemList

  static let patternLimit = 1024

  /// The schema of a parameter that is declared with a `default`.
  func schema(of declaration: DocumentValue) -> ParameterSchema? {
    FieldReader(declaration, as: ParameterDeclarations.parameter, problems).map {
      schema($0, below: ParameterDeclarations.depth)
    }
  }

  private func schema(_ fields: FieldReader, below depth: Int) -> ParameterSchema {
    var schema = ParameterSchema()
    schema.kinds = kinds(fields)
    checkWords(fields, schema.kinds)
    schema.minimum = number("minimum", fields)
    schema.maximum = number("maximum", fields)
    if let least = schema.minimum, let most = schema.maximum, most.isLess(than: least) {
      add("\"minimum\" is more than \"maximum\": no value fits", most)
    }
    schema.pattern = pattern(fields)
    schema.length = bounds("minLength", "maxLength", fields)
    schema.count = bounds("minItems", "maxItems", fields)
    schema.required = fields.strings("required")
    schema.isOpen = fields.bool("additionalProperties") ?? true
    if depth > 0 { addInner(&schema, fields, below: depth) }
    for name in schema.required where !schema.isOpen {
      guard !schema.properties.contains(where: { $0.name.equalsByBytes(name) }) else { continue }
      add("\"properties\" has no \"\(name)\", which is required", fields.value("required"))
    }
    // Last, so that they are held against the rest.
    let allowed = fields.list("enum")
    for value in allowed {
      if !value.isScalar {
        add("\"enum\" must be a list of strings, numbers and booleans", value)
      } else if let mismatch = schema.mismatch(of: value) {
        add("a value of \"enum\" \(mismatch.text)", value)
      }
    }
    schema.allowed = allowed.filter(\.isScalar)
    return schema
  }

  private func add(_ message: String, _ value: DocumentValue?, help: String? = nil) {
    problems.add("wrong-parameter", message, at: value?.place, help: help)
  }

  private func addInner(
    _ schema: inout ParameterSchema, _ fields: FieldReader, below depth: Int
  ) {
    let inner = ParameterDeclarations.inner(below: depth)
    if let items = fields.object("items", as: inner) {
      schema.items = [self.schema(items, below: depth - 1)]
    }
    guard let properties = fields.value("properties") else { return }
    if properties.value.tag != .map {
      add("\"properties\" must be a map of schemas", properties)
    }
    for (name, value) in properties.entries {
      guard let property = FieldReader(value, as: inner, problems) else { continue }
      schema.properties.append((name, self.schema(property, below: depth - 1)))
    }
  }

  // MARK: Words

  private func kinds(_ fields: FieldReader) -> [ParameterSchema.Kind] {
    guard let type = fields.value("type") else { return [] }
    let names = type.value.tag == .list ? type.elements : [type]
    return names.compactMap { name in
      let text = name.string ?? ""
      if let kind = ParameterSchema.Kind(rawValue: text) { return kind }
      let all = ParameterSchema.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      let meant = ParameterSchema.Kind.meant(by: text)
      add(
        "there is no type \(QuotedText.json(text))"
          + (meant.map { "; did you mean \"\($0.rawValue)\"?" } ?? ""), name,
        help: "The types are those of JSON Schema: \(all).")
      return nil
    }
  }

  /// The types that a word says something of.
  private static let words: [(types: [ParameterSchema.Kind], words: [String])] = [
    ([.integer, .number], ["minimum", "maximum"]),
    ([.string], ["pattern", "minLength", "maxLength"]),
    ([.array], ["items", "minItems", "maxItems"]),
    ([.object], ["properties", "required", "additionalProperties"]),
  ]

  private func checkWords(_ fields: FieldReader, _ kinds: [ParameterSchema.Kind]) {
    guard !kinds.isEmpty else { return }
    for (types, words) in ParameterReader.words where !types.contains(where: kinds.contains) {
      for word in words where fields.map[word] != nil {
        add(
          "\"\(word)\" says nothing of type \(kinds.map(\.rawValue).joined(separator: " or "))",
          fields.map[word])
      }
    }
  }

  private func number(_ name: String, _ fields: FieldReader) -> DocumentValue? {
    guard let value = fields.value(name) else { return nil }
    guard value.int != nil || value.double?.isFinite == true else {
      add("\"\(name)\" must be a number", value)
      return nil
    }
    return value
  }

  private func bounds(_ least: String, _ most: String, _ fields: FieldReader)
    -> ParameterSchema.Bounds
  {
    let bounds = ParameterSchema.Bounds(least: count(least, fields), most: count(most, fields))
    if let low = bounds.least, let high = bounds.most, low > high {
      add("\"\(least)\" is more than \"\(most)\": no value fits", fields.value(most))
    }
    return bounds
  }

  private func count(_ name: String, _ fields: FieldReader) -> Int64? {
    guard let value = fields.value(name) else { return nil }
    guard let number = value.int, (0...1_000_000).contains(number) else {
      add("\"\(name)\" must be a whole number from 0 to 1000000", value)
      return nil
    }
    return number
  }

  private func pattern(_ fields: FieldReader) -> RegularExpression? {
    guard let text = fields.string("pattern") else { return nil }
    guard text.utf8.count <= ParameterReader.patternLimit else {
      add(
        "\"pattern\" is longer than \(ParameterReader.patternLimit) bytes", fields.value("pattern"))
      return nil
    }
    do throws(RegularExpression.Mistake) {
      return try RegularExpression(text)
    } catch {
      add("\"pattern\" is wrong: \(error.message)", fields.value("pattern"))
      return nil
    }
  }
}

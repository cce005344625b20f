import Documents

/// Checks parameters of packs: a value that changes nothing, because its name is misspelt, or that
/// no rule can read would pass in silence.
struct ParameterCheck {
  let problems: ProblemList

  /// `packs` in the order of loading: a pack may change parameters of those before it.
  func check(_ packs: [Pack]) {
    for (i, pack) in packs.enumerated() {
      for (name, value) in pack.parameters?.entries ?? [] {
        let earlier = packs[..<i].filter { $0.parameters?[name] != nil }
        check(name, value, of: pack, earlier: earlier, among: packs[..<i])
      }
    }
  }

  private func check(
    _ name: String, _ declaration: DocumentValue, of pack: Pack, earlier: [Pack],
    among others: ArraySlice<Pack>
  ) {
    let value = declaration["default"]
    guard value != nil || !earlier.isEmpty else {
      let known = others.flatMap { $0.parameters?.entries.map(\.key) ?? [] }
      problems.add(
        "wrong-parameter",
        "the parameter \"\(name)\" has no \"default\", and no pack before \(pack.name) has a "
          + "parameter of that name\(didYouMean(name, among: known))", at: declaration.place)
      return
    }
    // Its own type, and that which the rules of an earlier pack rely on.
    let types = (earlier.map { $0.parameters?[name] } + [value == nil ? nil : declaration])
      .compactMap { $0?["type"]?.string }
    let found = value ?? declaration
    for type in types where !isOfType(found, type) {
      problems.add(
        "wrong-parameter", "the parameter \"\(name)\" must be of type \(type)", at: found.place)
      return
    }
  }

  /// Types of JSON Schema; of others nothing is known here.
  private func isOfType(_ value: DocumentValue, _ type: String) -> Bool {
    switch type {
    case "string": value.value.tag == .string
    case "boolean": value.value.tag == .bool
    case "integer": value.value.tag == .int
    case "number": value.value.tag == .int || value.value.tag == .double
    case "array": value.value.tag == .list
    case "object": value.value.tag == .map
    default: true
    }
  }
}

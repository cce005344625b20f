import Basics
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
    if earlier.isEmpty, declaration["type"] == nil {
      problems.add(
        "wrong-parameter", "the parameter \"\(name)\" has no \"type\"", at: declaration.place,
        help: "A type is one of "
          + ParameterSchema.Kind.allCases.map(\.rawValue).joined(separator: ", ") + ".")
      return
    }
    // Its own schema, and that which the rules of an earlier pack rely on.
    for schema in (earlier + [pack]).compactMap({ $0.schema(ofParameter: name) }) {
      guard let mismatch = schema.mismatch(of: value ?? declaration) else { continue }
      problems.add("wrong-parameter", mismatch.sentence(name), at: mismatch.value.place)
      return
    }
  }
}

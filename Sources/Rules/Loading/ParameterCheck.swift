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
    if let type = declaration["type"], value != nil, !ParameterType.isType(type) {
      problems.add(
        "wrong-parameter",
        "the parameter \"\(name)\" has no JSON Schema type: "
          + ParameterType.all.joined(separator: ", "), at: type.place)
      return
    }
    // Its own type, and that which the rules of an earlier pack rely on.
    let declarations = earlier.map { $0.parameters?[name] } + [value == nil ? nil : declaration]
    let found = value ?? declaration
    for case let declaration? in declarations {
      guard let type = ParameterType.mismatch(of: found, with: declaration) else { continue }
      problems.add(
        "wrong-parameter", "the parameter \"\(name)\" must be of type \(type)", at: found.place)
      return
    }
  }
}

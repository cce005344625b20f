import Basics
import Documents
import Findings

/// The objects and snapshots that a pack's examples take by name: its own, and those of the packs
/// that it extends.
struct FixtureTable {
  private let reader: PackFileReader
  private var problems: ProblemList { reader.problems }
  private var objects: [String: DocumentValue] = [:]
  private var snapshots: [String: DocumentValue] = [:]
  private var places: [String: SourcePlace?] = [:]

  /// - Parameter bases: Those of the packs that the pack extends. Its own of the same name stand
  ///   before them, and a later one before an earlier one.
  init(_ reader: PackFileReader, extending bases: [FixtureTable] = []) {
    self.reader = reader
    for base in bases {
      objects.merge(base.objects) { $1 }
      snapshots.merge(base.snapshots) { $1 }
    }
  }

  /// Takes a file of the folder `fixtures`.
  mutating func add(_ document: DocumentValue) {
    guard let file = FieldReader(document, as: RuleDeclarations.fixtures, problems) else { return }
    if let schema = file.value("schema"), schema.int != 1 {
      problems.add("wrong-value", "\"schema\" must be 1", at: schema.place)
    }
    for fixture in file.objects("fixtures", as: RuleDeclarations.fixture) {
      let name = fixture.required("name")
      let place = fixture.map.place
      if let first = places.updateValue(place, forKey: name) {
        problems.add(
          "duplicate-fixture", "the fixture \"\(name)\" is there twice", at: place,
          related: first)
      }
      let object = fixture.value("object")
      let snapshot = fixture.value("snapshot")
      if (object == nil) == (snapshot == nil) {
        problems.add(
          "wrong-value", "the fixture \"\(name)\" needs either \"object\" or \"snapshot\"",
          at: place)
      }
      // Both: a fixture of a pack that is extended may be of the other kind.
      objects[name] = object
      snapshots[name] = snapshot.map(expanded)
    }
  }

  /// The description of a snapshot with all fixtures in their places. What is wrong with them is a
  /// problem, and left out.
  func expanded(_ description: DocumentValue) -> DocumentValue {
    let base = description["fixture"].flatMap { snapshot(named: $0, description["patch"]) }
    let usesFixtures =
      (description["resources"]?.elements ?? []).contains { $0["fixture"] != nil }
    if base == nil, !usesFixtures {
      if let patch = description["patch"], description["fixture"] == nil {
        problems.add(
          "wrong-value", "\"patch\" changes a fixture, and none is named", at: patch.place)
      }
      return description
    }
    let resources = (description["resources"]?.elements ?? []).compactMap(resource)
    let own = description.entries.filter { !["fixture", "patch", "resources"].contains($0.key) }
    guard let builder = DocumentBuilder(store: description.store, source: nil) else {
      return description
    }
    defer { builder.close() }
    builder.beginMap()
    // What stands beside the fixture's name is added to it, or takes its place.
    for (key, value) in base?.entries ?? []
    where key != "resources" && !own.contains(where: { $0.key == key }) {
      builder.key(key)
      builder.link(value.value)
    }
    for (key, value) in own {
      builder.key(key)
      builder.link(value.value)
    }
    let all = (base?["resources"]?.elements ?? []) + resources
    if !all.isEmpty || description["resources"] != nil {
      builder.key("resources")
      builder.beginList()
      for object in all { builder.link(object.value) }
      builder.endList()
    }
    builder.endMap()
    return DocumentValue(builder.finish(), in: description.store)
  }

  private func snapshot(named name: DocumentValue, _ patch: DocumentValue?) -> DocumentValue? {
    find(name, in: snapshots, "snapshot").flatMap { MergePatch(patch).applied(to: $0) }
  }

  /// An object of an example, or the fixture that stands for one.
  private func resource(_ element: DocumentValue) -> DocumentValue? {
    guard let name = element["fixture"] else { return element }
    let use = FieldReader(element, as: RuleDeclarations.fixtureUse, problems)
    return find(name, in: objects, "object").flatMap {
      MergePatch(use?.value("patch")).applied(to: $0)
    }
  }

  private func find(
    _ name: DocumentValue, in fixtures: [String: DocumentValue], _ kind: String
  ) -> DocumentValue? {
    guard let text = name.string else {
      problems.add("wrong-type", "\"fixture\" must be a string", at: name.place)
      return nil
    }
    if let found = fixtures[text] { return found }
    problems.add(
      "unknown-fixture",
      "the pack has no \(kind) \"\(text)\" in its fixtures"
        + didYouMean(text, among: fixtures.keys.sorted()), at: name.place)
    return nil
  }
}

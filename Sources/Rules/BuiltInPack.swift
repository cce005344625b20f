/// The pack that travels inside the executable.
///
/// Its files are Swift string literals, generated from `rules/` by `make rules` and committed: a
/// resource bundle is lost when the executable is copied alone to another machine.
public enum BuiltInPack {
  public static let name = "rancher-import"
}

/// One file of a pack: its path inside the pack, and its text.
public struct PackFile: Sendable {
  public let path: String
  public let text: String

  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// The files of a pack that travel inside the executable: no cases, which are tests only, and of
  /// the fixtures only files that some example of a rule uses.
  public static func embedded(of files: [PackFile]) -> [PackFile] {
    let own = files.filter { !$0.isCases && !$0.isFixtures && !$0.isTranslation }
    let fixtures = files.filter { file in
      file.isFixtures
        && own.contains { rule in
          rule.text.split(separator: "fixture:").dropFirst().contains { rest in
            let name = rest.drop { $0 == " " || $0 == "\"" || $0 == "'" }
              .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            return file.text.contains("name: \(name)\n")
              || file.text.contains("name: \(name),")
          }
        }
    }
    return own + fixtures
  }

  /// Further examples of a rule: `<id>.cases.yaml`.
  var isCases: Bool {
    [".cases.yaml", ".cases.yml", ".cases.json"].contains { path.hasSuffix($0) }
  }

  /// Texts of rules in other languages.
  public var isTranslation: Bool { path.hasPrefix(TranslationLoader.folder + "/") }

  /// Objects and snapshots that examples take by name.
  var isFixtures: Bool { path.hasPrefix("fixtures/") }
}

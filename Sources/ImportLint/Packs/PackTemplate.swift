import Basics
import Engine

/// The files of a new pack. Its one rule is meant to be changed; it shows what most rules need: a
/// parameter, a definition, a condition, a message with names from the cluster, commands with
/// quoted names, and examples of every verdict.
struct PackTemplate {
  let name: String
  let toolVersion: String

  static let area = "namespaces"
  static let ruleId = "ownerless-namespace"

  init(name: String, toolVersion: String) {
    self.name = name
    self.toolVersion = toolVersion
  }

  /// In the order in which they are best read.
  var files: [NewFiles.File] {
    [
      .init(path: "README.md", text: readme),
      .init(path: "pack.yaml", text: pack),
      .init(path: "\(Self.area)/\(Self.ruleId).yaml", text: Self.rule),
      .init(path: "definitions/owners.yaml", text: Self.definitions),
      .init(path: "ci.sh", text: Self.script, isProgram: true),
      .init(path: ".github/workflows/rule-pack.yaml", text: Self.workflow),
    ]
      + SchemaKind.ofPack.map {
        .init(path: ".schemas/\($0.fileName)", text: $0.text)
      }
  }

  /// What is said of a pack that was written.
  func summary(in path: String) -> String {
    let quoted = QuotedText.shell(path)
    let files = files.map { "  \($0.path)\n" }.joined()
    return """
      The pack \(name) is in \(path):
      \(files)
      Next:
        importlint test \(quoted) --coverage --mutate    its rule's examples are its tests
        importlint check SNAPSHOT --pack \(quoted)       judge by it and by the built-in pack
        importlint explain \(name)/\(Self.ruleId) --pack \(quoted)
      Then change the rule, or copy it: README.md in the folder says how.

      """
  }

  // MARK: Names

  /// Whether a text is kebab case.
  static func isName(_ text: String) -> Bool { name(from: text) == text }

  /// A folder's name in kebab case; nil if nothing of it is left.
  static func name(from folder: String) -> String? {
    let words = folder.lowercased().utf8.split { byte in
      !(0x61...0x7A).contains(byte) && !(0x30...0x39).contains(byte)
    }
    return words.isEmpty
      ? nil : words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
  }

  // MARK: Texts

  private var pack: String {
    """
    # yaml-language-server: $schema=.schemas/pack-1.schema.json
    schema: 1
    name: \(name)
    version: 0.1.0
    description: What our clusters must fulfil before they are imported into Rancher.
    importlint: ">=\(toolVersion)"
    # Functions that are newer than this Kubernetes are errors in expressions.
    celCompatibility: "1.30"
    extends: [{pack: rancher-import}]
    # Rules read them as params.NAME.
    parameters:
      ownerLabel:
        type: string
        default: owner
        description: The label of a namespace that says which team owns it.

    """
  }

  private var readme: String {
    """
    # \(name)

    Rules of our own for `importlint`, which judges whether a Kubernetes cluster is ready to be
    imported into Rancher.

    | file | what it is |
    | --- | --- |
    | `pack.yaml` | name, version, parameters, changes to built-in rules (`overrides`) |
    | `\(Self.area)/\(Self.ruleId).yaml` | a rule: `<area>/<id>.yaml`, one rule a file |
    | `definitions/owners.yaml` | expressions that rules share, by name |
    | `ci.sh` | what CI runs, on any system |
    | `.github/workflows/rule-pack.yaml` | the same as a workflow of GitHub Actions |
    | `.schemas/` | JSON Schemas, by which editors check the files while you write |

    ## Work on it

    ```sh
    importlint test . --coverage --mutate
    importlint pack lint .
    importlint check SNAPSHOT --pack .
    importlint check SNAPSHOT --pack . --trace \(Self.ruleId)
    ```

    A new rule: copy a rule's file, give it the name of the bad thing that it finds, and begin with
    its examples. An expression that is true means that all is well. `importlint functions` lists
    what expressions may call.

    A change that lets a cluster fail which was ready before is a new minor version of the pack;
    a rule that gets another id keeps the old one in `deprecatedIds`.

    """
  }
}

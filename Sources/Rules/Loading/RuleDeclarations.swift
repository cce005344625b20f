import Snapshots

/// The fields of rule and pack files, declared once: the loader and the JSON Schemas follow them.
///
/// What they say of values (a version range, a severity) the loader checks by the code that reads
/// it; `values` repeat the cases of the enumerations, and a test compares the two.
package enum RuleDeclarations {
  static let reference = ObjectDeclaration(
    "reference",
    [
      Declaration("title", .string, "What the page is called.", requirement: .always),
      Declaration("url", .string, "Its address.", requirement: .always),
    ])

  static let fix = ObjectDeclaration(
    "fix",
    [
      Declaration("text", .string, "What to do, in plain words.", requirement: .always),
      Declaration("commands", .list(.string), "Shell commands, fixed."),
      Declaration(
        "commandExpression", .string,
        "CEL giving a list of commands; shellQuote() for every name from the snapshot.",
        isExpression: true),
    ])

  static let applies = ObjectDeclaration(
    "applies",
    [
      Declaration("rancher", .string, "Range over the target's version, e.g. `>=2.5`."),
      Declaration("kubernetes", .string, "Range over the cluster's version, e.g. `>=1.21`."),
      Declaration("distributions", .list(.string), "Distributions, as `cluster.distribution`."),
      Declaration("condition", .string, "CEL over cluster and target.", isExpression: true),
    ])

  static let resourceRule = ObjectDeclaration(
    "resourceRule",
    [
      Declaration(
        "apiGroups", .list(.string), "API groups; `\"\"` is the core group.",
        requirement: .always),
      Declaration(
        "apiVersions", .list(.string), "Versions; `*` for all.", requirement: .always),
      Declaration("resources", .list(.string), "Plural names.", requirement: .always),
    ])

  static let matchConstraints = ObjectDeclaration(
    "matchConstraints",
    [
      Declaration(
        "resourceRules", .list(.object(resourceRule)), "The types that are judged.",
        requirement: .always)
    ])

  static let namedExpression = ObjectDeclaration(
    "named expression",
    [
      Declaration("name", .string, "Its name.", requirement: .always),
      Declaration("expression", .string, "CEL.", requirement: .always, isExpression: true),
    ])

  static let validation = ObjectDeclaration(
    "validation",
    [
      Declaration("name", .string, "Part of the fingerprint; default: its position."),
      Declaration(
        "expression", .string, "CEL; true means compliant.", requirement: .always,
        isExpression: true),
      Declaration(
        "message", .string, "What is the case if it is false.", requirement: .always),
      Declaration("messageExpression", .string, "CEL giving the message.", isExpression: true),
      Declaration(
        "place", .string,
        "CEL giving the value that the finding points at; default: the value that decided.",
        isExpression: true),
      Declaration(
        "severity", .string, "A severity other than the rule's.",
        values: ["error", "warning", "note"]),
    ])

  static let outcome = ObjectDeclaration(
    "outcome",
    [
      Declaration(
        "subject", .string, "`cluster`, `node/w1`, `apps/Deployment/ns/name`.",
        requirement: .always),
      Declaration("validation", .string, "Name of the validation."),
      Declaration("severity", .string, "Severity.", values: ["error", "warning", "note"]),
      Declaration("at", .string, "The finding's place; `…` stands for anything."),
      Declaration("message", .string, "Its message; `…` stands for anything."),
      Declaration("reason", .string, "Why it is unknown; `…` stands for anything."),
    ])

  static let expect = ObjectDeclaration(
    "expect",
    ["pass", "fail", "unknown", "notApplicable"].map {
      Declaration(
        $0, .list(.object(outcome)), "Subjects that get this verdict, or their names alone.",
        alternatives: [.type(.string)])
    })

  static let unit = ObjectDeclaration(
    "unit",
    [
      Declaration("load", .string, "LoadState, e.g. `loaded`."),
      Declaration("active", .string, "ActiveState, e.g. `active`."),
      Declaration("sub", .string, "SubState, e.g. `running`."),
      Declaration("enabled", .string, "UnitFileState, e.g. `enabled`."),
    ])

  static let exampleNode = ObjectDeclaration(
    "example node",
    [
      Declaration(
        "files", .map(.string), "Path on the node → text; null: the file is proved absent.",
        alternatives: [.null]),
      Declaration("units", .map(.object(unit)), "systemd units by name."),
      Declaration("kubelet", .map(.dyn), "Fields of KubeletConfiguration."),
      Declaration("commands", .map(.string), "Name of a command → its output."),
    ])

  static let evidenceState = ObjectDeclaration(
    "evidence",
    [
      Declaration(
        "state", .string, "How complete it is.",
        values: EvidenceState.allCases.map(\.rawValue), requirement: .always),
      Declaration("namespaces", .list(.string), "The namespaces that were read, if not all."),
    ])

  static let rkeFiles = ObjectDeclaration(
    "rke",
    [
      Declaration("cluster", .dyn, "cluster.yml."),
      Declaration("state", .dyn, "cluster.rkestate, or the ConfigMap full-cluster-state."),
    ])

  static let exampleSnapshot = ObjectDeclaration(
    "example snapshot",
    [
      Declaration(
        "fixture", .string, "A snapshot of the pack's `fixtures`, which the other fields change."),
      Declaration("patch", .map(.dyn), "Changes to it: a JSON merge patch (RFC 7386)."),
      Declaration(
        "resources", .list(.dyn),
        "Kubernetes objects, or `{fixture: NAME, patch: {…}}`: an object of the pack's `fixtures`, "
          + "changed by a JSON merge patch (RFC 7386)."),
      Declaration(
        "evidence", .map(.string),
        "Types that were looked for, e.g. `v1/nodes: complete`; "
          + "default: complete for those of the resources given.",
        values: EvidenceState.allCases.map(\.rawValue),
        alternatives: [.type(.object(evidenceState))]),
      Declaration("nodes", .map(.object(exampleNode)), "What was collected of nodes."),
      Declaration("version", .string, "gitVersion of the cluster."),
      Declaration("name", .string, "Name of the cluster."),
      Declaration("time", .string, "When the snapshot was taken, RFC 3339."),
      Declaration("probes", .map(.dyn), "Recorded probes by where they came from."),
      Declaration("rke", .object(rkeFiles), "RKE1's own files."),
      Declaration("cloud", .map(.dyn), "Files of the cloud provider."),
      Declaration("access", .map(.bool), "Whether identities may do everything, by their names."),
      Declaration("params", .map(.dyn), "Parameters of the pack."),
      Declaration("servedTypes", .list(.string), "What the API server serves."),
    ])

  /// As in a target file, which says besides which version of the format it is.
  static let exampleTarget = ObjectDeclaration(
    Declarations.target.name,
    [Declaration("schema", .int, "Version of the format.", values: ["1"])]
      + Declarations.target.fields)

  static let example = ObjectDeclaration(
    "example",
    [
      Declaration("name", .string, "What it shows.", requirement: .always),
      Declaration(
        "target", .object(exampleTarget),
        "A target, as in a target file; caFile is the PEM text itself."),
      Declaration("snapshot", .object(exampleSnapshot), "A miniature snapshot."),
      Declaration("expect", .object(expect), "What must come out.", requirement: .always),
    ])

  package static let rule = ObjectDeclaration(
    "rule",
    [
      Declaration(
        "id", .string, "Kebab-case name of the bad thing; unique in its pack.",
        requirement: .always, isKebabCase: true),
      Declaration("title", .string, "One line.", requirement: .always),
      Declaration(
        "severity", .string, "Severity of its findings.", values: ["error", "warning", "note"],
        requirement: .always),
      Declaration("area", .string, "The folder that it is in."),
      Declaration("why", .string, "What goes wrong after the import.", requirement: .always),
      Declaration("fix", .object(fix), "What to do.", requirement: .always),
      Declaration("references", .list(.object(reference)), "Pages that it is based on."),
      Declaration("applies", .object(applies), "Outside of it the verdict is notApplicable."),
      Declaration("needs", .list(.string), "Evidence that is named only dynamically."),
      Declaration(
        "subject", .string, "What is judged at a time.", values: ["cluster", "node", "resource"],
        requirement: .always),
      Declaration(
        "matchConstraints", .object(matchConstraints), "Which resources are judged.",
        requirement: .when(field: "subject", is: "resource")),
      Declaration("matchConditions", .list(.object(namedExpression)), "Which of them, in CEL."),
      Declaration("variables", .list(.object(namedExpression)), "Named parts of expressions."),
      Declaration(
        "validations", .list(.object(validation)), "What must be true.", requirement: .always),
      Declaration(
        "onError", .string, "Verdict of an evaluation error.", values: ["unknown", "fail"]),
      Declaration(
        "neverFails", .bool,
        "The validations are unknown where they are not true, so that no example fails."),
      Declaration("waivable", .bool, "false: no waiver may accept what it finds."),
      Declaration("deprecatedIds", .list(.string), "Earlier ids."),
      Declaration(
        "examples", .list(.object(example)), "Tests and documentation.", requirement: .always),
    ])

  /// A rule that has no examples yet.
  static let draft = ObjectDeclaration(
    rule.name,
    rule.fields.map { field in
      field.name == "examples"
        ? Declaration(field.name, field.type, "Tests and documentation.") : field
    })

  static let fixtureUse = ObjectDeclaration(
    "fixture",
    [
      Declaration("fixture", .string, "Its name.", requirement: .always),
      Declaration("patch", .map(.dyn), "Changes to it: a JSON merge patch (RFC 7386)."),
    ])

  static let fixture = ObjectDeclaration(
    "fixture",
    [
      Declaration(
        "name", .string, "Examples take it by this name.", requirement: .always,
        isKebabCase: true),
      Declaration("object", .map(.dyn), "A Kubernetes object."),
      Declaration("snapshot", .object(exampleSnapshot), "Or a miniature snapshot."),
    ])

  package static let fixtures = ObjectDeclaration(
    "fixtures",
    [
      Declaration("schema", .int, "Version of the format: 1.", values: ["1"]),
      Declaration(
        "fixtures", .list(.object(fixture)),
        "Objects and snapshots that examples and cases of the pack take by name.",
        requirement: .always),
    ])

  package static let cases = ObjectDeclaration(
    "cases",
    [
      Declaration("schema", .int, "Version of the format: 1.", values: ["1"]),
      Declaration(
        "cases", .list(.object(example)),
        "Further examples of the rule beside it: its tests, and not part of its documentation.",
        requirement: .always),
    ])

  static let translation = ObjectDeclaration(
    "translation",
    [
      Declaration("rule", .string, "The rule's id.", requirement: .always),
      Declaration(
        "sourceDigest", .string,
        "Of the English texts that it was made from; `importlint pack lint` says it.",
        requirement: .always),
      Declaration("title", .string, "The rule's title, one line.", requirement: .always),
      Declaration("why", .string, "Its why.", requirement: .always),
      Declaration("fix", .string, "The text of its fix.", requirement: .always),
    ])

  package static let translations = ObjectDeclaration(
    "translations",
    [
      Declaration("schema", .int, "Version of the format: 1.", values: ["1"]),
      Declaration(
        "translations", .list(.object(translation)),
        "What rules of the pack tell people, in the language of the folder.",
        requirement: .always),
    ])

  static let definitionParameter = ObjectDeclaration(
    "parameter",
    [
      // YAML 1.1 reads `n` and `y` as booleans.
      Declaration(
        "name", .string, "Its name in the expression.", requirement: .always,
        alternatives: [.type(.bool)]),
      Declaration(
        "type", .string,
        "A kind of Kubernetes (`Node`, `Pod`), a declared type (`node`, `cluster`, `target`), or a "
          + "type of CEL (`string`, `list(string)`, `map(string, dyn)`, `dyn`).",
        requirement: .always),
    ])

  static let definition = ObjectDeclaration(
    "definition",
    [
      Declaration(
        "name", .string, "Expressions call it `definitions.<name>`.", requirement: .always),
      Declaration("description", .string, "What it says, in a sentence."),
      Declaration(
        "parameters", .list(.object(definitionParameter)),
        "What it is given; none: a value of the whole pack, computed once per snapshot."),
      Declaration("expression", .string, "CEL.", requirement: .always, isExpression: true),
    ])

  package static let definitions = ObjectDeclaration(
    "definitions",
    [
      Declaration("schema", .int, "Version of the format: 1.", values: ["1"]),
      Declaration(
        "definitions", .list(.object(definition)),
        "Named expressions that rules of the pack, and of packs that extend it, share.",
        requirement: .always),
    ])

  static let extensionOf = ObjectDeclaration(
    "extension",
    [
      Declaration(
        "pack", .string, "A built-in pack, or a folder relative to this one.",
        requirement: .always),
      Declaration("version", .string, "Range of its version."),
    ])

  static let override = ObjectDeclaration(
    "override",
    [
      Declaration("rule", .string, "Full id, `<pack>/<id>`.", requirement: .always),
      Declaration(
        "severity", .string, "Its severity here.", values: ["error", "warning", "note"]),
      Declaration("enabled", .bool, "false leaves the rule out."),
      Declaration("waivable", .bool, "false: no waiver may accept what it finds."),
      Declaration(
        "reason", .string, "Why; mandatory if the rule is left out.",
        requirement: .when(field: "enabled", is: "false")),
    ])

  static let waiverTerms = ObjectDeclaration(
    "waivers",
    [
      Declaration(
        "longestDays", .int, "Days from the day of judging for which a waiver may be given.")
    ])

  static let acceptance = ObjectDeclaration(
    "accepted problem",
    [
      Declaration("code", .string, "Its code, such as `unguarded-field`.", requirement: .always),
      Declaration(
        "of", .string, "The rule's id, or `definitions.<name>`.", requirement: .always),
      Declaration("reason", .string, "Why it is right so.", requirement: .always),
    ])

  static let neededData = ObjectDeclaration(
    "rancherData",
    [
      Declaration("newest", .string, "The newest Rancher that they must know, such as \"2.14\"."),
      Declaration("updated", .string, "The day, YYYY-MM-DD, that they must have or be newer than."),
    ])

  package static let pack = ObjectDeclaration(
    "pack",
    [
      Declaration(
        "schema", .int, "Version of the format of all files of the pack: 1.", values: ["1"],
        requirement: .always),
      Declaration(
        "name", .string, "Kebab-case name.", requirement: .always, isKebabCase: true),
      Declaration("version", .string, "Its semantic version.", requirement: .always),
      Declaration("description", .string, "What it is for."),
      Declaration("extends", .list(.object(extensionOf)), "Packs that it builds on."),
      Declaration("celCompatibility", .string, "Functions newer than this Kubernetes are errors."),
      Declaration("importlint", .string, "Versions of importlint that it works with."),
      Declaration(
        "parameters", .map(.object(ParameterDeclarations.parameter)),
        "Parameters by name, each a JSON Schema with a `default` and a `type`; for one of a pack "
          + "that this one extends, another default or just the value.",
        alternatives: [.without(field: "default")]),
      Declaration("overrides", .list(.object(override)), "Changes to rules of those packs."),
      Declaration(
        "waivers", .object(waiverTerms),
        "What waivers may do in a run with this pack; of several packs the strictest counts."),
      Declaration(
        "rancherData", .object(neededData),
        "How new the data on Rancher must be that the rules judge by, of whatever pack they are."),
      Declaration(
        "lint", .list(.object(acceptance)), "What `importlint pack lint` need not say again."),
    ])
}

import Snapshots

/// The fields of rule and pack files, declared once: the loader and the JSON Schemas follow them.
enum RuleDeclarations {
  static let reference = ObjectType(
    "reference",
    [
      Declaration("title", .string, "What the page is called."),
      Declaration("url", .string, "Its address."),
    ])

  static let fix = ObjectType(
    "fix",
    [
      Declaration("text", .string, "What to do, in plain words."),
      Declaration("commands", .list(.string), "Shell commands, fixed."),
      Declaration(
        "commandExpression", .string,
        "CEL giving a list of commands; shellQuote() for every name from the snapshot."),
    ])

  static let applies = ObjectType(
    "applies",
    [
      Declaration("rancher", .string, "Range over the target's version, e.g. `>=2.5`."),
      Declaration("kubernetes", .string, "Range over the cluster's version, e.g. `>=1.21`."),
      Declaration("distributions", .list(.string), "Distributions, as `cluster.distribution`."),
      Declaration("condition", .string, "CEL over cluster and target."),
    ])

  static let resourceRule = ObjectType(
    "resourceRule",
    [
      Declaration("apiGroups", .list(.string), "API groups; `\"\"` is the core group."),
      Declaration("apiVersions", .list(.string), "Versions; `*` for all."),
      Declaration("resources", .list(.string), "Plural names."),
    ])

  static let matchConstraints = ObjectType(
    "matchConstraints",
    [Declaration("resourceRules", .list(.object(resourceRule)), "The types that are judged.")])

  static let namedExpression = ObjectType(
    "named expression",
    [
      Declaration("name", .string, "Its name."), Declaration("expression", .string, "CEL."),
    ])

  static let validation = ObjectType(
    "validation",
    [
      Declaration("name", .string, "Part of the fingerprint; default: its position."),
      Declaration("expression", .string, "CEL; true means compliant."),
      Declaration("message", .string, "What is the case where it is false."),
      Declaration("messageExpression", .string, "CEL giving the message."),
      Declaration(
        "severity", .string, "Another severity than the rule's.",
        values: ["error", "warning", "note"]),
    ])

  static let outcome = ObjectType(
    "outcome",
    [
      Declaration("subject", .string, "`cluster`, `node/w1`, `apps/Deployment/ns/name`."),
      Declaration("validation", .string, "Name of the validation."),
      Declaration("severity", .string, "Severity.", values: ["error", "warning", "note"]),
      Declaration("at", .string, "The finding's place; `…` stands for anything."),
      Declaration("message", .string, "Its message; `…` stands for anything."),
      Declaration("reason", .string, "Why it is unknown; `…` stands for anything."),
    ])

  static let expect = ObjectType(
    "expect",
    ["pass", "fail", "unknown", "notApplicable"].map {
      Declaration($0, .list(.object(outcome)), "Subjects that get this verdict.")
    })

  static let exampleNode = ObjectType(
    "example node",
    [
      Declaration("files", .map(.string), "Path on the node → text."),
      Declaration("units", .map(.dyn), "Unit name → `load`, `active`, `sub`, `enabled`."),
      Declaration("kubelet", .map(.dyn), "Fields of KubeletConfiguration."),
      Declaration("commands", .map(.string), "Name of a command → its output."),
    ])

  static let exampleSnapshot = ObjectType(
    "example snapshot",
    [
      Declaration("resources", .list(.dyn), "Kubernetes objects."),
      Declaration(
        "evidence", .map(.string),
        "Types that were looked for, e.g. `v1/nodes: complete`; "
          + "default: complete for those of the resources given."),
      Declaration("nodes", .map(.object(exampleNode)), "What was collected of nodes."),
      Declaration("version", .string, "gitVersion of the cluster."),
      Declaration("name", .string, "Name of the cluster."),
      Declaration("time", .string, "When the snapshot was taken, RFC 3339."),
      Declaration("probes", .map(.dyn), "Recorded probes by where they came from."),
      Declaration("rke", .map(.dyn), "RKE1's own files: `cluster`, `state`."),
      Declaration("cloud", .map(.dyn), "Files of the cloud provider."),
      Declaration("params", .map(.dyn), "Parameters of the pack."),
      Declaration("servedTypes", .list(.string), "What the API server serves."),
    ])

  static let example = ObjectType(
    "example",
    [
      Declaration("name", .string, "What it shows."),
      Declaration("target", .dyn, "A target, as in a target file."),
      Declaration("snapshot", .object(exampleSnapshot), "A snapshot in small."),
      Declaration("expect", .object(expect), "What must come out."),
    ])

  static let rule = ObjectType(
    "rule",
    [
      Declaration("id", .string, "Kebab-case name of the bad thing; unique in its pack."),
      Declaration("title", .string, "One line."),
      Declaration(
        "severity", .string, "Severity of its findings.", values: ["error", "warning", "note"]),
      Declaration("area", .string, "The folder that it lies in."),
      Declaration("why", .string, "What goes wrong after the import."),
      Declaration("fix", .object(fix), "What to do."),
      Declaration("references", .list(.object(reference)), "Pages that it rests on."),
      Declaration("applies", .object(applies), "Outside of it the verdict is notApplicable."),
      Declaration("needs", .list(.string), "Evidence that is named only dynamically."),
      Declaration(
        "subject", .string, "What is judged at a time.", values: ["cluster", "node", "resource"]),
      Declaration("matchConstraints", .object(matchConstraints), "Which resources are judged."),
      Declaration("matchConditions", .list(.object(namedExpression)), "Which of them, in CEL."),
      Declaration("variables", .list(.object(namedExpression)), "Named parts of expressions."),
      Declaration("validations", .list(.object(validation)), "What must be true."),
      Declaration(
        "onError", .string, "Verdict of an evaluation error.", values: ["unknown", "fail"]),
      Declaration("deprecatedIds", .list(.string), "Earlier ids."),
      Declaration("examples", .list(.object(example)), "Tests and documentation."),
    ])

  static let extensionOf = ObjectType(
    "extension",
    [
      Declaration("pack", .string, "A built-in pack, or a folder relative to this one."),
      Declaration("version", .string, "Range of its version."),
    ])

  static let override = ObjectType(
    "override",
    [
      Declaration("rule", .string, "Full id, `<pack>/<id>`."),
      Declaration(
        "severity", .string, "Its severity here.", values: ["error", "warning", "note"]),
      Declaration("enabled", .bool, "false leaves the rule out."),
      Declaration("reason", .string, "Why; mandatory where the rule is left out."),
    ])

  static let pack = ObjectType(
    "pack",
    [
      Declaration("schema", .int, "Version of the format of all files of the pack: 1."),
      Declaration("name", .string, "Kebab-case name."),
      Declaration("version", .string, "Its semantic version."),
      Declaration("description", .string, "What it is for."),
      Declaration("extends", .list(.object(extensionOf)), "Packs that it builds on."),
      Declaration("celCompatibility", .string, "Functions newer than this Kubernetes are errors."),
      Declaration("importlint", .string, "Versions of importlint that it works with."),
      Declaration("parameters", .map(.dyn), "Parameters: defaults, with a JSON Schema."),
      Declaration("overrides", .list(.object(override)), "Changes to rules of those packs."),
    ])
}

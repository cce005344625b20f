import Snapshots

/// The fields of files with waivers, declared once: the reader and the JSON Schema follow them.
enum WaiverDeclarations {
  private static func patterns(_ name: String, _ doc: String) -> Declaration {
    Declaration(name, .string, doc, alternatives: [.type(.list(.string))])
  }

  static let scope = ObjectDeclaration(
    "scope",
    [
      patterns(
        "fingerprint", "Fingerprints of findings, as a JSON report has them: exactly these."),
      patterns(
        "subject",
        "Names of subjects, as reports have them: `cluster`, `node/w1`, "
          + "`apps/Deployment/shop/*`."),
      patterns("namespace", "The namespace that the subject lies in, or is."),
      patterns("node", "The node that is judged."),
      patterns("cluster", "The cluster's name, or the uid of its namespace kube-system."),
      Declaration(
        "labels", .map(.string), "Labels that the subject has, all of them; values are patterns."),
    ])

  static let waiver = ObjectDeclaration(
    "waiver",
    [
      Declaration(
        "rule", .string,
        "The rule whose findings are accepted: its id, its full id, or a pattern of full ids.",
        requirement: .always),
      Declaration(
        "scope", .object(scope),
        "Which of them: each part that is given must fit, and `*` stands for any characters.",
        requirement: .always),
      Declaration("reason", .string, "Why they are accepted.", requirement: .always),
      Declaration("owner", .string, "Who accepts them, and is asked later.", requirement: .always),
      Declaration("ticket", .string, "Where that is kept, such as the number of a ticket."),
      Declaration(
        "expires", .string, "The last day (UTC) on which they are, such as 2026-01-31.",
        requirement: .always),
    ])

  static let file = ObjectDeclaration(
    "waiver file",
    [
      Declaration(
        "schema", .int, "Version of the format: 1.", values: ["1"], requirement: .always),
      // A file whose last waiver was removed is none with a mistake.
      Declaration("waivers", .list(.object(waiver)), "The waivers; the first that fits counts."),
    ])

  /// The JSON Schema of a file with waivers.
  static var schema: String {
    JSONSchema.text(
      of: file, title: "ImportLint waivers, schema 1",
      description: "Findings that are accepted: by whom, why and until when.")
  }
}

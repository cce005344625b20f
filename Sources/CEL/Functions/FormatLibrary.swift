import Documents

/// Kubernetes' named formats: `format.dns1123Label().validate(name)`.
enum FormatLibrary {
  private static let since = KubernetesVersion(1, 31)

  static let functions: [Function] =
    NamedFormat.allCases.map { format in
      Function(
        "format.\(format.rawValue)", since: since,
        [.function(all: [], .format) { e, _ in e.opaque(format) }])
    } + [
      Function(
        "format.named", since: since,
        [
          .function(.string, .optional(.format)) { e, name in
            guard let format = NamedFormat(rawValue: String(e.text(name))) else {
              return Evaluation.none
            }
            return e.optional(e.opaque(format))
          }
        ]),
      Function(
        "validate", since: since,
        [
          .member(.format, .string, .optional(.list(.string)), cost: .traversal) { e, f, text in
            let problems = e.format(f).problems(in: e.text(text))
            return problems.isEmpty ? Evaluation.none : e.optional(e.strings(problems))
          }
        ]),
    ]
}

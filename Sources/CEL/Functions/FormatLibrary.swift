import Documents

/// Kubernetes' named formats: `format.dns1123Label().validate(name)`.
enum FormatLibrary {
  static let functions: [Function] =
    NamedFormat.allCases.map { format in
      Function(
        "format.\(format.rawValue)", .kubernetes(1, 31), format.summary,
        (format.example, "true"),
        [.function(all: [], .format) { e, _ in e.opaque(format) }])
    } + [
      Function(
        "format.named", .kubernetes(1, 31), "The format of a name, if there is one.",
        ("format.named('uuid').hasValue()", "true"),
        [
          .function(.string, .optional(.format)) { e, name in
            guard let format = NamedFormat(rawValue: String(e.text(name))) else {
              return Evaluation.none
            }
            return e.optional(e.opaque(format))
          }
        ]),
      Function(
        "validate", .kubernetes(1, 31),
        "What is wrong with a text in a format; no value where nothing is.",
        ("format.dns1123Label().validate('node-1').hasValue()", "false"),
        [
          .member(.format, .string, .optional(.list(.string)), cost: .traversal) { e, f, text in
            let problems = e.format(f).problems(in: e.text(text))
            return problems.isEmpty ? Evaluation.none : e.optional(e.strings(problems))
          }
        ]),
    ]
}

extension NamedFormat {
  fileprivate var summary: String {
    switch self {
    case .dns1123Label: "The format of most names in Kubernetes, `node-1`: a-z, 0-9 and -."
    case .dns1123Subdomain: "The format of names with points in them, `a.example.com`."
    case .dns1035Label: "The format of the names of Services: it begins with a letter."
    case .qualifiedName: "The format of the keys of labels, `example.com/name`."
    case .dns1123LabelPrefix: "The format of a name to which more is added: it may end with -."
    case .dns1123SubdomainPrefix: "The same of names with points in them."
    case .dns1035LabelPrefix: "The same of names that begin with a letter."
    case .labelValue: "The format of the values of labels."
    case .uri: "The format of URLs and of absolute paths."
    case .uuid: "The format of UUIDs."
    case .byte: "The format of Base64."
    case .date: "The format of dates, `2026-01-31`."
    case .datetime: "The format of times, `2026-01-31T12:00:00Z`."
    }
  }

  /// An expression that is true: a text that is not of the format.
  fileprivate var example: String {
    let text =
      switch self {
      case .dns1123Label, .dns1123Subdomain, .dns1035Label: "Node_1"
      case .dns1123LabelPrefix, .dns1123SubdomainPrefix, .dns1035LabelPrefix: "-node"
      case .qualifiedName: "a/b/c"
      case .labelValue: "two words"
      case .uri: "example.com"
      case .uuid: "1234"
      case .byte: "a"
      case .date: "2026-02-30"
      case .datetime: "2026-01-31 noon"
      }
    return "format.\(rawValue)().validate('\(text)').hasValue()"
  }
}

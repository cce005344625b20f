import Basics

/// What is taken of Secrets: names, types, labels, the keys of annotations and data, and of data
/// the few values that say where an agent registered. kubectl leaves the rest out of what it
/// prints, so that values never reach this process.
enum SecretExport {
  static let hidden = "***HIDDEN***"

  /// A template of kubectl that prints YAML. It is one line, so that it can be copied into a shell.
  static let template =
    #"{{"apiVersion: v1\nkind: List\nitems:"}}{{if not .items}}{{" []"}}{{end}}{{"\n"}}"#
    + #"{{range .items}}{{$n := .metadata.name}}"#
    + #"{{$agent := eq (printf "%.19s" $n) "cattle-credentials-"}}"#
    + #"{{$fleet := eq (printf "%.6s" $n) "fleet-"}}"#
    + #"{{"- apiVersion: v1\n  kind: Secret\n"}}{{with .type}}{{printf "  type: %q\n" .}}{{end}}"#
    + #"{{printf "  metadata:\n    name: %q\n    namespace: %q\n" $n .metadata.namespace}}"#
    + #"{{with .metadata.uid}}{{printf "    uid: %q\n" .}}{{end}}"#
    + #"{{with .metadata.resourceVersion}}{{printf "    resourceVersion: %q\n" .}}{{end}}"#
    + #"{{with .metadata.creationTimestamp}}{{printf "    creationTimestamp: %q\n" .}}{{end}}"#
    + #"{{with .metadata.deletionTimestamp}}{{printf "    deletionTimestamp: %q\n" .}}{{end}}"#
    + #"{{with .metadata.labels}}{{"    labels:\n"}}{{range $k, $v := .}}"#
    + #"{{printf "      %q: %q\n" $k $v}}{{end}}{{end}}"#
    + #"{{with .metadata.annotations}}{{"    annotations:\n"}}{{range $k, $v := .}}"#
    + #"{{printf "      %q: \"***HIDDEN***\"\n" $k}}{{end}}{{end}}"#
    + #"{{with .data}}{{"  data:\n"}}{{range $k, $v := .}}"#
    + #"{{if or (and $agent (or (eq $k "url") (eq $k "namespace"))) "#
    + #"(and $fleet (eq $k "apiServerURL"))}}{{printf "    %q: %q\n" $k $v}}"#
    + #"{{else}}{{printf "    %q: \"***HIDDEN***\"\n" $k}}{{end}}{{end}}{{end}}{{end}}"#

  private static let kept = ["url", "namespace", "apiServerURL"].map { "    \"\($0)\": \"" }

  /// What the template printed, without the kept values in which a credential stands after all: a
  /// URL with a password.
  static func masked(_ printed: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(printed.count)
    for line in printed.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if let start = kept.first(where: { line.starts(with: $0.utf8) }),
        !isHarmless(line.dropFirst(start.utf8.count).dropLast())
      {
        result += Array("\(start)\(hidden)\"".utf8)
      } else {
        result += line
      }
      result.append(0x0A)
    }
    // The last line break ends a line.
    result.removeLast()
    return result
  }

  private static func isHarmless(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value, as: UTF8.self)
    if text == hidden { return true }
    guard let decoded = Base64.decoded(text).map({ String(decoding: $0, as: UTF8.self) }) else {
      return false
    }
    return !CredentialText.occurs(in: decoded)
  }
}

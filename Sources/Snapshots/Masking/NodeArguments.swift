import Basics
import Documents

/// The command line and the environment of k3s and RKE2, as they write them into annotations of
/// their Node: `["server","--datastore-endpoint","********"]` and `{"K3S_URL":"…"}`.
///
/// The arguments hold what the configuration files say too, and what the program holds for a
/// credential is masked. Source: k3s' pkg/nodeconfig.
enum NodeArguments {
  static let argumentAnnotations = ["k3s.io/node-args", "rke2.io/node-args"]
  static let environmentAnnotations = ["k3s.io/node-env", "rke2.io/node-env"]

  /// One setting: a flag without dashes, or a variable, and its values in order.
  struct Setting: Sendable {
    let name: String
    var values: [String]
  }

  /// The flags of a command line, each once; nil if an annotation is not that of a server or an
  /// agent, whole.
  static func flags(in annotation: String) -> [Setting]? {
    guard let words = JSONStrings.list(annotation),
      words.contains(where: { $0 == "server" || $0 == "agent" })
    else { return nil }
    return flags(of: words)
  }

  private static func flags(of words: [String]) -> [Setting] {
    var settings: [Setting] = []
    var indices: [String: Int] = [:]
    func add(_ name: String, _ value: String) {
      if let i = indices[name] {
        settings[i].values.append(value)
      } else {
        indices[name] = settings.count
        settings.append(Setting(name: name, values: [value]))
      }
    }
    var i = 0
    while i < words.count {
      let word = words[i]
      i += 1
      guard word.hasPrefix("-") else { continue }
      let flag = String(word.drop { $0 == "-" })
      if let equals = flag.firstIndex(of: "=") {
        add(String(flag[..<equals]), String(flag[flag.index(after: equals)...]))
      } else if i < words.count, !words[i].hasPrefix("-") {
        add(flag, words[i])
        i += 1
      } else {
        add(flag, "true")
      }
    }
    return settings
  }

  /// The variables of an environment; nil if an annotation is not that of one, whole.
  static func variables(in annotation: String) -> [Setting]? {
    JSONStrings.map(annotation).map { $0.map { Setting(name: $0.name, values: [$0.text]) } }
  }

  /// Whether a credential may stand in an annotation that the program did not mask: also where
  /// nobody can tell flags from their values.
  static func exposesCredential(_ annotation: String) -> Bool {
    guard let settings = JSONStrings.list(annotation).map(flags(of:)) ?? variables(in: annotation)
    else {
      return !annotation.isEmpty
    }
    return settings.contains { setting in
      isCredential(setting.name)
        && setting.values.contains { !isMasked($0) && !$0.isEmpty }
    }
  }

  /// Whether a flag or a variable holds a credential; `-t` is the short form of `--token`.
  static func isCredential(_ name: String) -> Bool {
    name == "t" || CredentialNames.holdsCredential(name)
  }

  /// Whether a value is nothing but a redaction mark.
  static func isMasked(_ value: String) -> Bool {
    ["********", "[REDACTED]", "<REDACTED>", "***HIDDEN***"].contains(value)
  }

  /// The key of the configuration that a variable sets: `K3S_DATASTORE_ENDPOINT` is
  /// `datastore-endpoint`; nil for variables of others.
  static func configurationKey(ofVariable name: String) -> String? {
    for prefix in ["K3S_", "RKE2_"] where name.hasPrefix(prefix) {
      let rest = String(name.dropFirst(prefix.count))
      switch rest {
      case "URL": return "server"
      case "KUBECONFIG_MODE": return "write-kubeconfig-mode"
      case "KUBECONFIG_OUTPUT": return "write-kubeconfig"
      case "KUBECONFIG_GROUP": return "write-kubeconfig-group"
      case "CONFIG_FILE": return "config"
      default:
        return asciiLowercased(String(rest.map { $0 == "_" ? "-" : $0 }))
      }
    }
    return nil
  }
}

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

  /// The flags of a command line, each once.
  static func flags(in annotation: String) -> [Setting]? {
    guard let words = strings(in: annotation) else { return nil }
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

  /// The variables of an environment.
  static func variables(in annotation: String) -> [Setting]? {
    guard let words = strings(in: annotation), words.count % 2 == 0 else { return nil }
    return stride(from: 0, to: words.count, by: 2).map {
      Setting(name: words[$0], values: [words[$0 + 1]])
    }
  }

  /// Whether a credential stands in an annotation that the program did not mask.
  static func spellOutCredential(_ annotation: String) -> Bool {
    let isList = annotation.utf8.first == UInt8(ascii: "[")
    let settings = (isList ? flags(in: annotation) : variables(in: annotation)) ?? []
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

  /// The strings of a JSON array or object that holds nothing but strings; nil for anything else.
  static func strings(in json: String) -> [String]? {
    let bytes = Array(json.utf8)
    var strings: [String] = []
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\""):
        guard let (text, end) = string(in: bytes, after: i + 1) else { return nil }
        strings.append(text)
        i = end
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D:
        i += 1
      default: return nil
      }
    }
    return strings
  }

  private static func string(in bytes: [UInt8], after start: Int) -> (String, end: Int)? {
    var text: [UInt8] = []
    var i = start
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\""): return (String(decoding: text, as: UTF8.self), i + 1)
      case UInt8(ascii: "\\"):
        guard i + 1 < bytes.count else { return nil }
        let escaped = bytes[i + 1]
        i += 2
        switch escaped {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "u"):
          // Go escapes `<`, `>` and `&` so; nothing else is to be expected here.
          let digits = bytes[i...].prefix(4).compactMap(hexadecimalValue)
          guard digits.count == 4 else { return nil }
          let code = digits.reduce(0) { $0 << 4 | UInt32($1) }
          let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
          text += Array(String(Character(scalar)).utf8)
          i += 4
        default: text.append(escaped)
        }
      default:
        text.append(bytes[i])
        i += 1
      }
    }
    return nil
  }
}

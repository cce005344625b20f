import Basics

/// Texts and numbers of a target that have a form of their own. One that breaks it would be taken
/// for something else, or silently decide nothing.
public enum TargetText {
  /// What the text of a field must be, where it is not; nil if nothing is wrong.
  static func expectation(of text: String, at path: [String]) -> String? {
    switch path {
    case ["rancher", "version"]:
      return isVersion(text) ? nil : "a version such as 2.13.1"
    case ["rancher", "url"] where text.contains(where: { "?#".contains($0) }):
      return "a URL without a query and a fragment"
    case ["rancher", "url"], ["proxy", "http"], ["proxy", "https"]:
      return hasPort(text) ? nil : "a URL, its port from 1 to 65535"
    case ["intent", "pods", "largest", "cpu"]:
      return isQuantity(text) ? nil : "a Kubernetes quantity such as 500m"
    case ["intent", "pods", "largest", "memory"]:
      return isQuantity(text) ? nil : "a Kubernetes quantity such as 8Gi"
    default: return nil
    }
  }

  /// Numbers of a target count or measure something.
  static let minimumNumber = 0

  /// `2.13.1`, `v2.13.1`, `2.13`, `2.14.0-rc1`; no `latest`, no leading zero, no `2.13.1-`.
  public static func isVersion(_ text: String) -> Bool {
    let number = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = number.prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count),
      parts.allSatisfy({ part in
        isDigits(part) && part.utf8.count < 10 && (part.utf8.count == 1 || !part.hasPrefix("0"))
      })
    else { return false }
    let rest = number[core.endIndex...]
    let build = rest.firstIndex(of: "+") ?? rest.endIndex
    return isSuffix(rest[..<build], "-") && isSuffix(rest[build...], "+")
  }

  /// Nothing, or a sign and words with full stops between them, as semantic versions have them.
  private static func isSuffix(_ text: Substring, _ sign: Character) -> Bool {
    guard let first = text.first else { return true }
    return first == sign
      && text.dropFirst().split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0.utf8.allSatisfy(isWordByte)
      }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// Whether a URL has no port, or one that there is. What has no scheme is not a URL, which rules
  /// say.
  private static func hasPort(_ text: String) -> Bool {
    // No server takes a longer one, and each rule takes it apart.
    guard text.utf8.count <= 8192 else { return false }
    guard text.firstRange(of: "://") != nil else { return true }
    guard let url = try? ParsedURL(text), !url.host.hasSuffix(":") else { return false }
    return url.port.isEmpty || Int(url.port).map { (1...65535).contains($0) } == true
  }

  /// A quantity that is not negative.
  private static func isQuantity(_ text: String) -> Bool {
    !text.hasPrefix("-") && !text.hasPrefix("+")
      && text.utf8.withContiguousStorageIfAvailable {
        QuantityForm.fits($0)
      } ?? false
  }
}

import Basics

/// Texts and numbers of a target that have a form of their own. One that breaks it would be taken
/// for something else, or silently decide nothing.
enum TargetText {
  /// What the text of a field must be, where it is not; nil if nothing is wrong.
  static func expectation(of text: String, at path: [String]) -> String? {
    switch path {
    case ["rancher", "version"]:
      return isVersion(text) ? nil : "a version such as 2.13.1"
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

  /// `2.13.1`, `v2.13.1`, `2.13`, `2.14.0-rc1`; no `latest`, no leading zero.
  private static func isVersion(_ text: String) -> Bool {
    let number = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = number.prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    return (1...3).contains(parts.count)
      && parts.allSatisfy { part in
        isDigits(part) && part.utf8.count < 10 && (part.utf8.count == 1 || !part.hasPrefix("0"))
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

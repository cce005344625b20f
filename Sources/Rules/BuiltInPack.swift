/// The pack that travels inside the executable.
///
/// Its files are Swift string literals, generated from `rules/` by `make rules` and committed: a
/// resource bundle is lost when the executable is copied alone to another machine.
public enum BuiltInPack {
  public static let name = "rancher-import"
}

/// One file of a pack: its path inside the pack, and its text.
public struct PackFile: Sendable {
  public let path: String
  public let text: String

  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

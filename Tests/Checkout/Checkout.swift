import FoundationEssentials
import Testing

/// The checkout that the tests were built from, and what lies beside it.
public enum Checkout {
  /// The top folder, without a slash at its end.
  public static let root: String =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The folder `shared` beside the checkout or beside one of its parents; nil if there is none.
  public static let shared: String? = {
    var parts = root.split(separator: "/").dropLast()
    while !parts.isEmpty {
      let folder = "/" + parts.joined(separator: "/") + "/shared"
      if FileManager.default.fileExists(atPath: folder + "/states/expected.json") { return folder }
      parts = parts.dropLast()
    }
    return nil
  }()

  public static func path(_ relative: String) -> String { "\(root)/\(relative)" }

  public static func fixture(_ name: String) -> String { path("Tests/Fixtures/\(name)") }
}

extension Trait where Self == ConditionTrait {
  /// The test runs where the folder `shared` is; elsewhere it is skipped, and says why.
  public static var needsShared: Self {
    .enabled(if: Checkout.shared != nil, "skipped: ../shared is not beside the checkout")
  }
}

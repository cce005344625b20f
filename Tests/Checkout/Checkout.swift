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

  /// The folder of the executables that were built with the tests.
  public static let builtWithTests: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])
  }()

  /// The folder of the `importlint` that is tested: IMPORTLINT_EXECUTABLES, which `make test` sets
  /// to that of a release build, or else of the one that was built with the tests: for debugging,
  /// it takes ten times as long for most commands.
  public static let executables =
    ProcessInfo.processInfo.environment["IMPORTLINT_EXECUTABLES"] ?? builtWithTests

  /// The `importlint` that is tested.
  public static let importlint = executables + "/importlint"

  /// The exports of real API servers in known states, folders of `shared/states`.
  public static let states = [
    "ready-rke2", "k3s-external-db", "gatekeeper-strict", "monitoring-v1-leftovers",
    "already-imported", "standalone-fleet", "rke1",
  ]

  public static func path(_ relative: String) -> String { "\(root)/\(relative)" }

  public static func fixture(_ name: String) -> String { path("Tests/Fixtures/\(name)") }
}

/// How much `make laws` asks for, which sets LAW_SEEDS.
public enum Laws {
  /// Part exports of each kind and cluster; nil in every other run.
  public static let seeds = ProcessInfo.processInfo.environment["LAW_SEEDS"].flatMap { Int($0) }

  /// Whether tests try all that they can, however long it takes.
  public static var areThorough: Bool { seeds != nil }
}

extension Trait where Self == ConditionTrait {
  /// The test runs where the folder `shared` is; elsewhere it is skipped, and says why.
  public static var needsShared: Self {
    .enabled(if: Checkout.shared != nil, "skipped: ../shared is not beside the checkout")
  }

  /// The test compares times, which a busy machine may upset.
  public static var comparesTimes: Self {
    .enabled(if: Laws.areThorough, "skipped: times are compared by make laws")
  }
}

import Basics
import Documents
import Findings
import Rules
import Snapshots

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What `importlint.yaml` says: values of options, for runs that do not give them themselves.
public struct Configuration: Sendable {
  public static let fileName = "importlint.yaml"

  /// One value, as arguments of its option.
  public struct Setting: Sendable {
    public let kind: SettingKind
    /// The option's values, each of which is given with the option anew; empty for a flag.
    public let values: [String]
    /// What the file says, where that is not the values.
    let word: String?
    public let place: Place?

    /// For people: without credentials.
    public var shown: String {
      URLText.masked(word ?? values.joined(separator: ", "))
    }

    /// Whether it asks for anything: a flag may stand for the other value.
    public var isGiven: Bool {
      if case .flag(let value) = kind.form { word == String(value) } else { !values.isEmpty }
    }

    /// The arguments that stand for it.
    public var arguments: [String] {
      if case .flag = kind.form { [kind.option] } else { values.flatMap { [kind.option, $0] } }
    }
  }

  /// The file that it was read from.
  public let path: String
  public let settings: [Setting]

  /// Reads a file; throws what is wrong with it, all at once.
  ///
  /// - Parameter checkFormat: refuses what is not a value of `--format`.
  public init(
    file: String, checkFormat: @escaping (String) throws(OptionError) -> Void
  ) throws(Obstacle) {
    path = InputWalk.cleaned(file)
    let problems = ProblemList(of: .arguments)
    let reader = ConfigurationReader(file, problems, checkFormat: checkFormat)
    settings = reader.settings
    try Obstacle.check(problems.problems)
  }

  /// What a command would be told of it, in the order of the file: what the command line does not
  /// say itself.
  ///
  /// - Parameter given: the options on the command line.
  public func settings(for command: String, given: Set<String>) -> [Setting] {
    settings.filter { setting in
      setting.isGiven && setting.kind.commands.contains(command)
        && setting.kind.counts(beside: given)
    }
  }

  /// Throws where a setting names a file or folder that is not there.
  public static func checkPaths(of settings: [Setting]) throws(Obstacle) {
    let problems = settings.flatMap { setting -> [Problem] in
      switch setting.kind.form {
      case .path(mustExist: true), .paths: break
      default: return []
      }
      return setting.values.filter { access($0, F_OK) != 0 }.map { path in
        Problem(
          stage: .arguments, code: "missing-file", isFatal: true,
          message: "\(setting.kind.key): there is no \(path)",
          places: setting.place.map { [$0] } ?? [],
          help: InputWalk.similarName(to: path).map { "did you mean \($0)?" })
      }
    }
    try Obstacle.check(problems)
  }

  // MARK: Where it lies

  /// Folders above the working folder that are looked into.
  private static let depth = 64

  /// The file of the working folder or of the nearest folder above it, up to the root of a git
  /// checkout or of the file system; nil if there is none.
  public static func nearest() throws(OptionError) -> String? {
    var folder = ""
    for level in 0..<depth {
      let file = folder + fileName
      var status = stat()
      if stat(file, &status) == 0 {
        // Somebody else's file above could make this user write and read what they do not mean.
        guard level == 0 || status.st_uid == geteuid() || status.st_uid == 0 else {
          throw OptionError(
            "\(file) is another user's: name it with --config, or leave it out with --no-config")
        }
        return file
      }
      if access(folder + ".git", F_OK) == 0 || isRoot(folder.isEmpty ? "." : folder) { return nil }
      folder += "../"
    }
    return nil
  }

  private static func isRoot(_ folder: String) -> Bool {
    var own = stat()
    var above = stat()
    guard stat(folder, &own) == 0, stat(folder + "/..", &above) == 0 else { return true }
    return own.st_dev == above.st_dev && own.st_ino == above.st_ino
  }
}

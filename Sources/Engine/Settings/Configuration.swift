import Basics
import CLibrary
import Documents
import Findings
import Rules
import Snapshots

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

    /// Files and folders that it lets a command write.
    var outputs: [String] {
      switch kind.form {
      case .formats:
        values.compactMap { value in
          value.firstIndex(of: "=").map { String(value[value.index(after: $0)...]) }
        }.filter { $0 != "-" }
      case .path(mustExist: false): values
      default: []
      }
    }

    /// The arguments that stand for it.
    public var arguments: [String] {
      if case .flag = kind.form { [kind.option] } else { values.flatMap { [kind.option, $0] } }
    }
  }

  /// The file that it was read from.
  public let path: String
  public let settings: [Setting]
  /// Whether the user named the file. One that was found may have come with somebody's checkout.
  private let isNamed: Bool

  /// Reads a file; throws what is wrong with it, all at once.
  ///
  /// - Parameters:
  ///   - isNamed: Whether the user named the file; else it was found.
  ///   - checkFormat: refuses what is not a value of `--format`.
  public init(
    file: String, isNamed: Bool, checkFormat: @escaping (String) throws(OptionError) -> Void
  ) throws(Obstacle) {
    path = InputWalk.cleaned(file)
    self.isNamed = isNamed
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
    let counting = settings.filter { setting in
      setting.isGiven && setting.kind.commands.contains(command)
        && setting.kind.counts(beside: given)
    }
    let options = given.union(counting.map(\.kind.option))
    return counting.filter { $0.kind.isUsed(by: command, with: options) }
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
          help: InputWalk.similarName(to: path).map { "did you mean \($0)?" }
            ?? (path.contains("~") || path.contains("$")
              ? "Paths are taken as they are written: neither ~ nor $NAME is replaced." : nil))
      }
    }
    try Obstacle.check(problems)
  }

  // MARK: What a file that was found may ask for

  /// Throws where a file that nobody named would run a program, or write outside of its folder.
  public func checkTrust(of settings: [Setting]) throws(Obstacle) {
    guard !isNamed else { return }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let problems = settings.compactMap { setting -> Problem? in
      let reason: String
      if setting.kind.runsPrograms {
        reason = "can run programs"
      } else if let output = setting.outputs.first(where: { !Self.isInside($0, folder) }) {
        reason = "writes to \(output), outside of the file's folder"
      } else {
        return nil
      }
      return Problem(
        stage: .arguments, code: "untrusted-setting", isFatal: true,
        message: "\(setting.kind.key) \(reason), and nobody named this file",
        places: setting.place.map { [$0] } ?? [],
        help: "Look at it, and name it with --config \(path), or leave it out with --no-config.")
    }
    try Obstacle.check(problems)
  }

  /// Whether a path leads into a folder, links followed as far as there are any.
  private static func isInside(_ path: String, _ folder: String) -> Bool {
    guard let root = InputWalk.realPath(folder) else { return false }
    var existing = path
    var rest: [Substring] = []
    while true {
      if let real = InputWalk.realPath(existing.isEmpty ? "." : existing) {
        return !rest.contains("..")
          && InputWalk.isInside(([real] + rest.map(String.init)).joined(separator: "/"), root)
      }
      // A link that leads nowhere yet would be followed when it is written.
      var status = stat()
      guard lstat(existing, &status) != 0 else { return false }
      let parts = existing.split(separator: "/")
      guard let last = parts.last else { return false }
      rest.insert(last, at: 0)
      existing = (existing.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
    }
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
      var link = stat()
      if lstat(file, &link) == 0 {
        guard access(file, F_OK) == 0 else {
          throw OptionError(
            "\(file) is a link to a file that is not there: leave it out with --no-config")
        }
        guard isTrusted(file, in: folder.isEmpty ? "." : folder, isAbove: level > 0) else {
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

  /// Somebody else's file could make this user read what they do not mean. In the working folder it
  /// is that of a checkout, unless anybody may put files there.
  private static func isTrusted(_ file: String, in folder: String, isAbove: Bool) -> Bool {
    var (target, link, place) = (stat(), stat(), stat())
    guard stat(file, &target) == 0, lstat(file, &link) == 0, stat(folder, &place) == 0 else {
      return false
    }
    let isOwn = [target, link].allSatisfy { $0.st_uid == geteuid() || $0.st_uid == 0 }
    return isOwn || !isAbove && place.st_mode & S_IWOTH == 0
  }

  private static func isRoot(_ folder: String) -> Bool {
    var own = stat()
    var above = stat()
    guard stat(folder, &own) == 0, stat(folder + "/..", &above) == 0 else { return true }
    return own.st_dev == above.st_dev && own.st_ino == above.st_ino
  }
}

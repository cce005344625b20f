/// A value that importlint.yaml may hold, and the option that it stands for.
public struct SettingKind: Sendable {
  /// What the value is.
  public enum Form: Sendable {
    case text
    /// A path, relative to the configuration's file; whether it must be there.
    case path(mustExist: Bool)
    case texts
    case paths
    /// `name[:profile][=file]`.
    case formats
    /// A flag that stands for this value; the other one is what is true without it.
    case flag(Bool)
  }

  /// The section and the name in it; a name alone for what stands at the top.
  public let path: [String]
  public let option: String
  public let form: Form
  /// What counts where nobody says anything; nil for nothing.
  public let standard: String?
  /// The commands that take the option.
  let commands: Set<String>
  /// Options that the command line replaces it with, beside its own.
  let rivals: Set<String>

  init(
    _ path: [String], _ option: String, _ form: Form = .text, standard: String? = nil,
    of commands: Set<String>, rivals: Set<String> = []
  ) {
    self.path = path
    self.option = option
    self.form = form
    self.standard = standard
    self.commands = commands
    self.rivals = rivals
  }

  public var key: String { path.joined(separator: ".") }

  /// Whether what it names can run programs: a kubeconfig can name one that fetches credentials.
  var runsPrograms: Bool { option == "--kubeconfig" }

  /// Whether what the file says counts beside these options of the command line.
  public func counts(beside given: Set<String>) -> Bool {
    !given.contains(option) && rivals.isDisjoint(with: given)
  }

  /// Whether a command with these options, its own and the file's, makes something of it: where
  /// what was judged earlier is told, packs are there for their translations.
  func isUsed(by command: String, with options: Set<String>) -> Bool {
    option != "--pack" || !Self.telling.contains(command) || options.contains("--lang")
  }

  /// The commands that take something of the file.
  public static let commands = all.reduce(into: Set<String>()) { $0.formUnion($1.commands) }

  private static let runs: Set = [
    "check", "plan", "diff", "missing", "waivers check", "fleet check",
  ]
  private static let withInputs = runs.union(["eval", "inspect"])
  private static let withTarget = runs.union(["eval", "waivers add"])
  private static let withPacks = withTarget.union(["rules", "explain", "functions", "collect"])
  /// Those that tell what was judged earlier.
  private static let telling: Set = ["report", "fleet merge"]
  private static let selecting: Set = ["--select", "--ignore", "--trace"]

  /// All of them, in the order of the file.
  public static let all: [SettingKind] = [
    SettingKind(["target", "file"], "--target", .path(mustExist: true), of: withTarget),
    SettingKind(["target", "rancher"], "--rancher", of: withTarget),
    SettingKind(["target", "url"], "--rancher-url", of: withTarget),
    SettingKind(["inputs", "include"], "--include", .texts, of: withInputs),
    SettingKind(["inputs", "exclude"], "--exclude", .texts, of: withInputs),
    SettingKind(
      ["packs", "folders"], "--pack", .paths, of: withPacks.union(telling),
      rivals: ["--old-pack", "--new-pack"]),
    SettingKind(
      ["packs", "builtIn"], "--no-builtin", .flag(false), standard: "true", of: withPacks),
    SettingKind(["packs", "data"], "--data", .path(mustExist: true), of: withPacks),
    SettingKind(["selection", "select"], "--select", .texts, of: runs, rivals: selecting),
    SettingKind(["selection", "ignore"], "--ignore", .texts, of: runs, rivals: selecting),
    SettingKind(["judging", "failOn"], "--fail-on", standard: "error", of: runs),
    SettingKind(["judging", "unknown"], "--unknown", standard: "inconclusive", of: runs),
    SettingKind(["judging", "assume"], "--assume", standard: "complete", of: runs),
    SettingKind(
      ["judging", "maxAge"], "--max-age",
      of: runs.subtracting(["fleet check"]).union(["fleet merge", "fleet plan"])),
    SettingKind(
      ["formats"], "--format", .formats, standard: "text", of: ["check"], rivals: ["--trace"]),
    SettingKind(
      ["language"], "--lang", standard: "en",
      of: telling.union(["check", "plan", "rules", "explain"])),
    SettingKind(["waivers"], "--waivers", .paths, of: runs.subtracting(["waivers check"])),
    SettingKind(
      ["baseline", "file"], "--baseline", .path(mustExist: true), of: ["check"], rivals: ["--trace"]
    ),
    SettingKind(
      ["baseline", "failOnNew"], "--fail-on-new", .flag(true), standard: "false", of: ["check"],
      rivals: ["--trace"]),
    SettingKind(["collect", "output"], "--output", .path(mustExist: false), of: ["collect"]),
    SettingKind(["collect", "name"], "--name", of: ["collect"]),
    SettingKind(["collect", "context"], "--context", of: ["collect"]),
    SettingKind(
      ["collect", "kubeconfig"], "--kubeconfig", .path(mustExist: true), of: ["collect"]),
    SettingKind(
      ["collect", "secrets"], "--no-secrets", .flag(false), standard: "true", of: ["collect"]),
  ]
}

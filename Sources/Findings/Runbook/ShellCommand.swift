/// What running a command does to the cluster or to a machine, as far as its words tell.
///
/// A plan puts looking before changing and a dry run before what cannot be undone, and says which
/// is which. What is not recognised counts as looking: rules mark what deletes with a comment.
public struct ShellCommand: Sendable, Hashable {
  public enum Effect: Int, Sendable, Hashable, CaseIterable, Comparable {
    case looks, dryRun, changes, deletes

    public static func < (left: Effect, right: Effect) -> Bool { left.rawValue < right.rawValue }
  }

  public let text: String
  public let effect: Effect
  /// The same command as a dry run; nil if it has none, or is one.
  public let dryRun: String?
  /// Its words without those that make it a dry run, to match a dry run with its command.
  private let words: [[String]]

  public init(_ text: String) {
    self.text = text
    let line = ShellWords(text)
    // The worst counts: a dry run whose output is applied is none.
    var effect = line.commands.map(Self.effect).max() ?? .looks
    if line.comment.hasPrefix("delete") { effect = .deletes }
    self.effect = effect
    dryRun = Self.dryRun(of: line, effect)
    words = line.commands.map { words in words.filter { !Self.isDryRun($0) } }
  }

  /// Whether this is the dry run of another command.
  func isDryRun(of other: ShellCommand) -> Bool { effect == .dryRun && words == other.words }

  private static func isDryRun(_ word: String) -> Bool {
    word.hasPrefix("--dry-run") || word == "-dry-run"
  }

  private static func dryRun(of line: ShellWords, _ effect: Effect) -> String? {
    guard effect == .deletes, line.commands.count == 1, let words = line.commands.first else {
      return nil
    }
    let names = Self.withoutWrapper(words)
    switch names.first {
    case "kubectl": return line.code + " --dry-run=server"
    case "helm": return line.code + " --dry-run"
    default: return nil
    }
  }

  // MARK: Words

  /// The command that `sudo`, `ssh HOST` and assignments of variables run.
  private static func withoutWrapper(_ words: [String]) -> ArraySlice<String> {
    var rest = words[...]
    while let first = rest.first {
      if first == "sudo" || (first.contains("=") && !first.hasPrefix("-")) {
        rest = rest.dropFirst()
      } else if first == "ssh" {
        rest = rest.dropFirst().drop { $0.hasPrefix("-") }.dropFirst()
      } else {
        break
      }
    }
    return rest
  }

  private static func effect(_ words: [String]) -> Effect {
    let words = withoutWrapper(words)
    guard let program = words.first?.split(separator: "/").last.map(String.init) else {
      return .looks
    }
    let arguments = Array(words.dropFirst())
    let isDryRun = arguments.contains(where: isDryRun)
    let effect: Effect
    switch program {
    case "kubectl": effect = kubectl(arguments)
    case "helm": effect = helm(arguments)
    case "systemctl":
      let verbs = ["start", "stop", "restart", "enable", "disable", "mask", "unmask", "reload"]
      effect = arguments.contains(where: verbs.contains) ? .changes : .looks
    case "rm", "dd", "mkfs", "wipefs", "reboot", "shutdown", "poweroff": effect = .deletes
    case "mv", "cp", "ln", "install", "tee", "chmod", "chown", "touch", "mkdir", "netplan",
      "nmcli", "sysctl", "hostnamectl":
      effect = .changes
    case "sed": effect = arguments.contains { $0.hasPrefix("-i") } ? .changes : .looks
    case "bash", "sh":
      effect = arguments.contains { $0.hasPrefix("user-cluster") } ? .deletes : .changes
    default:
      let isRemoval = program.contains("uninstall") || program.contains("killall")
      effect = isRemoval ? .deletes : .looks
    }
    return isDryRun ? min(effect, .dryRun) : effect
  }

  private static func kubectl(_ arguments: [String]) -> Effect {
    let changing = [
      "apply", "create", "patch", "label", "annotate", "edit", "scale", "set", "taint", "cordon",
      "uncordon", "rollout", "expose", "autoscale",
    ]
    let verbs = Set(changing + looking + deleting)
    // A namespace may have the name of a verb.
    let withValue = ["-n", "--namespace", "--context", "--kubeconfig", "-l", "--selector", "-s"]
    var isValue = false
    let verb = arguments.first { word in
      defer { isValue = withValue.contains(word) }
      return !isValue && verbs.contains(word)
    }
    guard let verb else { return .looks }
    if deleting.contains(verb) { return .deletes }
    if verb == "patch", arguments.contains(where: { $0.contains("finalizers") }) { return .deletes }
    if verb == "rollout", arguments.contains("status") || arguments.contains("history") {
      return .looks
    }
    return changing.contains(verb) ? .changes : .looks
  }

  private static let deleting = ["delete", "drain", "replace"]
  private static let looking = [
    "get", "describe", "logs", "top", "version", "api-resources", "auth", "config", "explain",
    "exec", "cluster-info", "diff", "events", "wait",
  ]

  private static func helm(_ arguments: [String]) -> Effect {
    if arguments.contains(where: ["uninstall", "delete", "rollback"].contains) { return .deletes }
    return arguments.contains(where: ["upgrade", "install"].contains) ? .changes : .looks
  }
}

/// A shell command cut into words, as far as quotes and separators go.
private struct ShellWords {
  /// The commands of a pipeline or list, each as its words without quotes.
  private(set) var commands: [[String]] = []
  /// The text before a comment, without white space at its end.
  private(set) var code = ""
  /// The words after `#`.
  private(set) var comment = ""

  init(_ text: String) {
    var words: [String] = []
    var word = ""
    var isWord = false
    var quote: Character?
    func end(_ word: inout String, _ isWord: inout Bool, _ words: inout [String]) {
      if isWord { words.append(word) }
      (word, isWord) = ("", false)
    }
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        (quote, isWord) = (character, true)
      } else if character == "#", !isWord {
        let rest = text[text.index(after: index)...]
        comment = String(rest.drop { $0 == " " })
        break
      } else if character == "|" || character == ";" || character == "&" || character == "\n" {
        end(&word, &isWord, &words)
        if !words.isEmpty { commands.append(words) }
        words = []
      } else if character == " " || character == "\t" || character == "\\" {
        end(&word, &isWord, &words)
      } else {
        word.append(character)
        isWord = true
      }
      code.append(character)
      index = text.index(after: index)
    }
    end(&word, &isWord, &words)
    if !words.isEmpty { commands.append(words) }
    while let last = code.last, last == " " || last == "\n" { code.removeLast() }
  }
}

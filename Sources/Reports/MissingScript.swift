import Basics
import Findings

/// The steps of `importlint missing` that a shell can do, as one POSIX script.
///
/// It only reads from the cluster, writes a new folder in the layout of snapshots, and takes no
/// value of a Secret from kubectl. What it cannot do it names at its end.
public struct MissingScript {
  private let missing: MissingSteps
  private let tool: ToolInfo
  /// The script that gathers the files of a node; nil if it is asked for where this one runs.
  private let carried: String?

  /// - Parameter nodeScript: What `importlint node-script` prints: the script carries it, so that
  ///   it needs no importlint where it runs.
  public init(_ judgement: Judgement, nodeScript: String) {
    self.init(MissingSteps(judgement), tool: judgement.tool, nodeScript: nodeScript)
  }

  init(_ missing: MissingSteps, tool: ToolInfo, nodeScript: String? = nil) {
    self.missing = missing
    self.tool = tool
    carried = nodeScript
  }

  /// Whether there is anything that a shell can do.
  var isForShell: Bool {
    missing.steps.contains {
      !$0.types.isEmpty || Self.isForShell($0) || Self.isOfNode($0)
    }
  }

  /// The script in UTF-8.
  public func render() -> [UInt8] {
    var lines = head
    let commands = missing.steps.filter(Self.isForShell)
    let types = self.types
    if !types.isEmpty {
      lines.append("")
      lines.append("for type in \(StepText.wrapped(types)); do")
      lines.append("  save \"resources/$type.yaml\" kubectl get \"$type\" -A -o yaml")
      lines.append("done")
    }
    if missing.steps.contains(where: { $0.types.contains("secrets") }) {
      let template = QuotedText.shell("go-template=\(SecretTemplate.text)")
      lines += [
        "", "# shellcheck disable=SC2016 # The dollars are the template's.",
        "save resources/secrets.yaml kubectl get secrets -A -o \(template)",
      ]
    }
    for step in commands where step.types.isEmpty {
      lines.append("")
      lines += Self.lines(of: step)
    }
    lines += [
      "",
      "{",
      "  echo 'schema: 1'",
      "  echo \"time: $(date -u +%Y-%m-%dT%H:%M:%SZ)\"",
      "  # Each list above was exported with -A and without a selector.",
      "  echo 'lists: whole'",
      "} > \"$folder/importlint-snapshot.yaml\"",
    ]
    lines += nodeScript
    lines += byHand
    lines += [
      "",
      "echo \"wrote $folder; judge it with the snapshot: importlint check SNAPSHOT $folder\" >&2",
      "[ \"$failures\" = 0 ] || {",
      "  echo \"$failures commands failed; $folder holds what they said\" >&2",
      "  exit 1",
      "}",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  // MARK: Parts

  private var head: [String] {
    [
      "#!/bin/sh",
      "# Collects what `importlint missing` named, by kubectl's current context. It changes",
      "# nothing in the cluster. Made by \(VisibleText.line(tool.text)).",
      "#",
      "#   sh missing.sh [FOLDER]    FOLDER is made; importlint-more by default",
      "set -u",
      "umask 077",
      "folder=${1:-importlint-more}",
      "if [ -e \"$folder\" ]; then",
      "  echo \"$folder is there already: name a new folder\" >&2",
      "  exit 2",
      "fi",
      "mkdir -p \"$folder\" || exit 2",
      "failures=0",
      "",
      "# save FILE COMMAND...: what the command prints; where it fails, what it says.",
      "save() {",
      "  file=$folder/$1",
      "  shift",
      "  mkdir -p \"${file%/*}\" || exit 2",
      "  if message=$(\"$@\" 2>&1 >\"$file\"); then return; fi",
      "  # That the API server does not serve a type is an answer.",
      "  case $message in",
      "  *\"the server doesn't have a resource type\"*) ;;",
      "  *) failures=$((failures + 1)) ;;",
      "  esac",
      "  printf '%s\\n' \"$message\" > \"$file\"",
      "}",
    ]
  }

  /// The types whose lists are exported, also again: where nothing shows that a list is whole, the
  /// manifest that lies beside the new one says it.
  private var types: [String] {
    Set(missing.steps.flatMap(\.types)).subtracting(["secrets"]).sortedByBytes()
  }

  /// Whether a step is a command that reads from the cluster.
  private static func isForShell(_ step: MissingSteps.Step) -> Bool {
    step.step.kind == .kubectl && !step.step.action.hasPrefix("kubectl run ")
  }

  private static func lines(of step: MissingSteps.Step) -> [String] {
    let action = step.step.action
    let place = step.step.place ?? "resources/again.yaml"
    guard !step.nodes.isEmpty else { return ["save \(place) \(action)"] }
    func inLoop(_ text: String) -> String { text.replacing("<NODE>", with: "\"$node\"") }
    return [
      "for node in \(StepText.wrapped(step.nodes)); do",
      "  save \(inLoop(place)) \(inLoop(action))",
      "done",
    ]
  }

  /// Files of nodes, by ssh and the script that hides credentials there.
  private var nodeScript: [String] {
    // The far end's shell reads the name, too: one that is not plain is not sent there.
    let nodes = Set(missing.steps.filter(Self.isOfNode).flatMap(\.nodes))
      .filter { QuotedText.shell($0).equalsByBytes($0) }.sortedByBytes()
    guard !nodes.isEmpty else { return [] }
    let loop = [
      "  for node in \(StepText.wrapped(nodes)); do",
      "    # shellcheck disable=SC2086 # SSH is a command with its options.",
      "    node_script | $SSH \"$node\" sh -s -- --node \"$node\" |",
      "      (cd \"$folder\" && gzip -dc | tar xf -) || failures=$((failures + 1))",
      "  done",
    ]
    return [
      "",
      "# node_script: the script that gathers the files of a node, and hides credentials there.",
    ] + script + [
      "",
      "# Files of nodes, where SSH says how to get there as root: SSH='ssh -l root' sh missing.sh",
      "if [ -z \"${SSH:-}\" ]; then",
      "  echo 'files of \(counted(nodes.count, "node")) were not read: say how: SSH=ssh' >&2",
      "elif ! node_script > /dev/null; then",
      "  echo 'the files of nodes need importlint here' >&2",
      "  failures=$((failures + 1))",
      "else",
    ] + loop + ["fi"]
  }

  /// As a function of the shell.
  private var script: [String] {
    guard let carried else { return ["node_script() { importlint node-script; }"] }
    let end = "END_OF_NODE_SCRIPT"
    let lines = carried.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return ["node_script() {", "cat <<'\(end)'"] + lines.filter { $0 != end } + [end, "}"]
  }

  private static func isOfNode(_ step: MissingSteps.Step) -> Bool {
    [.nodeFile, .nodeCommand].contains(step.step.kind)
  }

  /// What no command of kubectl gives, as comments and as a word at the end.
  private var byHand: [String] {
    let steps = missing.steps.filter {
      !Self.isForShell($0) && !Self.isOfNode($0)
        && !($0.step.kind == .manifest && !$0.types.isEmpty)
    }
    guard !steps.isEmpty else { return [] }
    var lines = ["", "# Not done here:"]
    for step in steps {
      let nodes = step.nodes.isEmpty ? "" : ", on \(step.nodes.joined(separator: " "))"
      let text = StepText.line(step.step, nodes: [])
      lines.append("#   \(VisibleText.line(text + nodes))")
    }
    lines.append(
      "echo '\(counted(steps.count, "step")) not done here: see the end of this script' >&2")
    return lines
  }
}

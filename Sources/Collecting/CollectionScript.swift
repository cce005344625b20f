import Basics
import Findings

/// The calls that a collection makes, as lines for a shell: what `--dry-run` prints.
///
/// The file that a call fills stands behind it as a comment, and not behind a `>`: kubectl prints
/// an empty List where it is refused, which in a file would look like a type without objects.
struct CollectionScript {
  var needs: CollectionNeeds
  var leavesSecretsOut = false
  var asksKubelets = true
  private let kubectl: Kubectl

  init(_ needs: CollectionNeeds, _ kubectl: Kubectl) {
    self.needs = needs
    self.kubectl = kubectl
  }

  /// One call a line, each with the file that it fills below `folder`.
  func text(into folder: String) -> String {
    var lines = ["# Nothing was run. `importlint collect` makes these calls, which only read."]
    for call in [CollectionCalls.version, CollectionCalls.groups, CollectionCalls.types] {
      lines.append(line(call.words, "\(folder)/\(call.file)"))
    }
    lines.append("# Of the types below, those that the API server serves:")
    for type in needs.sortedTypes {
      if type.isWildcard {
        lines.append("# and each type that \(QuotedText.shell(type.name)) stands for")
      } else if leavesSecretsOut, type.name == CollectionCalls.secrets {
        lines.append("# secrets: left out (--no-secrets)")
      } else {
        lines.append(
          line(CollectionCalls.list(type.name), "\(folder)/\(CollectionCalls.file(of: type.name))"))
      }
    }
    if needs.covers(group: CollectionCalls.policyGroup, plural: CollectionCalls.policyPlural) {
      lines.append(
        "# The kinds of parameters of the cluster's admission policies, and their types:")
      lines.append(kubectl.shell(CollectionCalls.parameterKinds))
    }
    lines.append(
      "# Where a list of all namespaces is refused, the same of each namespace that may be listed:")
    lines.append(kubectl.shell(CollectionCalls.namespaceNames))
    if needs.readsNodes, asksKubelets {
      lines.append("# The nodes, and of each the configuration that its kubelet runs with:")
      lines.append(kubectl.shell(CollectionCalls.nodeNames))
      lines.append(
        line(
          CollectionCalls.kubeletConfiguration(of: "NODE"),
          "\(folder)/nodes/NODE/\(CollectionCalls.kubeletFile)"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ words: [String], _ file: String) -> String {
    "\(kubectl.shell(words))  # \(QuotedText.shell(file))"
  }
}

import Basics
import Findings

/// A Sonobuoy plugin that gathers what rules read, in ImportLint's own layout.
///
/// It runs kubectl in one pod with the rights of Sonobuoy, takes no value of a Secret, and hands
/// over one archive.
public struct SonobuoyPlugin {
  private let needs: CollectionNeeds
  private let tool: ToolInfo
  private let image: String

  /// - Parameters:
  ///   - needs: What the rules read.
  ///   - image: An image with a shell, kubectl, tar and gzip.
  public init(_ needs: CollectionNeeds, image: String, tool: ToolInfo) {
    self.needs = needs
    self.image = image
    self.tool = tool
  }

  /// The plugin's definition as YAML.
  public func render() -> [UInt8] {
    var lines = [
      "# Gathers what ImportLint's rules read. Made by \(VisibleText.line(tool.text)).",
      "#",
      "#   sonobuoy run --plugin importlint.yaml --wait",
      "#   tar xzf \"$(sonobuoy retrieve)\" plugins/importlint",
      "#   importlint check plugins/importlint/results/global/importlint --target target.yaml",
    ]
    if needs.readsNodes { lines.append("# Files of nodes: importlint node-script.") }
    lines += [
      "sonobuoy-config:",
      "  driver: Job",
      "  plugin-name: importlint",
      "  result-format: raw",
      "  description: What ImportLint reads of a cluster.",
      "spec:",
      "  name: plugin",
      "  image: \(QuotedText.json(image))",
      "  command:",
      "    - sh",
      "    - -c",
      "    - |",
    ]
    lines += script.map { $0.isEmpty ? "" : "      \($0)" }
    lines += [
      "  volumeMounts:",
      "    - name: results",
      "      mountPath: /tmp/sonobuoy/results",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The script of its container.
  var script: [String] {
    let types = needs.sortedTypes
    let named = types.filter { !$0.isWildcard && $0.name != "secrets" }.map(\.name)
    var lines = [
      "results=${SONOBUOY_RESULTS_DIR:-/tmp/sonobuoy/results}",
      "folder=/tmp/importlint",
      "umask 077",
      "mkdir -p \"$folder/resources\"",
      "save() {",
      "  file=$folder/$1",
      "  shift",
      "  message=$(\"$@\" 2>&1 >\"$file\") || printf '%s\\n' \"$message\" > \"$file\"",
      "}",
      "save version.json kubectl get --raw /version",
      "save api-resources.txt kubectl api-resources",
      "{",
      "  printf '%s\\n' \(StepText.wrapped(named))",
    ]
    for type in types where type.isWildcard { lines.append("  \(Self.listing(type))") }
    lines += [
      "} | sort -u | while read -r type; do",
      "  [ \"$type\" = secrets ] || save \"resources/$type.yaml\" kubectl get \"$type\" -A -o yaml",
      "done",
    ]
    if needs.covers(group: "", plural: "secrets") {
      lines.append(
        "save resources/secrets.yaml kubectl get secrets -A -o "
          + QuotedText.shell("go-template=\(SecretTemplate.text)"))
    }
    lines += [
      "{",
      "  echo 'schema: 1'",
      "  echo \"time: $(date -u +%Y-%m-%dT%H:%M:%SZ)\"",
      "  echo 'lists: whole'",
      "} > \"$folder/importlint-snapshot.yaml\"",
      "tar -C /tmp -czf \"$results/importlint.tar.gz\" importlint",
      "printf '%s' \"$results/importlint.tar.gz\" > \"$results/done\"",
    ]
    return lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
      .map(String.init)
  }

  /// The command that lists the types that a pattern stands for.
  private static func listing(_ type: CollectionNeeds.TypePattern) -> String {
    let all = "kubectl api-resources --verbs=list -o name"
    switch (type.group, type.plural) {
    case ("*", "*"): return all
    case ("*", let plural): return "\(all) | grep -e \(QuotedText.shell("^\(plural)\\."))"
    default: return "\(all) --api-group=\(QuotedText.shell(type.group))"
    }
  }
}

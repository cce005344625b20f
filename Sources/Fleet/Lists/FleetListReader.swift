import Basics
import Documents
import Engine
import Findings
import Rules
import Snapshots

/// Reads a file that names clusters. A cluster that is not understood could be left out unseen:
/// every mistake is fatal.
struct FleetListReader {
  private let problems: ProblemList
  /// The folder that paths are relative to, with a final `/`; empty for the working folder.
  private let folder: String
  private var clusters: [FleetList.Cluster] = []

  var list: FleetList { FleetList(clusters: clusters) }

  init(_ path: String, _ problems: ProblemList) {
    self.problems = problems
    let path = InputWalk.cleaned(path)
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let file = SettingsFile(path, "fleet list", into: DocumentStore(), problems),
      let fields = FieldReader(file.document, as: FleetListDeclarations.file, problems)
    else { return }
    fields.checkSchema(problems)
    var places: [String: SourcePlace?] = [:]
    for fields in fields.objects("clusters", as: FleetListDeclarations.cluster) {
      guard let cluster = cluster(fields) else { continue }
      let place = fields.value("name")?.place
      if let earlier = places[cluster.name] {
        problems.add(
          "duplicate-cluster", "the cluster \"\(cluster.name)\" is named twice", at: place,
          related: earlier)
      } else {
        places[cluster.name] = place
        clusters.append(cluster)
      }
    }
  }

  private func cluster(_ fields: FieldReader) -> FleetList.Cluster? {
    let name = fields.required("name")
    if let flaw = FleetRow.flaw(inName: name), !name.isEmpty {
      problems.add("wrong-value", "\"name\" \(flaw)", at: fields.value("name")?.place)
    }
    let inputs = fields.texts("inputs", problems).compactMap { text, place -> String? in
      let path = self.path(text)
      guard text != "-" else {
        problems.add("wrong-value", "the standard input cannot be an input of a list", at: place)
        return nil
      }
      checkThere(path, place)
      return path
    }
    let target = fields.string("target").map(path)
    if let target { checkThere(target, fields.value("target")?.place) }
    let labels = labels(fields)
    guard !name.isEmpty, !inputs.isEmpty else { return nil }
    return FleetList.Cluster(name: name, inputs: inputs, target: target, labels: labels)
  }

  private func path(_ text: String) -> String { text.hasPrefix("/") ? text : folder + text }

  private func checkThere(_ path: String, _ place: SourcePlace?) {
    guard InputWalk.realPath(path) == nil else { return }
    problems.add(
      "missing-file", "there is no \(path)", at: place,
      help: InputWalk.similarName(to: path).map { "did you mean \($0)?" })
  }

  private func labels(_ fields: FieldReader) -> [String: String] {
    guard let map = fields.value("labels") else { return [:] }
    guard map.value.tag == .map else {
      problems.add("wrong-type", "\"labels\" must be a map of texts", at: map.place)
      return [:]
    }
    var labels: [String: String] = [:]
    for (key, value) in map.entries {
      guard CredentialText.masked(key) == key else {
        problems.add(
          "wrong-value", "the name of a label holds what may be a credential", at: value.place)
        continue
      }
      guard let text = value.string else {
        problems.add(
          "wrong-type", "the label \"\(key)\" must be a text", at: value.place,
          help: "In quotes it is one.")
        continue
      }
      labels[key] = CredentialText.masked(text)
    }
    return labels
  }
}

import Basics
import Documents
import Findings
import Rules
import Snapshots

/// A run that a JSON report tells of, to be made again.
public struct RepeatedRun {
  /// The report's bytes.
  public let bytes: [UInt8]
  /// Whether the report is on one line.
  public let isCompact: Bool
  public let request: CheckRequest
  private let document: DocumentValue

  /// - Parameters:
  ///   - report: a JSON report of this version's schema.
  ///   - inputs: where its inputs lie now, in its order.
  public init(_ report: String, inputs: [String], jobs: Int) throws(Obstacle) {
    let problems = ProblemList(of: .arguments)
    guard let file = ResultFile(report, into: DocumentStore(), problems) else {
      throw Obstacle(problems: problems.problems)
    }
    bytes = Array(file.source.buffer)
    isCompact = bytes.count > 1 && bytes[1] != 0x0A
    document = file.document
    do throws(OptionError) {
      var request = try Self.request(file.document, inputs: inputs)
      request.jobs = jobs
      self.request = request
    } catch {
      throw Obstacle(problems: [
        Problem(
          stage: .arguments, code: "not-repeatable", isFatal: true,
          message: "\(file.path): \(error.description)")
      ])
    }
  }

  private static func request(
    _ document: DocumentValue, inputs: [String]
  ) throws(OptionError) -> CheckRequest {
    guard let run = document["run"], let options = document["options"] else {
      throw OptionError("it does not say how it was made")
    }
    let names = texts(run, "inputs")
    guard names.count == inputs.count else {
      throw OptionError(
        "it judged \(counted(names.count, "input")) (\(names.joined(separator: ", "))), and "
          + "\(inputs.count == 1 ? "1 is" : "\(inputs.count) are") named")
    }
    var request = CheckRequest(
      inputs: inputs, target: try target(run),
      packs: PackRequest(
        folders: texts(run, "packs"), includesBuiltIn: run["builtIn"]?.bool ?? true,
        data: run["data"]?.string))
    request.packs.allowsDrafts = run["draft"]?.bool ?? false
    request.packs.language = run["language"]?.string
    request.inputNames = names
    request.filter = PathFilter(include: texts(run, "include"), exclude: texts(run, "exclude"))
    request.selected = texts(options, "selected")
    request.ignored = texts(options, "ignored")
    request.failOn = try choice(options, "failOn")
    request.unknownPolicy = try choice(options, "unknown")
    request.failOnNew = options["failOnNew"]?.bool ?? false
    request.assumption = try choice(run, "assume")
    request.now = options["now"]?.string
    request.baseline = run["baseline"]?.string
    let moment = run["moment"]?.string.flatMap { Timestamp(rfc3339: $0) }
    if let age = run["maxAge"]?.string, let moment {
      request.maxAge = (try Age(parsing: age), moment)
    }
    let waivers = texts(run, "waivers")
    if !waivers.isEmpty {
      guard let moment else { throw OptionError("it does not say on which day waivers held") }
      request.waivers = (waivers, moment.date)
    }
    request.needsChecksums = true
    request.listsPasses = true
    return request
  }

  private static func target(_ run: DocumentValue) throws(OptionError) -> TargetRequest {
    let url = run["rancherURL"]?.string
    guard url?.contains(CredentialText.hidden) != true else {
      throw OptionError("the URL of its Rancher held a credential, which it does not tell")
    }
    return TargetRequest(
      versions: .one(run["rancher"]?.string), url: url, file: run["target"]?.string)
  }

  private static func texts(_ map: DocumentValue, _ name: String) -> [String] {
    (map[name]?.elements ?? []).compactMap(\.string)
  }

  private static func choice<Choice: RawRepresentable>(
    _ map: DocumentValue, _ name: String
  ) throws(OptionError) -> Choice where Choice.RawValue == String {
    guard let choice = map[name]?.string.flatMap(Choice.init(rawValue:)) else {
      throw OptionError("it does not say \(name)")
    }
    return choice
  }

  // MARK: What differs

  /// What the report and a repetition do not have in common, the first cause first; nil if they are
  /// the same, byte for byte.
  public func difference(from other: [UInt8], path: String) -> String? {
    if bytes == other { return nil }
    let store = DocumentStore()
    let source = SourceText(path: path, text: String(decoding: other, as: UTF8.self))
    guard let value = store.read(source).documents.first else { return "nothing was made" }
    let again = DocumentValue(value, in: store)
    return inputDifference(again) ?? packDifference(again) ?? toolDifference(again)
      ?? JSONDifference(document, again).text ?? "only the layout differs, not what it says"
  }

  private func inputDifference(_ again: DocumentValue) -> String? {
    func sums(_ document: DocumentValue) -> [(path: String, sum: String?, role: String)] {
      (document["artifacts"]?.elements ?? []).map {
        ($0["path"]?.string ?? "", $0["sha256"]?.string, $0["role"]?.string ?? "")
      }
    }
    let now = Dictionary(sums(again).map { ($0.path, $0) }) { first, _ in first }
    let then = sums(document)
    for file in then {
      guard let other = now[file.path] else { return "\(file.role) \(file.path) is not there" }
      if other.sum != file.sum {
        return "\(file.role) \(file.path) is another: its SHA-256 was \(file.sum ?? "not computed")"
          + ", and is \(other.sum ?? "not computed")"
      }
    }
    let known = Set(then.map(\.path))
    return sums(again).first { !known.contains($0.path) }.map {
      "\($0.role) \($0.path) was not among what was judged"
    }
  }

  private func packDifference(_ again: DocumentValue) -> String? {
    let now = again["packs"]?.elements ?? []
    for pack in document["packs"]?.elements ?? [] {
      let name = pack["name"]?.string ?? ""
      guard let other = now.first(where: { $0["name"]?.string == name }) else {
        return "the pack \(name) is not there"
      }
      for field in ["version", "digest"] {
        let (then, now) = (pack[field]?.string, other[field]?.string)
        if then != now {
          return "the pack \(name) is another: its \(field) was \(then ?? "not computed"), and is "
            + (now ?? "not computed")
        }
      }
      if let difference = dataDifference(pack, other, name) { return difference }
    }
    return nil
  }

  private func dataDifference(
    _ pack: DocumentValue, _ other: DocumentValue, _ name: String
  ) -> String? {
    let now = other["data"]?.elements ?? []
    for file in pack["data"]?.elements ?? [] {
      let data = file["name"]?.string
      let match = now.first { $0["name"]?.string == data }
      if match?["sha256"]?.string != file["sha256"]?.string {
        return "the data \(data ?? "") of the pack \(name) are others"
      }
    }
    return nil
  }

  private func toolDifference(_ again: DocumentValue) -> String? {
    let (then, now) = (document["tool"]?["version"]?.string, again["tool"]?["version"]?.string)
    return then == now
      ? nil : "importlint was \(then ?? "of unknown version"), and is \(now ?? "not")"
  }
}

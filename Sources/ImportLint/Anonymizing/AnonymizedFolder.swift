import Basics
import CLibrary
import Engine

/// Where an anonymised snapshot goes, with its target and its map beside it.
struct AnonymizedFolder {
  let folder: String
  let map: String
  private let target: String?

  init(
    _ folder: String, map: String?, target: String?, inputs: [String]
  ) throws(Ending) {
    self.folder = folder
    self.map = map ?? folder + ".map.json"
    self.target = target.map { _ in folder + ".target.yaml" }
    if OutputGuard.isInside(self.map, folder) {
      throw .failure("the map would lie in the folder that others get", doing: "anonymize")
    }
    for path in [folder, self.target].compactMap({ $0 }) where OutputGuard.exists(path) {
      throw .failure("\(path) is there already, and nothing is written over", doing: "anonymize")
    }
    if let target = self.target, OutputGuard.isInside(target, self.map) {
      throw .failure(
        "the map and the target that others get would be one file, \(target)", doing: "anonymize")
    }
    for input in inputs where input != "-" && OutputGuard.isInside(folder, input) {
      throw .failure(
        "\(folder) would lie in the input \(input), and be part of what is read next time",
        doing: "anonymize")
    }
  }

  /// Writes all of it, or nothing; the map first: what nothing leads back from is of no use.
  ///
  /// - Returns: How many files were written.
  func write(_ anonymization: inout SnapshotAnonymization) throws(Ending) -> Int {
    let isNew = !OutputGuard.exists(map)
    do throws(NewFolder.Failure) {
      let draft = try NewFolder(folder)
      do throws(NewFolder.Failure) {
        let count = try fill(draft, &anonymization)
        // What the target names is in the map, too.
        let bytes = anonymization.targetBytes()
        try write(Array(anonymization.map.json.utf8), to: map, "the map \(map)")
        if let target, let bytes { try write(bytes, to: target, target) }
        try draft.finish()
        return count
      } catch {
        draft.discard()
        if let target { unlink(target) }
        if isNew { unlink(map) }
        throw error
      }
    } catch {
      throw .failure(error.reason, doing: "anonymize")
    }
  }

  private func fill(
    _ draft: NewFolder, _ anonymization: inout SnapshotAnonymization
  ) throws(NewFolder.Failure) -> Int {
    var count = 0
    try anonymization.each { file throws(NewFolder.Failure) in
      try draft.add(file.path, file.bytes)
      count += 1
    }
    return count
  }

  private func write(
    _ bytes: [UInt8], to file: String, _ name: String
  ) throws(NewFolder.Failure) {
    do throws(ReportFile.Failure) {
      try ReportFile(path: file, mode: 0o600).write(bytes)
    } catch {
      throw NewFolder.Failure(reason: "\(name) cannot be written: \(error.reason)")
    }
  }
}

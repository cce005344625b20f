import Basics
import Engine

/// Where an anonymised snapshot goes, with its target and its map beside it.
struct AnonymizedFolder {
  let folder: String
  let map: String
  private let target: String?

  init(_ folder: String, map: String?, target: String?) throws(Ending) {
    self.folder = folder
    self.map = map ?? folder + ".map.json"
    self.target = target.map { _ in folder + ".target.yaml" }
    let inside = self.map.hasPrefix(folder + "/")
    if inside {
      throw .failure("the map would lie in the folder that others get", doing: "anonymize")
    }
    for path in [folder, self.target].compactMap({ $0 }) where OutputGuard.exists(path) {
      throw .failure("\(path) is there already, and nothing is written over", doing: "anonymize")
    }
  }

  /// Writes the map first: what nothing leads back from is of no use.
  ///
  /// - Returns: How many files were written.
  func write(_ anonymization: inout SnapshotAnonymization) throws(Ending) -> Int {
    var count = 0
    do throws(NewFolder.Failure) {
      let draft = try NewFolder(folder)
      do throws(NewFolder.Failure) {
        try anonymization.each { file throws(NewFolder.Failure) in
          try draft.add(file.path, file.bytes)
          count += 1
        }
        if let target, let bytes = anonymization.targetBytes() {
          do throws(ReportFile.Failure) {
            try ReportFile(path: target, mode: 0o600).write(bytes)
          } catch {
            throw NewFolder.Failure(reason: "\(target) cannot be written: \(error.reason)")
          }
        }
        do throws(Ending) {
          try AnonymizingOptions.write(anonymization.map, to: map, doing: "anonymize")
        } catch {
          throw NewFolder.Failure(reason: error.sentence)
        }
        try draft.finish()
      } catch {
        draft.discard()
        throw error
      }
    } catch {
      throw .failure(error.reason, doing: "anonymize")
    }
    return count
  }
}

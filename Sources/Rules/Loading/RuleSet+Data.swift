import Basics
import Documents

extension RuleSet {
  /// The newest day that a data file of any pack states; nil if none does.
  public var dataDate: String? {
    packs.flatMap { $0.dataFiles().compactMap(\.updated) }.max {
      $0.precedesByBytes($1)
    }
  }

  /// The newest Rancher that the data know, as they write it: `2.15`; nil if they name none.
  public var newestRancher: String? {
    let versions = data(of: "newestRancher").compactMap(\.string).compactMap { text in
      VersionNumber(text).map { (number: $0, text: text) }
    }
    return versions.max { $0.number < $1.number }?.text
  }

  /// The newest patch of each minor version of Rancher that the data know, oldest first.
  public var rancherReleases: [String] {
    let all = data(of: "releases").flatMap(\.elements).compactMap(\.string)
    let versions = all.compactMap { text in VersionNumber(text).map { (number: $0, text: text) } }
    return versions.sorted { $0.number < $1.number }.map(\.text)
  }

  /// Distributions whose control plane a cloud provider runs.
  public var hostedDistributions: Set<String> {
    Set(data(of: "hosted").flatMap(\.elements).compactMap(\.string))
  }

  /// Whether a version of Rancher is newer than what the data know; false where either is unknown.
  public func isNewerThanData(_ rancher: String) -> Bool {
    guard let version = VersionNumber(rancher),
      let newest = newestRancher.flatMap({ VersionNumber($0) })
    else { return false }
    return (version.major, version.minor) > (newest.major, newest.minor)
  }

  /// Says what a pack needs to know of Rancher and these data do not tell: its rules would judge by
  /// what was true before.
  func checkData(neededBy pack: Pack, _ problems: ProblemList) {
    guard let needed = pack.neededData else { return }
    let help = "Take a newer importlint, or newer data with --data; see docs/data.md."
    if let wanted = needed.rancher, let version = VersionNumber(wanted) {
      let known = newestRancher.flatMap { VersionNumber($0) }
      if known.map({ ($0.major, $0.minor) < (version.major, version.minor) }) ?? true {
        problems.add(
          "outdated-data",
          "the pack \(pack.name) needs data that know Rancher \(wanted), and "
            + (newestRancher.map { "those here end with \($0)" } ?? "there are none"),
          at: needed.place, help: help)
      }
    }
    if let day = needed.updated, dataDate.map({ $0.precedesByBytes(day) }) ?? true {
      problems.add(
        "outdated-data",
        "the pack \(pack.name) needs data of \(day) or later, and "
          + (dataDate.map { "those here are of \($0)" } ?? "there are none"),
        at: needed.place, help: help)
    }
  }

  private func data(of field: String) -> [DocumentValue] {
    packs.flatMap { pack in pack.data.compactMap { $0.value[field] } }
  }
}

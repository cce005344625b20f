import Rules
import Snapshots

/// The versions of Rancher that a run is asked about.
public enum RequestedVersions: Sendable, Equatable {
  /// One, or none: the target file may name it.
  case one(String?)
  /// A list: all of them must be ready.
  case listed([String])
  /// `all`: which of those that the data know is the cluster ready for?
  case all

  /// Reads the value of `--rancher`.
  public init(parsing text: String) throws(OptionError) {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
      .map(OptionText.trimmed)
    if words == ["all"] {
      self = .all
      return
    }
    for word in words where VersionNumber(word) == nil || !TargetText.isVersion(word) {
      let hint =
        switch (words.count > 1, word.isEmpty) {
        case (false, _): ", not a list of them, and not all"
        case (true, true): ", and a comma separates two"
        case (true, false): ", and all must stand alone"
        }
      throw OptionError(
        (word.isEmpty ? "nothing" : word) + " is not a version such as 2.13.1" + hint)
    }
    self = words.count > 1 ? .listed(words) : .one(words.first)
  }

  /// The versions to judge for, oldest first, each once; nil if there is one target only.
  func versions(known: [String]) -> [String]? {
    let texts: [String]
    switch self {
    case .one: return nil
    case .listed(let words): texts = words.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
    case .all: texts = known
    }
    var versions: [(number: VersionNumber, text: String)] = []
    for text in texts {
      guard let number = VersionNumber(text), !versions.contains(where: { $0.number == number })
      else { continue }
      versions.append((number, text))
    }
    return versions.sorted { $0.number < $1.number }.map(\.text)
  }
}

import Rules

/// The versions of Rancher that `--rancher` asks for.
enum AskedVersions: Equatable {
  /// One, or none: the target file may name it.
  case one(String?)
  /// A list: all of them must be ready.
  case listed([String])
  /// `all`: which of those that the data know is the cluster ready for?
  case all

  /// Reads the value of `--rancher`.
  init(_ argument: String?) throws(Ending) {
    guard let argument else {
      self = .one(nil)
      return
    }
    let words = [argument].commaSeparated
    if words == ["all"] {
      self = .all
      return
    }
    for word in words.isEmpty ? [argument] : words where VersionNumber(word) == nil {
      throw .failure(
        "--rancher \(word) is no version such as 2.13.1"
          + (words.count > 1 ? ", and all stands alone" : ", no list of them, and not all"),
        doing: "read the arguments")
    }
    self = words.count > 1 ? .listed(words) : .one(words.first)
  }

  /// The versions to judge for, oldest first, each once; nil where there is one target only.
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

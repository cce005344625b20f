/// Finds what the links in an archive lead to, in that archive and nowhere else.
struct LinkResolver {
  /// Links by where they lie, and what they name.
  let links: [[String]: String]
  /// What the archive is called, without its ending.
  let name: String

  /// Links that are followed on one way.
  private static let hopLimit = 40
  private static let mostParts = 64

  /// The path that a link leads to; nil if it leaves the archive, or goes round in a circle.
  func target(ofLink link: [String]) -> [String]? { resolved(link) }

  /// The path of the entry that a hard link is another name of.
  func target(ofHardLink target: String) -> [String]? {
    guard case .inside(let parts) = ArchivePath(target) else { return nil }
    return resolved(parts)
  }

  private func resolved(_ path: [String]) -> [String]? {
    guard !links.isEmpty else { return path }
    var rest = Array(path.reversed())
    var done: [String] = []
    var hops = 0
    while let part = rest.popLast() {
      if part == "." || part.isEmpty { continue }
      if part == ".." {
        if done.popLast() == nil { return nil }
        continue
      }
      done.append(part)
      // Nothing that is read lies deeper.
      guard done.count <= LinkResolver.mostParts else { return nil }
      guard let target = links[done] else { continue }
      hops += 1
      guard hops <= LinkResolver.hopLimit, target.utf8.count <= 4096 else { return nil }
      done.removeLast()
      if target.hasPrefix("/") {
        guard let node = node(of: done) else { return nil }
        done = node
      }
      rest += target.split(separator: "/").reversed().map(String.init)
    }
    return done
  }

  /// The copy of a node that a folder belongs to, which absolute links lead into; nil if it belongs
  /// to none.
  private func node(of folder: [String]) -> [String]? {
    if let nodes = folder.firstIndex(of: "nodes") {
      return folder.count > nodes + 1 ? Array(folder[...(nodes + 1)]) : nil
    }
    return name == "nodes" && !folder.isEmpty ? Array(folder.prefix(1)) : nil
  }
}

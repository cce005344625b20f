/// Finds what the links in an archive or in an input lead to, in it and nowhere else.
struct LinkResolver {
  /// What is called `name`, without the ending of an archive.
  let name: String
  /// What a link names, by where it lies; nil if there is no link.
  let link: ([String]) -> String?

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
      guard let target = link(done) else { continue }
      hops += 1
      guard hops <= LinkResolver.hopLimit, target.utf8.count <= 4096 else { return nil }
      done.removeLast()
      if target.hasPrefix("/") {
        guard let depth = NodeRoot.depth(above: done, below: name) else { return nil }
        done = Array(done.prefix(depth))
      }
      rest += target.split(separator: "/").reversed().map(String.init)
    }
    return done
  }
}

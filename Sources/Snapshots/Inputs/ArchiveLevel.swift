import Findings

/// The entries of one archive while it is read.
struct ArchiveLevel {
  private struct File {
    let components: [String]
    let content: any MemberContent
    let size: Int?
    let isLeftOut: Bool
  }

  /// As it is shown.
  private let path: String
  private var files: [File] = []
  private var indices: [[String]: Int] = [:]
  /// Links by where they lie, and what they name.
  var links: [[String]: String] = [:]
  var hardLinks: [[String]: String] = [:]
  /// What archives in it hold.
  var nested: [Member] = []
  var notes: EntryNotes
  /// What is passed over.
  var skipped = SkipTally()

  init(_ path: String) {
    self.path = path
    notes = EntryNotes()
  }

  /// What a path in the archive is shown as.
  func shown(_ components: [String]) -> String {
    "\(path)//\(components.joined(separator: "/"))"
  }

  mutating func skip(_ reason: SkippedFiles.Reason, _ components: [String]) {
    let isJunk = components.contains(where: InputWalk.isJunk)
    skipped.add(reason == .log && isJunk ? .leftover : reason, shown(components))
  }

  mutating func add(
    _ components: [String], _ content: any MemberContent, size: Int?, isLeftOut: Bool = false
  ) {
    let file = File(
      components: components, content: content, size: size, isLeftOut: isLeftOut)
    if let known = indices[components] {
      files[known] = file
      notes.add(.note, "is in the archive more than once; the last counts", shown(components))
    } else {
      indices[components] = files.count
      files.append(file)
    }
  }

  /// All members, in the order of their components, and what is to be said of links.
  ///
  /// - Parameters:
  ///   - name: What the archive is called, without its ending.
  ///   - isLeftOut: Whether a pattern leaves out what lies there.
  ///   - isCounted: Whether one more file may be read, by its path.
  func members(
    input: Int, name: String, isLeftOut: ([String]) -> Bool, isCounted: (String) -> Bool
  ) -> (members: [Member], notes: EntryNotes, skipped: SkipTally) {
    var notes = EntryNotes()
    var skipped = SkipTally()
    var all = files.map { member($0, at: $0.components, input) } + nested
    let resolver = LinkResolver(name: name) { links[$0] }
    var followed = 0
    var folders: Set<[String]>?
    let named = links.keys.map { ($0, resolver.target(ofLink: $0)) }
    let hard = hardLinks.map { ($0.key, resolver.target(ofHardLink: $0.value)) }
    for (link, target) in (named + hard).sorted(by: { isOrdered($0.0, $1.0) }) {
      if let target, let index = indices[target] {
        // Where a file and a link have one path, the file was put in the link's place.
        guard indices[link] == nil, isCounted(shown(link)) else { continue }
        (files[index].content as? MemberBytes)?.share()
        var found = member(files[index], at: link, input)
        found.isLeftOut = found.isLeftOut || isLeftOut(link)
        all.append(found)
        continue
      }
      skipped.add(.link, shown(link))
      if folders == nil { folders = foldersOfFiles() }
      if let target, folders?.contains(target) ?? false {
        // A link to a folder leads to what is read anyway, but for that of a node.
        if followed < NodeRoot.followedFolders,
          let depth = NodeRoot.depth(above: link, below: name), depth < link.count
        {
          followed += 1
          all += below(target, at: link, input, isLeftOut, isCounted)
        }
        continue
      }
      let isEvidence = EvidenceDoubt.isPossible(inSkipped: link, below: name)
      notes.add(
        isEvidence ? .lost : .note,
        "the link leads out of the input or nowhere, and is not followed", shown(link))
    }
    return (all.sorted { isOrdered($0.components, $1.components) }, notes, skipped)
  }

  /// The files of a folder as those of a link to it; none where one lies in the other.
  private func below(
    _ folder: [String], at link: [String], _ input: Int, _ isLeftOut: ([String]) -> Bool,
    _ isCounted: (String) -> Bool
  ) -> [Member] {
    guard !folder.isEmpty, !link.starts(with: folder), !folder.starts(with: link) else { return [] }
    return files.compactMap { file in
      let path = link + file.components.dropFirst(folder.count)
      guard file.components.starts(with: folder), indices[path] == nil, isCounted(shown(path))
      else { return nil }
      (file.content as? MemberBytes)?.share()
      var found = member(file, at: path, input)
      found.isLeftOut = found.isLeftOut || isLeftOut(path)
      return found
    }
  }

  private func member(_ file: File, at components: [String], _ input: Int) -> Member {
    Member(
      path: shown(components), components: components, size: file.size, input: input,
      content: file.content, archive: path, isLeftOut: file.isLeftOut)
  }

  private func foldersOfFiles() -> Set<[String]> {
    var folders: Set<[String]> = [[]]
    for file in files {
      var folder = file.components.dropLast()
      while !folder.isEmpty, folders.insert(Array(folder)).inserted { folder.removeLast() }
    }
    return folders
  }

  private func isOrdered(_ left: [String], _ right: [String]) -> Bool {
    left.lexicographicallyPrecedes(right) { $0.precedesByBytes($1) }
  }
}

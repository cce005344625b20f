import Basics
import Documents

/// A file of an input, not read yet.
struct Member: Sendable {
  /// The path that is shown: the input as it was named, and the path below it.
  let path: String
  /// The path below the input, by components; the file's own name where the input is a file.
  let components: [String]
  /// Bytes; nil if that shows when it is read.
  let size: Int?
  /// Which of the inputs holds it.
  let input: Int
  let content: any MemberContent
  /// The archive that holds it, as shown; nil for a file.
  var archive: String?
  /// Folders above the top of its tree that were passed over.
  var outer: [String] = []
  /// Whether a pattern leaves it out: it is there, and nothing of it is read.
  var isLeftOut = false

  var name: String { components.last ?? path }

  /// The folder that holds it, as shown.
  var folder: String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  /// The same member elsewhere in a tree: in `folder`, and without its own first components.
  func moved(into folder: [String], dropping count: Int) -> Member {
    Member(
      path: path, components: folder + components.dropFirst(count), size: size, input: input,
      content: content, archive: archive, outer: outer, isLeftOut: isLeftOut)
  }
}

/// The bytes of a member, when they are asked for; by several threads.
protocol MemberContent: Sendable {
  /// The first bytes, `count` at most; none where they cannot be had without reading it all.
  func head(_ count: Int) -> [UInt8]
  /// The whole, as text. `path` is what reports will show; `jobs` threads may look at a large one.
  func text(path: String, limits: ReadingLimits, jobs: Int) -> Result<SourceText, SourceError>
  /// Gives the bytes as they are, before they become text, piece by piece. Only for a member
  /// whose size is known.
  func eachPiece(_ body: (UnsafeRawBufferPointer) -> Void)
}

/// The members of one input: what formats are recognised by and read from. Formats know neither
/// files nor archives.
struct MemberTree: Sendable {
  /// The real name of the input's folder, also where it was named `.`; that of an archive without
  /// its ending; empty for a single member.
  let name: String
  /// Which of the inputs it is.
  let input: Int
  /// Whether the input is an archive, whose one folder is often the snapshot.
  let isArchive: Bool
  /// Whether members are missing of which nothing is known: what is absent proves nothing.
  let isPartial: Bool
  /// In the order of their components, by bytes.
  let members: [Member]
  private var content: [[String]: (files: Set<String>, folders: Set<String>)] = [:]
  /// All folders, parents before children, in byte order.
  let folders: [[String]]

  init(
    name: String, input: Int, members: [Member], isArchive: Bool = false, isPartial: Bool = false
  ) {
    self.name = name
    self.input = input
    self.isArchive = isArchive
    self.isPartial = isPartial
    self.members = members
    for member in members {
      var folder: [String] = []
      for component in member.components.dropLast() {
        content[folder, default: ([], [])].folders.insert(component)
        folder.append(component)
      }
      content[folder, default: ([], [])].files.insert(member.name)
    }
    folders = content.keys.sorted { left, right in
      left.lexicographicallyPrecedes(right) { $0.precedesByBytes($1) }
    }
  }

  /// The tree below a folder that holds all of it.
  func below(_ folder: [String]) -> MemberTree {
    guard let name = folder.last else { return self }
    let members = members.map { member in
      var inner = member.moved(into: [], dropping: folder.count)
      inner.outer = folder
      return inner
    }
    return MemberTree(
      name: name, input: input, members: members, isArchive: isArchive, isPartial: isPartial)
  }

  /// A folder as it is shown; nil if nothing lies in it.
  func shown(_ folder: [String]) -> String? {
    guard let first = members.first(where: { $0.components.starts(with: folder) }) else {
      return nil
    }
    var path = first.path[...]
    for _ in folder.count..<first.components.count {
      path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    }
    while path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }

  /// A folder by its path; one without names where there is none.
  func folder(_ path: [String]) -> Folder { Folder(tree: self, path: path) }

  /// A folder of the tree: the names in it, and what is below.
  struct Folder: Sendable {
    fileprivate let tree: MemberTree
    let path: [String]

    var files: Set<String> { tree.content[path]?.files ?? [] }
    var folders: Set<String> { tree.content[path]?.folders ?? [] }

    /// A folder in it.
    subscript(name: String) -> Folder { Folder(tree: tree, path: path + [name]) }
  }
}

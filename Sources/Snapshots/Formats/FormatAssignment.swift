/// A member with what it is, and where the snapshot that it is part of begins.
struct AssignedMember: Sendable {
  let member: Member
  let role: MemberRole
  let root: SnapshotRoot
}

/// Where a snapshot in some format begins.
struct SnapshotRoot: Sendable, Hashable {
  let format: SnapshotFormat
  let input: Int
  /// The path below the input.
  let path: [String]
}

/// What the members of one input are.
///
/// Formats are recognised by the whole list of members, so a tree has to know it before anything
/// is read: what comes as a stream is listed first, or kept until it ends.
struct FormatAssignment {
  /// The tree that paths of roots are in.
  let tree: MemberTree
  private(set) var members: [AssignedMember] = []
  /// How many files of a snapshot hold nothing of the cluster, and are not read.
  private(set) var skipped: [SnapshotRoot: Int] = [:]
  /// The same files, and those that are left out.
  private(set) var tally = SkipTally()

  /// Folders at the top whose names are nearly those of this tool's layout, with what was meant.
  private(set) var misspelt: [(name: String, meant: String)] = []

  init(_ given: MemberTree) {
    let tree = FormatAssignment.snapshotTree(given)
    self.tree = tree
    // Those whose root is the top of every input, the most particular first.
    let general = SnapshotFormat.allCases.reversed()
      .filter(\.isGeneral)
      .map { SnapshotRoot(format: $0, input: tree.input, path: []) }
    let roots = FormatAssignment.roots(tree, general)
    let byPath = Dictionary(uniqueKeysWithValues: roots.map { ($0.path, $0) })
    if byPath[[]]?.format.isOpen ?? true { misspelt = OwnLayout.misspelt(in: tree) }
    for member in tree.members {
      for root in FormatAssignment.roots(of: member, among: byPath) + general {
        guard let role = root.role(of: member.components, in: tree) else { continue }
        if member.isLeftOut { tally.add(.leftOut, member.path) }
        if case .skipped = role {
          if member.isLeftOut { break }
          tally.add(.unneeded, member.path)
          skipped[root, default: 0] += 1
          break
        }
        members.append(AssignedMember(member: member, role: role, root: root))
        break
      }
    }
  }

  /// An archive is packed with the folder that is the snapshot, or with all folders above it, and
  /// an input may be a folder above: what it holds is read as that folder would be. Where a format
  /// begins, or a folder of this tool's own layout, is not a folder above a snapshot.
  private static func snapshotTree(_ given: MemberTree) -> MemberTree {
    var top: [String] = []
    while true {
      let folder = given.folder(top)
      guard !OwnLayout.folders.contains(top.last ?? given.name), folder.files.isEmpty,
        folder.folders.count == 1, let name = folder.folders.first,
        !OwnLayout.folders.contains(name),
        !SnapshotFormat.allCases.contains(where: { $0.isRoot?(folder) ?? false })
      else { break }
      top.append(name)
    }
    return given.below(top)
  }

  /// The roots that a member lies below, the nearest first.
  private static func roots(
    of member: Member, among roots: [[String]: SnapshotRoot]
  ) -> [SnapshotRoot] {
    guard !roots.isEmpty else { return [] }
    var found: [SnapshotRoot] = []
    var path: [String] = []
    for component in member.components {
      if let root = roots[path] { found.append(root) }
      path.append(component)
    }
    return found.reversed()
  }

  /// The folders at which snapshots begin; in another lies one only where that is open.
  private static func roots(
    _ tree: MemberTree, _ general: [SnapshotRoot]
  ) -> [SnapshotRoot] {
    var roots: [SnapshotRoot] = []
    // Those that the folder at hand lies in, the nearest last.
    var open: [SnapshotRoot] = []
    // What lies in a folder comes right after it.
    for path in tree.folders {
      while let last = open.last, !path.starts(with: last.path) { open.removeLast() }
      if let last = open.last, !last.format.isOpen { continue }
      // A file of a node may have any name: only what may be kubectl's is looked at.
      let role = (open.reversed() + general).lazy
        .compactMap { $0.role(of: path + ["x", "x"], in: tree) }.first
      switch role {
      case .resources, .stray: break
      default: continue
      }
      let folder = tree.folder(path)
      let format = SnapshotFormat.allCases.last { format in
        (format.isRoot?(folder) ?? false) && !(format.isGeneral && path.isEmpty)
      }
      guard let format else { continue }
      let root = SnapshotRoot(format: format, input: tree.input, path: path)
      roots.append(root)
      open.append(root)
    }
    return roots
  }
}

extension SnapshotRoot {
  fileprivate func role(of components: [String], in tree: MemberTree) -> MemberRole? {
    let root = SnapshotFormat.Root(folder: tree.folder(path), names: [tree.name] + path)
    return format.role?(Array(components.dropFirst(path.count)), root)
  }
}

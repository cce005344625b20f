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

  init(_ given: MemberTree) {
    let tree = FormatAssignment.snapshotTree(given)
    self.tree = tree
    // Those whose root is the top of every input, the most particular first.
    let general = SnapshotFormat.allCases.reversed()
      .filter { $0.isRoot == nil && $0.isSupported }
      .map { SnapshotRoot(format: $0, input: tree.input, path: []) }
    let roots = FormatAssignment.roots(tree, general)
    let byPath = Dictionary(uniqueKeysWithValues: roots.map { ($0.path, $0) })
    for member in tree.members {
      let own = FormatAssignment.root(of: member, among: byPath)
      for root in (own.map { [$0] } ?? []) + general {
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

  /// An archive is packed with the folder that is the snapshot, or with all folders above it: what
  /// it holds is read as that folder would be. Where a format begins, or a folder of this tool's
  /// own layout, is not a folder above a snapshot.
  private static func snapshotTree(_ given: MemberTree) -> MemberTree {
    guard given.isArchive else { return given }
    var top: [String] = []
    while true {
      let folder = given.folder(top)
      guard folder.files.isEmpty, folder.folders.count == 1, let name = folder.folders.first,
        !OwnLayout.folders.contains(name),
        !SnapshotFormat.allCases.contains(where: { $0.isRoot?(folder) ?? false })
      else { break }
      top.append(name)
    }
    return given.below(top)
  }

  /// The root that a member lies below.
  private static func root(
    of member: Member, among roots: [[String]: SnapshotRoot]
  ) -> SnapshotRoot? {
    guard !roots.isEmpty else { return nil }
    var path: [String] = []
    for component in member.components {
      if let root = roots[path] { return root }
      path.append(component)
    }
    return nil
  }

  /// The folders at which snapshots begin; none lies in another.
  private static func roots(
    _ tree: MemberTree, _ general: [SnapshotRoot]
  ) -> [SnapshotRoot] {
    var roots: [SnapshotRoot] = []
    // What lies in a folder comes right after it.
    for path in tree.folders where !(roots.last.map { path.starts(with: $0.path) } ?? false) {
      // A file of a node may have any name: only what may be kubectl's is looked at.
      let role = general.lazy.compactMap { $0.role(of: path + ["x", "x"], in: tree) }.first
      guard case .resources? = role else { continue }
      let folder = tree.folder(path)
      let format = SnapshotFormat.allCases.last { $0.isRoot?(folder) ?? false }
      if let format { roots.append(SnapshotRoot(format: format, input: tree.input, path: path)) }
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

/// A layout that snapshots come in: everything that is known of one, in one value. Each has a file
/// of its own beside this one.
public struct SnapshotFormat: Sendable {
  /// A stable name in kebab-case.
  public let name: String
  /// What it is, in words that fit into "is … and cannot be read yet".
  public let title: String
  /// Whether the top of every input is tried as the root of a snapshot in this format.
  let isGeneral: Bool
  /// Whether snapshots in other formats may lie in one of this format.
  let isOpen: Bool
  /// Whether a folder is the root of a snapshot in this format, by the names in and below it.
  let isRoot: (@Sendable (MemberTree.Folder) -> Bool)?
  /// What a file of this format is by its first bytes (`SnapshotFormat.headLength`), whatever its
  /// name; nil for anything else.
  let kind: (@Sendable (_ head: [UInt8]) -> String?)?
  /// What a member is by its path below the root; nil if it is not part of the format, and a more
  /// general one is asked. Without a closure the format is recognised and not read.
  let role: (@Sendable (_ path: [String], _ root: Root) -> MemberRole?)?
  /// What the lists that `role` gave a place prove together: what it means that one is absent.
  let claims: @Sendable ([PlacedList]) -> [EvidenceClaim]
  /// What to do with a snapshot in a format that is not read; nil if that is not known.
  let help: String?

  /// The folder that is a snapshot's root.
  struct Root {
    let folder: MemberTree.Folder
    /// The real name of the input's folder, which is empty where the input is a file, and the path
    /// below it.
    let names: [String]
  }

  init(
    _ name: String, _ title: String, isGeneral: Bool = false, isOpen: Bool = false,
    isRoot: (@Sendable (MemberTree.Folder) -> Bool)? = nil,
    kind: (@Sendable (_ head: [UInt8]) -> String?)? = nil,
    role: (@Sendable (_ path: [String], _ root: Root) -> MemberRole?)? = nil,
    claims: @escaping @Sendable ([PlacedList]) -> [EvidenceClaim] = PlacedList.claims,
    help: String? = nil
  ) {
    self.name = name
    self.title = title
    self.isGeneral = isGeneral
    self.isOpen = isOpen
    self.isRoot = isRoot
    self.kind = kind
    self.role = role
    self.claims = claims
    self.help = help
  }

  /// The number of bytes of a file's start that `kind` may look at.
  static let headLength = 512

  /// What a file is by its first bytes: its format and its own name; nil for anything else.
  static func recognised(_ head: [UInt8]) -> (format: SnapshotFormat, kind: String)? {
    for format in allCases {
      if let kind = format.kind?(head) { return (format, kind) }
    }
    return nil
  }

  /// Whether snapshots in this format are read.
  var isSupported: Bool { role != nil }
}

extension SnapshotFormat: Hashable {
  public static func == (left: SnapshotFormat, right: SnapshotFormat) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension SnapshotFormat: CaseIterable {
  /// All formats, from the general to the particular: where several fit, the last is meant.
  public static let allCases: [SnapshotFormat] = [
    .kubectl, .clusterInfoDump, .nodeCopy, .ownLayout,
    .mustGather, .crustGather, .rancherLogsCollector, .supportBundleKit, .sonobuoy, .velero,
    .supportBundle, .insights, .supportabilityReview,
    .archive, .database,
  ]
}

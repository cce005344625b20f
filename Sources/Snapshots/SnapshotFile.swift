import Documents

/// A file of a snapshot with its text, as far as that may be shown: credentials are masked in it.
public struct SnapshotFile: Sendable {
  /// As reports show it.
  public let path: String
  /// Which input holds it.
  public let input: Int
  /// The path below the input.
  public let components: [String]
  /// Nil where nothing of it may be shown.
  public private(set) var source: SourceText?
  /// Why there is no text, in words that follow the file's name; empty where there is one.
  public private(set) var reason = ""
  /// What is to lie in its place in a copy without it, so that what is not known of the cluster
  /// stays unknown there; nil where nothing of it is missed.
  public private(set) var stub: SnapshotStub?
  /// Its documents, if it holds such.
  public private(set) var documents: [Value] = []
  public var isDocument: Bool { !documents.isEmpty }
  /// Names that its place says: of a node, of a namespace, of an identity.
  public let names: [String]

  init(_ reading: FileReading, store: DocumentStore, types: TypeTable) {
    path = reading.member.path
    input = reading.member.input
    components = reading.member.outer + reading.member.components
    names = reading.role.names
    switch reading.content {
    case .documents(let read):
      if read.flaws.contains(where: \.losesContent) {
        reason = "cannot be read to its end"
      } else if reading.role.isOfResources, !Self.isKnown(read, in: store) {
        reason = "holds no objects of Kubernetes"
      } else if !reading.role.isOfResources, !read.source.isQuotable {
        reason = "holds nothing that is known"
      } else {
        source = read.source
        documents = read.documents
      }
    case .kubectlText(_, .dump), .kubectlText(_, .description):
      reason = "is a description for people"
    case .kubectlText(let text, _): source = text
    case .text(let text):
      if text.isQuotable {
        source = text
      } else {
        reason = "is not a file that facts are read from"
      }
    case .empty: source = SourceText(path: path, text: "")
    case .unreadable: reason = "cannot be read"
    case .leftOut: reason = "is left out"
    case .container: reason = "is not a text"
    }
    if source == nil { stub = SnapshotStub(for: reading, types) }
  }

  /// Takes in that what is wrong with the file keeps the cluster from being ready.
  mutating func leaveOpen() {
    if source == nil, stub == nil { stub = .broken }
  }

  /// A target file; nil if it cannot be read. What in it may be a credential is masked.
  public static func target(_ file: String, into store: DocumentStore) -> SnapshotFile? {
    guard
      case .success(let source) = SourceText.read(file: file, path: file, limits: ReadingLimits())
    else { return nil }
    let read = store.readEvidence(source, as: .configuration, options: ReadingOptions())
    guard !read.flaws.contains(where: \.losesContent), !read.documents.isEmpty else { return nil }
    return SnapshotFile(target: read)
  }

  private init(target read: SourceDocuments) {
    path = read.source.path
    input = 0
    components = []
    source = read.source
    documents = read.documents
    names = []
  }

  /// Kinds of what the API server says of itself.
  private static let discovery: Set<String> = [
    "APIVersions", "APIGroupList", "APIGroup", "APIResourceList", "APIGroupDiscoveryList",
  ]

  /// Whether all documents are objects, lists of objects, or what a server says of itself.
  private static func isKnown(_ read: SourceDocuments, in store: DocumentStore) -> Bool {
    read.documents.allSatisfy { document in
      let value = DocumentValue(document, in: store)
      if value.isNull { return true }
      let kind = value["kind"]?.string ?? ""
      if discovery.contains(kind) || value["gitVersion"] != nil || value["clientVersion"] != nil {
        return true
      }
      return value["items"]?.value.tag == .list || value["metadata"]?.value.tag == .map
    }
  }
}

extension MemberRole {
  fileprivate var isOfResources: Bool {
    switch self {
    case .resources, .stray: true
    default: false
    }
  }

  fileprivate var names: [String] {
    switch self {
    case .node(let name, _, _), .nodeManifest(let name), .probe(let name): return [name]
    case .access(let identity): return [identity]
    case .resources(let place?):
      if case .namespace(let name) = place.extent { return [name] }
      return []
    default: return []
    }
  }
}

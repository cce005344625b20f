/// What one file says about the completeness of a resource type. Claims are gathered while files
/// are read, and judged together when all are.
struct EvidenceClaim: Sendable {
  enum Subject: Sendable, Hashable {
    case kind(String, group: String)
    case type(ResourceType)
  }

  enum Extent: Sendable, Hashable {
    /// A list as kubectl prints it: the namespaces of its objects.
    case listed(namespaces: Set<String>)
    /// A list that is not whole by its own word, or of which something was lost. The type has at
    /// least that many objects; whether that many are all, or only more than there are here.
    case cut(atLeast: Int, isAll: Bool)
    /// Objects one by one: what else exists is not known.
    case objects
    /// All of some namespaces.
    case namespaces([String])
    /// None in a namespace that comes before `end` and is not among the names: a table of all
    /// namespaces, which the API server orders by `<namespace>/<name>`, was read up to there.
    case namesOnly(in: Set<String>, end: String)
    /// All there is, together with the other lists of which it is said: by what made them.
    case everything(EvidenceState)
    /// All there is, by the word of the one who exported it.
    case declared(EvidenceState)
    /// The API server refused.
    case denied
    /// The API server said that it does not serve the type.
    case unserved
    /// A file that should have held it and cannot be used.
    case unusable
    /// Objects that a file holds and that were not taken in, because they go beyond a limit: no
    /// list is all there is.
    case dropped
  }

  var subject: Subject
  var extent: Extent
  let origin: ClaimOrigin
  var detail: String?

  /// Whether it rests on a list, and could not be said of objects one by one.
  var restsOnList: Bool {
    switch extent {
    case .listed, .everything, .declared, .namespaces: true
    case .cut, .objects, .namesOnly, .denied, .unserved, .unusable, .dropped: false
    }
  }

  /// The type that it is about.
  func type(_ types: TypeTable) -> ResourceType {
    switch subject {
    case .type(let type): type
    case .kind(let kind, let group): types.type(ofKind: kind, group: group)
    }
  }
}

/// The file that makes a claim.
struct ClaimOrigin: Sendable {
  /// Its path below the input, by components; empty where there is no file.
  var components: [String] = []
  /// Which of the inputs holds the file.
  var input = 0
  /// As it is shown; empty where there is no file.
  var path = ""
}

extension ClaimOrigin {
  /// The folders above a snapshot count: they may be named after a namespace.
  init(_ member: Member) {
    self.init(
      components: member.outer + member.components, input: member.input, path: member.path)
  }
}

/// What one file says about the completeness of a resource type. Claims are gathered while files
/// are read, and judged together when all are.
struct EvidenceClaim: Sendable {
  enum Subject: Sendable, Hashable {
    case kind(String, group: String)
    case type(ResourceType)
  }

  enum Extent: Sendable {
    /// A list as kubectl prints it: the namespaces of its objects.
    case listed(namespaces: Set<String>)
    /// Objects one by one: what else exists is not known.
    case objects
    /// All of some namespaces.
    case namespaces([String])
    /// All there is.
    case everything(EvidenceState)
    /// The API server refused.
    case denied
    /// A file that should have held it and cannot be used.
    case unusable
  }

  var subject: Subject
  var extent: Extent
  /// What was made by one command: the folder that holds the file.
  var batch: String
  /// Which of the inputs holds the file.
  var input: Int
  var path: String
  var detail: String?
}

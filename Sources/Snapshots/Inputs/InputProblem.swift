import Documents

/// Something wrong with an input of the snapshot or with the target file: never thrown away.
public struct InputProblem: Sendable {
  /// SARIF's levels. An `error` could not be read; a `warning` or `note` was, and is worth knowing.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case note, warning, error

    public static func < (left: Severity, right: Severity) -> Bool {
      left.rank < right.rank
    }
    private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
  }

  /// A stable kebab-case name of its kind, such as `unsupported-format`.
  public let code: String
  public let severity: Severity
  /// Whether the tool could not do its job for it (exit code 2).
  public let isFatal: Bool
  /// What is wrong, as a sentence without a full stop.
  public let message: String
  /// The file or folder; nil where it is about all inputs.
  public let path: String?
  /// Where in the file; nil where only the file is known.
  public let place: SourcePlace?
  /// A second place: the first of two equal keys.
  public let related: SourcePlace?
  /// What to do about it; nil where that is plain.
  public let help: String?

  public init(
    _ code: String, _ severity: Severity, isFatal: Bool = false, _ message: String,
    path: String? = nil, place: SourcePlace? = nil, related: SourcePlace? = nil,
    help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.isFatal = isFatal
    self.message = message
    self.path = path ?? place?.source.path
    self.place = place
    self.related = related
    self.help = help
  }

  /// Fatal ones first, then by severity, path, place, code and message.
  static func isOrderedBefore(_ left: InputProblem, _ right: InputProblem) -> Bool {
    if left.isFatal != right.isFatal { return left.isFatal }
    if left.severity != right.severity { return left.severity > right.severity }
    for (l, r) in [(left.path ?? "", right.path ?? "")] where !l.utf8.elementsEqual(r.utf8) {
      return l.utf8.lexicographicallyPrecedes(r.utf8)
    }
    let (l, r) = (left.place?.offset ?? -1, right.place?.offset ?? -1)
    if l != r { return l < r }
    return (left.code + "\0" + left.message).utf8
      .lexicographicallyPrecedes((right.code + "\0" + right.message).utf8)
  }
}

/// A file that was read: the manifest of what a result rests on.
public struct InputFile: Sendable, Hashable {
  public let path: String
  /// Bytes.
  public let length: Int
  /// Lower-case hexadecimal SHA-256; nil where it was not asked for.
  public let sha256: String?
  /// The format that the file was read as.
  public let format: SnapshotFormat
}

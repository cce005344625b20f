import Documents
import Findings

/// The Rancher that the cluster is to join, and what the user declares.
public struct Target: Sendable {
  /// The variable `target`, with the fields of `Declarations.target`; what is not declared is
  /// unknown there, with the field's name as the reason.
  public let value: Value
  /// Rancher's version without a leading `v`; nil if it is not declared.
  public let rancherVersion: String?
  public let rancherURL: String?
  /// The target file; nil if there is none.
  public let path: String?
  public let problems: [Problem]
  /// The files that were read: the target file and the CA.
  public let files: [Artifact]
}

/// What the command line says of the target; it wins over the file.
public struct TargetOverrides: Sendable {
  public var rancherVersion: String?
  public var rancherURL: String?

  public init(rancherVersion: String? = nil, rancherURL: String? = nil) {
    self.rancherVersion = rancherVersion
    self.rancherURL = rancherURL
  }
}

extension Target {
  /// Reads a target file; nil stands for none.
  public static func read(
    file: String?, overrides: TargetOverrides = TargetOverrides(), store: DocumentStore,
    reasons: ReasonTable, options: SnapshotOptions = SnapshotOptions()
  ) -> Target {
    var reader = TargetReader(store: store, reasons: reasons, options: options)
    let document = file.flatMap { reader.document(inFile: $0) }
    return reader.target(document, path: file, overrides: overrides)
  }

  /// Reads the text of a target file that is at hand.
  package static func read(
    _ source: SourceText, store: DocumentStore, reasons: ReasonTable
  ) -> Target {
    var reader = TargetReader(store: store, reasons: reasons, options: SnapshotOptions())
    let document = reader.document(in: source)
    return reader.target(document, path: source.path, overrides: TargetOverrides())
  }

  /// A target from a value that is at hand: that of a rule's example.
  public static func make(
    from value: Value?, store: DocumentStore, reasons: ReasonTable
  ) -> Target {
    var reader = TargetReader(store: store, reasons: reasons, options: SnapshotOptions())
    return reader.target(
      value.map { DocumentValue($0, in: store) }, path: nil, overrides: TargetOverrides())
  }
}

/// Where in the input something stands: a file and, where it is known, a span of it.
public struct Place: Sendable, Hashable {
  /// How closely a place points at the value that decided.
  public enum Precision: String, Sendable, Hashable, CaseIterable {
    /// At the deciding value itself.
    case exact
    /// At the object that holds it, because the value's own place cannot be known.
    case object
    /// At the file only.
    case file
  }

  /// Path of the file, relative to the input it was read from, separated by `/`.
  public var path: String
  /// The span, or nil if only the file is known.
  public var region: Region?
  /// JSON pointer (RFC 6901) from the object's root to the value, or nil.
  public var pointer: String?
  /// The object that the pointer counts from, as subjects are named; nil if there is none, or if
  /// the place was read from a result. Only tests of rules ask for it.
  package var object: String? { lines.object?() }
  public var precision: Precision
  /// What this place is to the finding ("first defined here"); nil for a primary place.
  public var note: String?
  /// The source lines around the span, masked.
  public var frame: SourceFrame? {
    get { lines.frame }
    set { lines = FrameSource(newValue) }
  }
  private var lines: FrameSource

  public init(
    path: String, region: Region? = nil, pointer: String? = nil, precision: Precision = .exact,
    note: String? = nil, frame: SourceFrame? = nil
  ) {
    self.path = path
    self.region = region
    self.pointer = pointer
    self.precision = region == nil ? .file : precision
    self.note = note
    lines = FrameSource(frame)
  }

  /// The same with lines that are cut out, and an object that is named, when they are asked for. Of
  /// thousands of findings a report shows a few, and cutting takes longer than all else.
  package func framed(
    object: (@Sendable () -> String)? = nil, by cut: @escaping @Sendable () -> SourceFrame?
  ) -> Place {
    var place = self
    place.lines = FrameSource(later: cut, object: object)
    return place
  }

  /// `path:line:column`, or the path alone.
  public var text: String {
    guard let region else { return path }
    return "\(path):\(region.line):\(region.column)"
  }
}

/// The lines of a place, or what cuts them out of their source.
private struct FrameSource: Sendable, Hashable {
  private let made: SourceFrame?
  private let cut: (@Sendable () -> SourceFrame?)?
  let object: (@Sendable () -> String)?

  init(_ frame: SourceFrame?) {
    made = frame
    cut = nil
    object = nil
  }

  init(
    later cut: @escaping @Sendable () -> SourceFrame?, object: (@Sendable () -> String)?
  ) {
    made = nil
    self.cut = cut
    self.object = object
  }

  var frame: SourceFrame? { cut?() ?? made }

  static func == (left: FrameSource, right: FrameSource) -> Bool { left.frame == right.frame }

  /// Place and path tell nearly all apart.
  func hash(into hasher: inout Hasher) {}
}

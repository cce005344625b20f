/// A value of many parts that is handed on far more often than it is changed. Copies share it, so
/// that each costs one count of references instead of one for each part.
struct Shared<Content: Sendable & Hashable>: Sendable, Hashable {
  private final class Box: Sendable {
    let content: Content

    init(_ content: Content) { self.content = content }
  }

  private var box: Box

  init(_ content: Content) { box = Box(content) }

  var content: Content {
    // Lends the content instead of handing out a copy: mostly one of its parts is wanted.
    _read { yield box.content }
    set { box = Box(newValue) }
  }

  /// Those that share their content are equal without a look at it.
  static func == (left: Shared, right: Shared) -> Bool {
    left.box === right.box || left.box.content == right.box.content
  }

  func hash(into hasher: inout Hasher) { box.content.hash(into: &hasher) }
}

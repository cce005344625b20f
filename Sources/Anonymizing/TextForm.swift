/// What a text is written in, as far as replacing in it depends on that.
public enum TextForm: Sendable {
  case json
  case yaml
  /// Anything else.
  case plain
}

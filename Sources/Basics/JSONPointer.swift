/// The parts of a JSON pointer (RFC 6901).
public enum JSONPointer {
  /// A member's name as a part of a pointer.
  public static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return name
    }
    return name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The name that a part of a pointer stands for.
  public static func unescaped(_ part: String) -> String {
    part.replacing("~1", with: "/").replacing("~0", with: "~")
  }
}

/// Writes XML or HTML into a byte buffer. Whatever comes in is escaped; only a text that stands in
/// the program itself (`StaticString`) goes out as it is.
package struct MarkupWriter {
  package private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  private var depth = 0

  /// - Parameter isIndented: Whether each element begins a line; not for HTML, where white space
  ///   between elements shows.
  package init(isIndented: Bool) { self.isIndented = isIndented }

  package typealias Attributes = KeyValuePairs<StaticString, String?>

  package mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// An element with elements in it. Attributes without a value are left out.
  package mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout MarkupWriter) -> Void
  ) {
    open(name, attributes)
    literal(">")
    depth += 1
    let start = bytes.count
    body(&self)
    depth -= 1
    if isIndented, bytes.count > start { lineBreak() }
    literal("</")
    literal(name)
    literal(">")
  }

  /// An element with a text in it, of which line breaks stay.
  package mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String)
  {
    open(name, attributes)
    literal(">")
    append(VisibleText.block(text))
    literal("</")
    literal(name)
    literal(">")
  }

  /// An element without content: `<name/>` in XML, `<name>` in HTML, which has no such end.
  package mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
    open(name, attributes)
    literal(isIndented ? "/>" : ">")
  }

  package mutating func text(_ text: String) { append(VisibleText.block(text)) }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    if isIndented, !bytes.isEmpty { lineBreak() }
    literal("<")
    literal(name)
    for (key, value) in attributes {
      guard let value else { continue }
      literal(" ")
      literal(key)
      literal("=\"")
      append(VisibleText.block(value), isAttribute: true)
      literal("\"")
    }
  }

  private mutating func lineBreak() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func append(_ text: String, isAttribute: Bool = false) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": literal("&amp;")
      case "<": literal("&lt;")
      case ">": literal("&gt;")
      case "\"": literal("&quot;")
      case "'": literal("&#39;")
      // XML makes a blank of a line break in an attribute.
      case "\n" where isAttribute: literal("&#10;")
      // No characters of XML.
      case "\u{FFFE}", "\u{FFFF}": literal("\u{FFFD}")
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}

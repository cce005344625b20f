/// The start of a text that quotes what may be of any length, with an ellipsis in the place of the
/// rest; a text of some thousands of bytes as it is.
///
/// It ends between words where it can, so that the start of a credential is never shown alone: a
/// word that is cut is so long that it is told for what it is.
public func clipped(_ text: String) -> String {
  let (most, least) = (8192, 4096)
  guard text.utf8.count > most else { return text }
  let start = text.utf8.prefix(most)
  let end = start.lastIndex { $0 == 0x20 || $0 == 0x0A }
  let bytes = end.map { start[..<$0] }.flatMap { $0.count > least ? $0 : nil } ?? start
  return String(decoding: bytes, as: UTF8.self) + " …"
}

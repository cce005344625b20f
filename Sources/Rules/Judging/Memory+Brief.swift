import Basics
import Documents

extension Memory {
  /// A map by the names of its fields, as far as a reader can take them in: `{a, b, … 3 more}`.
  func fieldNames(ofMap map: Value) -> String {
    let shown = 4
    let count = count(map: map)
    var names = (0..<min(count, shown)).map { i in
      CredentialText.masked(
        String(decoding: bytes(of: entry(i, of: map).key).prefix(60), as: UTF8.self))
    }
    if count > shown { names.append("… \(count - shown) more") }
    return "{\(names.joined(separator: ", "))}"
  }

  /// A list by its length.
  func length(ofList list: Value) -> String {
    let count = count(list: list)
    return "[\(count) element\(count == 1 ? "" : "s")]"
  }
}

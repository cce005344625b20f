/// A list as the memory that it lies in: two are equal where they share it, without a look at what
/// is in them. Equal lists may be two of these, so that it saves work and decides nothing.
package struct SharedList<Element: Sendable>: Sendable, Hashable {
  /// Kept, so that nothing else comes to lie there.
  private let list: [Element]

  package init(_ list: [Element]) { self.list = list }

  private var address: UnsafePointer<Element>? {
    list.withUnsafeBufferPointer { $0.baseAddress }
  }

  package static func == (left: SharedList, right: SharedList) -> Bool {
    left.address == right.address && left.list.count == right.list.count
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(address) }
}

/// `1 node`, `3 nodes`.
///
/// - Parameter plural: The noun's plural, if that is not the noun with an s.
public func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}

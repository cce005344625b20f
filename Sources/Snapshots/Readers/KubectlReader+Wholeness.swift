import Documents

extension KubectlReader {
  /// What a list says of itself.
  struct Wholeness {
    /// Why it is not whole; nil where nothing speaks against it.
    var flaw: String?
    /// The objects that the type has at least, by the list's word; nil where it gives none.
    var least: Int?
    /// Whether it says that these are all.
    var isCounted = false
    var isWhole: Bool { flaw == nil }
  }

  /// Whether a list says itself that it is not whole.
  func wholeness(
    of list: DocumentValue, _ listKind: String?, count: Int
  ) -> Wholeness {
    if list.value.tag == .list, let place {
      if place.isArrayPartial { return Wholeness(flaw: "only some were asked for") }
      if place.extent != .unknown, isBlock(list) {
        return Wholeness(flaw: "nothing shows where the array ends")
      }
    }
    if breaksOff(list, source) {
      return Wholeness(flaw: "the list may break off: it has no kind")
    }
    if !strangeKeys(of: list).isEmpty {
      return Wholeness(flaw: "something else stands in the list")
    }
    let metadata = list["metadata"]
    if let rest = metadata?["remainingItemCount"], !rest.isNull, rest.int != 0 {
      let more = max(1, Int(clamping: rest.int ?? 1))
      let (least, overflows) = count.addingReportingOverflow(more)
      return Wholeness(
        flaw: "the list was cut off: \(more) more objects", least: overflows ? Int.max : least,
        isCounted: rest.int.map { $0 > 0 } ?? false)
    }
    if let token = metadata?["continue"], !token.isNull, token.string != "" {
      return Wholeness(flaw: "the list was cut off: metadata.continue is set", least: count + 1)
    }
    if listKind == "Pod", let metadata, metadata["resourceVersion"] == nil {
      return Wholeness(flaw: "the list has no resourceVersion: it is a kubelet's, of one node")
    }
    return Wholeness()
  }

  /// Whether a list of block YAML ends with its items and has no kind.
  ///
  /// kubectl sorts keys: `apiVersion`, `items`, `kind`, `metadata`. YAML that breaks off between
  /// two lines (a full disk, a killed export) is mostly still YAML, so this is all that tells.
  func breaksOff(_ list: DocumentValue, _ source: SourceText) -> Bool {
    list.value.tag == .map && list["kind"] == nil && list.entries.last?.key == "items"
      && isBlock(list)
  }

  /// Whether a list or an array is written in YAML's block style, which has no end of its own.
  private func isBlock(_ list: DocumentValue) -> Bool {
    guard let place = list.place, source.buffer.indices.contains(Int(place.offset)) else {
      return false
    }
    return !"{[".utf8.contains(source.buffer[Int(place.offset)])
  }
}

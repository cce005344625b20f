import Documents

extension KubectlReader {
  /// What a list says of itself.
  struct Completeness {
    /// Why it is not whole; nil if nothing speaks against it.
    var flaw: String?
    /// The objects that the type has at least, by the list's word; nil if it gives none.
    var least: Int?
    /// Whether it says that these are all.
    var isCounted = false
    var isWhole: Bool { flaw == nil }
  }

  /// Whether a list says itself that it is not whole.
  func completeness(
    of list: DocumentValue, _ listKind: String?, count: Int
  ) -> Completeness {
    if list.value.tag == .list, let place {
      if place.isArrayPartial { return Completeness(flaw: "only some were asked for") }
      if place.extent != .unknown, isBlock(list) {
        return Completeness(flaw: "nothing shows where the array ends")
      }
    }
    // What breaks off behind the items may have said that there are more of them.
    if list.value.tail != 0 || list["items"]?.value.tail ?? 0 != 0 {
      return Completeness(flaw: "its file breaks off in the list")
    }
    if mayBeTruncated(list, source) {
      return Completeness(flaw: "the list may be truncated: it has no kind")
    }
    if !strangeKeys(of: list).isEmpty {
      return Completeness(flaw: "the list contains something else")
    }
    if contribution.objects.hasWrongKind(list.value) {
      return Completeness(flaw: "its kind or apiVersion is no text")
    }
    let metadata = list["metadata"]
    if let rest = metadata?["remainingItemCount"], !rest.isNull, rest.int != 0 {
      let more = max(1, Int(clamping: rest.int ?? 1))
      let (least, overflows) = count.addingReportingOverflow(more)
      return Completeness(
        flaw: "the list was cut off: \(more) more objects", least: overflows ? Int.max : least,
        isCounted: rest.int.map { $0 > 0 } ?? false)
    }
    if let token = metadata?["continue"], !token.isNull, token.string != "" {
      return Completeness(flaw: "the list was cut off: metadata.continue is set", least: count + 1)
    }
    if listKind == "Pod", let metadata, metadata["resourceVersion"] == nil {
      return Completeness(flaw: "the list has no resourceVersion: it is a kubelet's, of one node")
    }
    return Completeness()
  }

  /// Notes how far the API server had counted when it made a list. Events may be kept apart from
  /// the rest, and other servers count for themselves.
  mutating func noteVersion(of list: DocumentValue) {
    guard let text = list["metadata"]?["resourceVersion"]?.string, let version = UInt64(text),
      version > 0, let kind = list["kind"]?.string, kind != "EventList",
      let apiVersion = list["apiVersion"]?.string,
      BuiltInTypes.all.contains(where: { info in
        info.kind + "List" == kind
          && info.type.group == ResourceType.group(ofAPIVersion: apiVersion)
      })
    else { return }
    contribution.cluster.add(listVersion: version, ofInput: member.input)
  }

  /// Claims what a document shows in which its file breaks off: of its type there may be more.
  mutating func addTruncated(_ document: DocumentValue) {
    let reason = "its file breaks off"
    if document["items"] == nil, let kind = document["kind"]?.string,
      let version = document["apiVersion"]?.string
    {
      claim(
        .kind(kind, group: ResourceType.group(ofAPIVersion: version)),
        .cut(atLeast: 0, isAll: false), reason)
    }
    claimHint(.unusable, reason)
  }

  /// Whether a list's kind stands behind its items: they had ended before that.
  func isEndOfItemsSeen(_ list: DocumentValue) -> Bool {
    let behind = list.entries.reversed().prefix { $0.key != "items" }
    return behind.contains { $0.key == "kind" && $0.value.string?.hasSuffix("List") ?? false }
  }

  /// A document whose `items` are no list: of a list's kind nothing is known.
  mutating func addListWithoutItems(_ document: DocumentValue, _ items: DocumentValue) {
    guard let kind = document["kind"]?.string, kind != "List" else { return addObject(document) }
    note("unread-objects", "is a \(kind) whose items are not a list", items, .error)
    let group = ResourceType.group(ofAPIVersion: document["apiVersion"]?.string ?? "")
    let reason = "its file holds a \(kind) whose items are not a list"
    claim(.kind(String(kind.dropLast(4)), group: group), .unusable, reason)
    claimHint(.unusable, reason)
  }

  /// Whether a list of block YAML ends with its items and has no kind.
  ///
  /// kubectl sorts keys: `apiVersion`, `items`, `kind`, `metadata`. YAML that is truncated between
  /// two lines (a full disk, a killed export) is usually still YAML, so this is the only sign.
  func mayBeTruncated(_ list: DocumentValue, _ source: SourceText) -> Bool {
    list.value.tag == .map && list["kind"] == nil && list.entries.last?.key == "items"
      && isBlock(list)
  }

  /// Whether a list or an array is written in YAML's block style, which has no end marker.
  private func isBlock(_ list: DocumentValue) -> Bool {
    guard let place = list.place, source.buffer.indices.contains(Int(place.offset)) else {
      return false
    }
    return !"{[".utf8.contains(source.buffer[Int(place.offset)])
  }
}

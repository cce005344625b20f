import Documents

/// The answers of the discovery API, and what kubectl makes of them.
enum DiscoveryDocuments {
  static let kinds: Set<String> = [
    "APIResourceList", "APIGroupList", "APIGroup", "APIVersions", "APIGroupDiscoveryList",
  ]

  /// What an answer tells of.
  struct Found {
    var types: [TypeInfo] = []
    /// The first type beyond the limit: that and what follows it is not read.
    var beyondLimit: DocumentValue?
  }

  /// Adds a document of one of those kinds; gives the types that it tells of.
  static func add(
    _ document: DocumentValue, path: String, to discovery: inout Discovery
  ) -> Found {
    var found = Found()
    switch document["kind"]?.string {
    case "APIResourceList": addResources(document, path, &discovery, &found)
    case "APIGroupList":
      let entries = document["groups"]?.elements ?? []
      let groups = entries.compactMap(group)
      discovery.add(groups: groups, isWhole: groups.count == entries.count, path: path)
    case "APIGroupDiscoveryList": addAggregated(document, path, &discovery, &found)
    default: break
    }
    return found
  }

  /// Whether an array holds groups or their types, which leave out what they are.
  static func isArray(_ document: DocumentValue) -> Bool {
    guard let first = document.elements.first, first["metadata"] == nil else { return false }
    let isGroup = first["versions"] != nil && first["preferredVersion"] != nil
    return isGroup || first["groupVersion"] != nil && first["resources"] != nil
  }

  /// Adds an array of groups, or of their types; gives the types.
  static func add(
    array: DocumentValue, path: String, to discovery: inout Discovery
  ) -> Found {
    let entries = array.elements.filter { $0["versions"] != nil }
    let groups = entries.compactMap(group)
    // `/apis` leaves the core group out.
    if !groups.isEmpty {
      discovery.add(
        groups: groups.filter { !$0.name.isEmpty }, isWhole: groups.count == entries.count,
        path: path)
    }
    var found = Found()
    for element in array.elements where element["groupVersion"] != nil {
      addResources(element, path, &discovery, &found)
    }
    return found
  }

  private static func group(_ value: DocumentValue) -> (name: String, versions: [String])? {
    guard let name = value["name"]?.string else { return nil }
    let entries = value["versions"]?.elements ?? []
    let versions = entries.compactMap { $0["version"]?.string }
    return versions.isEmpty || versions.count < entries.count ? nil : (name, versions)
  }

  private static func addResources(
    _ document: DocumentValue, _ path: String, _ discovery: inout Discovery, _ all: inout Found
  ) {
    guard let version = document["groupVersion"]?.string else { return }
    let group = ResourceType.group(ofAPIVersion: version)
    let entries = (document["resources"]?.elements ?? [])
      .filter { !($0["name"]?.string?.contains("/") ?? false) }
    let found = within(entries, of: group, &discovery, &all).compactMap { resource -> TypeInfo? in
      guard let plural = resource["name"]?.string, let kind = resource["kind"]?.string else {
        return nil
      }
      return TypeInfo(
        type: ResourceType(group: group, plural: plural), kind: kind,
        isNamespaced: resource["namespaced"]?.bool,
        shortNames: (resource["shortNames"]?.elements ?? []).compactMap(\.string))
    }
    let short = version.split(separator: "/").last.map(String.init) ?? version
    discovery.add(
      found, group: group, version: short, isWhole: found.count == entries.count, path: path)
    all.types += found
  }

  /// The entries of a group that may still be read; what lies beyond the limit is remembered.
  private static func within(
    _ entries: [DocumentValue], of group: String, _ discovery: inout Discovery,
    _ all: inout Found
  ) -> ArraySlice<DocumentValue> {
    let read = entries.prefix(typeLimit - min(all.types.count, typeLimit))
    if read.count < entries.count {
      all.beyondLimit = all.beyondLimit ?? entries[read.count]
      discovery.add(unread: group)
    }
    return read
  }

  /// Whether an item of `/api`, which is the core group.
  private static func isCore(_ item: DocumentValue) -> Bool {
    (item["versions"]?.elements ?? []).contains { version in
      version["version"]?.string == "v1"
        && (version["resources"]?.elements ?? []).contains { $0["resource"]?.string == "pods" }
    }
  }

  private static func addAggregated(
    _ document: DocumentValue, _ path: String, _ discovery: inout Discovery, _ all: inout Found
  ) {
    var groups: [(name: String, versions: [String])] = []
    var isWhole = true
    for item in document["items"]?.elements ?? [] {
      // The core group has no name: that of another was lost.
      guard let group = item["metadata"]?["name"]?.string ?? (isCore(item) ? "" : nil) else {
        isWhole = false
        continue
      }
      var versions: [String] = []
      for version in item["versions"]?.elements ?? [] {
        guard let name = version["version"]?.string else {
          isWhole = false
          continue
        }
        versions.append(name)
        // A stale version was not answered by its server.
        if version["freshness"]?.string == "Stale" { continue }
        let entries = version["resources"]?.elements ?? []
        let found = within(entries, of: group, &discovery, &all).compactMap {
          resource -> TypeInfo? in
          guard let plural = resource["resource"]?.string,
            let kind = resource["responseKind"]?["kind"]?.string
          else { return nil }
          return TypeInfo(
            type: ResourceType(group: group, plural: plural), kind: kind,
            isNamespaced: resource["scope"]?.string.map { $0 == "Namespaced" },
            shortNames: (resource["shortNames"]?.elements ?? []).compactMap(\.string))
        }
        all.types += found
        discovery.add(
          found, group: group, version: name, isWhole: found.count == entries.count, path: path)
      }
      groups.append((group, versions))
    }
    // `/api` answers for the core group alone, and is not a list of all groups.
    discovery.add(groups: groups.filter { !$0.name.isEmpty }, isWhole: isWhole, path: path)
  }

  /// Types that are read from one table, or of one answer. No API server serves as many.
  static let typeLimit = 10_000

  /// The table of `kubectl api-resources`: columns begin where their headings do. Gives the types
  /// in it, and the first line that is not a row, is truncated, or is beyond the limit: then it is
  /// not known what the table lacks.
  static func addTable(
    _ source: SourceText, to discovery: inout Discovery
  ) -> (types: [TypeInfo], strange: SourcePlace?, isTooLong: Bool) {
    var strange: SourcePlace?
    var isTooLong = false
    var columns: [(name: String, start: Int)] = []
    var found: [TypeInfo] = []
    var failed: [String] = []
    for range in source.lineRanges {
      if found.count == typeLimit {
        strange = strange ?? SourcePlace(source: source, offset: range.lowerBound)
        isTooLong = true
        break
      }
      let line = source.text(in: range)
      if columns.isEmpty {
        if line.hasPrefix("NAME") { columns = words(in: Array(line.utf8)) }
        continue
      }
      if line.hasPrefix("error: ") {
        let groups = failedGroups(line)
        failed += groups
        if groups.isEmpty, strange == nil {
          strange = SourcePlace(source: source, offset: range.lowerBound)
        }
        continue
      }
      let isCut = range.upperBound == source.count
      if !isCut, let info = row(Array(line.utf8), columns) {
        found.append(info)
      } else if strange == nil, !trimmed(line).isEmpty, !line.hasPrefix("Warning: ") {
        strange = SourcePlace(source: source, offset: range.lowerBound)
      }
    }
    discovery.add(listing: found, failed: failed, isWhole: strange == nil, path: source.path)
    return (found, strange, isTooLong)
  }

  /// The groups that kubectl could not ask, by its last line: `error: unable to retrieve the
  /// complete list of server APIs: metrics.k8s.io/v1beta1: the server is …`; none where it names
  /// none.
  private static func failedGroups(_ line: String) -> [String] {
    line.split(separator: " ").compactMap { word in
      guard word.hasSuffix(":") else { return nil }
      let parts = word.dropLast().split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let version = parts.last, version.utf8.count > 1,
        version.utf8.first == UInt8(ascii: "v"),
        version.utf8.dropFirst().first.map({ (0x30...0x39).contains($0) }) ?? false
      else { return nil }
      return parts.count == 2 ? String(parts[0]) : ""
    }
  }

  /// The words of a line, each with the byte where it starts.
  private static func words(in line: [UInt8]) -> [(name: String, start: Int)] {
    var columns: [(String, Int)] = []
    var start: Int?
    let bytes = line + [0x20]
    for (i, byte) in bytes.enumerated() {
      if byte != 0x20, byte != 0x0D {
        start = start ?? i
      } else if let begin = start {
        columns.append((String(decoding: bytes[begin..<i], as: UTF8.self), begin))
        start = nil
      }
    }
    return columns
  }

  /// A row by its words, not by its columns: a long group moves everything after it.
  private static func row(
    _ line: [UInt8], _ columns: [(name: String, start: Int)]
  ) -> TypeInfo? {
    let words = words(in: line)
    // Short names and group may be missing; scope and kind never are.
    guard
      let scope = words.dropFirst().firstIndex(where: {
        $0.name == "true" || $0.name == "false"
      }), scope + 1 < words.count, scope <= 3
    else { return nil }
    let between = words[1..<scope]
    // kubectl before 1.20 had a column for the group, empty for the core, instead of one for the
    // version.
    let groupColumn = columns.first { $0.name == "APIGROUP" }
    let hasGroup =
      groupColumn.map { column in between.last.map { $0.start >= column.start } ?? false } ?? true
    guard !hasGroup || !between.isEmpty, between.count <= (hasGroup ? 2 : 1) else { return nil }
    let group = hasGroup ? between.last!.name : ""
    let short = (hasGroup ? between.dropLast() : between).first?.name ?? ""
    return TypeInfo(
      type: ResourceType(
        group: groupColumn == nil ? ResourceType.group(ofAPIVersion: group) : group,
        plural: words[0].name),
      kind: words[scope + 1].name, isNamespaced: words[scope].name == "true",
      shortNames: short.split(separator: ",").map(String.init))
  }

  /// The lines of `kubectl api-versions`.
  static func addVersions(_ source: SourceText, to discovery: inout Discovery) {
    var groups: [String: [String]] = [:]
    var isWhole = true
    for range in source.lineRanges {
      let line = trimmed(source.text(in: range))
      if line.isEmpty || line.hasPrefix("Warning: ") { continue }
      guard range.upperBound < source.count, KubectlText.isGroupVersion(line) else {
        isWhole = false
        continue
      }
      guard let version = line.split(separator: "/").last, line.contains("/") else { continue }
      groups[ResourceType.group(ofAPIVersion: line), default: []].append(String(version))
    }
    discovery.add(
      groups: groups.map { (name: $0.key, versions: $0.value) }, isWhole: isWhole,
      path: source.path)
  }
}

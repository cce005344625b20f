/// What one file says of a type, taken together: what it says against its own list counts, wherever
/// in the file it stands. A page that was cut is no whole list because an empty one lies before it.
struct FileClaims {
  /// The claims, in which what the file itself contradicts no longer counts as a list.
  let settled: [(ResourceType, EvidenceClaim)]

  private struct Key: Hashable {
    let type: ResourceType
    let path: String
  }

  /// - Parameter count: how many objects of a type there are.
  init(_ claims: [(ResourceType, EvidenceClaim)], count: (ResourceType) -> Int) {
    var against: [Key: String?] = [:]
    // What is given without a file (examples of rules) is one statement each.
    for (type, claim) in claims where !claim.origin.path.isEmpty {
      guard FileClaims.speaksAgainst(claim, count: count(type)) else { continue }
      let key = Key(type: type, path: claim.origin.path)
      if against[key] == nil { against[key] = claim.detail }
    }
    guard !against.isEmpty else {
      settled = claims
      return
    }
    settled = claims.map { type, claim in
      guard claim.restsOnList,
        let detail = against[Key(type: type, path: claim.origin.path)]
      else { return (type, claim) }
      var claim = claim
      claim.extent = .cut(atLeast: 0, isAll: false)
      claim.detail = detail ?? "its file says that something was lost"
      return (type, claim)
    }
  }

  /// Whether a claim takes away what a list of the same file says. Pages whose number adds up
  /// take nothing away.
  private static func speaksAgainst(_ claim: EvidenceClaim, count: Int) -> Bool {
    switch claim.extent {
    case .cut(let least, let isAll): !isAll || count < least
    case .denied, .unserved, .unusable, .dropped: true
    case .listed, .objects, .namespaces, .namesOnly, .everything, .declared: false
    }
  }
}

import Basics
import Documents
import Findings
import Snapshots

/// Whom a probe asked: scheme, host and port.
struct ProbeAddress: Equatable {
  let scheme: String
  let host: String
  let port: String

  /// nil where the text is no URL with a host.
  init?(_ url: String) {
    let lower = url.lowercased()
    guard let colon = lower.firstIndex(of: ":"), lower[colon...].hasPrefix("://") else {
      return nil
    }
    scheme = String(lower[..<colon])
    let rest = lower[colon...].dropFirst(3)
    var authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = authority.lastIndex(of: "@") { authority = authority[at...].dropFirst() }
    let digits = authority.reversed().prefix { ("0"..."9").contains($0) }
    let before = authority.dropLast(digits.count)
    if before.last == ":" {
      host = String(before.dropLast())
      port = String(digits.reversed())
    } else {
      host = String(authority)
      port = ""
    }
    if host.isEmpty { return nil }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.scheme == right.scheme && left.host == right.host
      && left.explicitPort == right.explicitPort
  }

  private var explicitPort: String {
    if !port.isEmpty { return port }
    return scheme == "https" || scheme == "wss" ? "443" : "80"
  }

  /// Says which probes asked for another address than the target's: they say nothing of it.
  static func problems(of snapshot: Snapshot, targetURL: String) -> [Problem] {
    guard let wanted = ProbeAddress(targetURL) else { return [] }
    let probes = DocumentValue(snapshot.cluster, in: snapshot.store)["probes"]?.entries ?? []
    let others = probes.filter { _, probe in
      guard let asked = probe["url"]?.string.flatMap({ ProbeAddress($0) }) else { return false }
      return asked != wanted
    }
    guard let first = others.first else { return [] }
    let count = others.count
    let what = count == 1 ? "the probe asked" : "\(count) probes asked"
    return [
      Problem(
        stage: .snapshot, code: "probe-of-another-address", severity: .warning,
        message: "\(what) for another address than that of the target's Rancher, \(targetURL): "
          + "\(count == 1 ? "it says" : "they say") nothing of that one",
        places: others.prefix(3).compactMap { $0.value["url"]?.place.map { Place($0) } },
        help: "record the probe of \(first.key) again, of the URL that the target declares")
    ]
  }
}

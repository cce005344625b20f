import Basics
import Documents
import Findings
import Snapshots

/// The address that a probe asked.
struct ProbeAddress: Equatable {
  let scheme: String
  let host: String
  /// That of the scheme where the URL names none.
  let port: String

  /// nil if the text is not a URL with a host.
  init?(_ text: String) {
    guard let url = try? ParsedURL(text), !url.hostname.isEmpty else { return nil }
    scheme = url.scheme
    host = url.hostname.lowercased()
    port = !url.port.isEmpty ? url.port : ["https", "wss"].contains(scheme) ? "443" : "80"
  }

  /// Says which probes asked an address other than the target's: they say nothing about it.
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
        message: "\(what) for an address other than that of the target's Rancher, \(targetURL): "
          + "\(count == 1 ? "it says" : "they say") nothing about that one",
        places: others.prefix(3).compactMap { $0.value["url"]?.place.map { Place($0) } },
        help: "record the probe of \(first.key) again, of the URL that the target declares")
    ]
  }
}

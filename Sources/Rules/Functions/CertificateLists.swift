import Basics
import CEL
import Documents
import Findings
import Snapshots
import Synchronization

/// The certificates of the texts that rules asked about, each read once: many webhooks are vouched
/// for by one authority, and several rules look at each.
final class CertificateLists: Sendable {
  /// Bytes of all bundles in objects, each that is another counted once. Of products that have one
  /// of their own, hundreds stay below.
  static let limit = 2 << 20

  /// Why none is read: there are more than a run should spend its time on.
  let reason: MissingEvidence?
  private let known = Mutex<[[UInt8]: Value]>([:])
  private static let knownLimit = 4096

  init(_ snapshot: Snapshot) {
    var seen: Set<[UInt8]> = []
    var bytes = 0
    func count(_ bundle: DocumentValue?) {
      guard let bundle, bundle.value.tag == .string else { return }
      let text = snapshot.store.memory.bytes(of: bundle.value)
      guard seen.insert(CertificateLists.digest(of: text)).inserted else { return }
      bytes += text.count
    }
    func objects(_ group: String, _ plural: String) -> [DocumentValue] {
      snapshot.resources.all(of: ResourceType(group: group, plural: plural)).map {
        DocumentValue($0.value, in: snapshot.store)
      }
    }
    for kind in ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"] {
      for object in objects("admissionregistration.k8s.io", kind) {
        for webhook in object["webhooks"]?.elements ?? [] {
          count(webhook[path: "clientConfig", "caBundle"])
        }
      }
    }
    for object in objects("apiextensions.k8s.io", "customresourcedefinitions") {
      count(object[path: "spec", "conversion"]?[path: "webhook", "clientConfig"]?["caBundle"])
    }
    for object in objects("apiregistration.k8s.io", "apiservices") {
      count(object[path: "spec", "caBundle"])
    }
    reason =
      bytes <= CertificateLists.limit
      ? nil
      : MissingEvidence(
        .liveCluster,
        "caBundles hold \(bytes) bytes, and none is read where they hold more than "
          + "\(CertificateLists.limit)")
  }

  /// The list for a text; `make` reads it.
  func list(
    of text: UnsafeBufferPointer<UInt8>, _ library: ResourceLibrary, _ e: Evaluation,
    _ make: () -> Value
  ) -> Value {
    if let reason { return e.unknown(library.number(of: reason)) }
    let key = CertificateLists.digest(of: text)
    if let list = known.withLock({ $0[key] }) { return list }
    let list = make()
    guard list.tag == .list else { return list }
    known.withLock { known in
      if known.count >= CertificateLists.knownLimit { known.removeAll() }
      known[key] = list
    }
    return list
  }

  private static func digest(of text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.add(UnsafeRawBufferPointer(text))
    return hash.digest()
  }
}

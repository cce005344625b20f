import CEL
import Documents
import Findings
import Snapshots

/// What a text in an object says of certificates, such as the `caBundle` of a webhook.
enum CertificateFunctions {
  static let all: [Function] = [certificates]

  /// `certificates(text)`: those of a PEM text, each with the fields of `node.certificates`. One
  /// that cannot be read may be any: the list may then have more.
  private static let certificates = Function(
    "certificates", .importLint,
    """
    The certificates of a PEM text, each with the fields that those of `node.certificates` have; \
    where one cannot be read, the list may have more.
    """, ("certificates('no certificate')", "[]"), of: ["text"],
    [
      Overload(
        [.string], .list(.dyn), cost: .rewriting, isPure: false,
        body: .unary { e, text in
          let text = e.memory.bytes(of: text)
          guard let library = e.evaluator.host as? ResourceLibrary else { return list(text, e) }
          return library.kept(CertificateLists(library.snapshot))
            .list(of: text, library, e) { list(text, e) }
        })
    ])

  private static func list(_ text: UnsafeBufferPointer<UInt8>, _ e: Evaluation) -> Value {
    let source = SourceText(path: "", text: String(decoding: text, as: UTF8.self))
    guard let builder = DocumentBuilder(store: e.evaluator.store, source: nil) else {
      return e.error("too many different values for one run")
    }
    defer { builder.close() }
    let found = CertificateFacts.all(in: source, path: "")
    builder.beginList()
    for var certificate in found {
      certificate.offset = 0
      certificate.push(builder)
    }
    let isWhole = found.count == CertificateFacts.count(in: source)
    builder.endList(tail: isWhole ? 0 : unread(e))
    return builder.finish()
  }

  private static func unread(_ e: Evaluation) -> UInt32 {
    let reason = MissingEvidence(.clusterFact, "a certificate of a PEM text cannot be read")
    return (e.evaluator.host as? ResourceLibrary)?.number(of: reason) ?? 0
  }
}

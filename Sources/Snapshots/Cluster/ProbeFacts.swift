import Documents
import Findings

/// A recorded probe with its certificates taken apart (an expression cannot read PEM), and without
/// the fields that say that there is nothing to say.
struct ProbeFacts {
  private let builders: FactBuilders
  private let reasons: ReasonTable

  init(_ builders: FactBuilders, _ reasons: ReasonTable) {
    self.builders = builders
    self.reasons = reasons
  }

  /// The probe's value; nil if it is as it was recorded.
  func value(_ probe: Value) -> Value? {
    let document = DocumentValue(probe, in: builders.store)
    guard needsChange(document), let place = document.place,
      let builder = builders.builder(for: place.source)
    else { return nil }
    push(document, builder)
    return builder.finish()
  }

  /// The fields of a probe that are maps themselves.
  private static let parts: Set<String> = ["tls", "webSocket", "resolved", "connected"]

  private func isPart(_ key: String, _ value: DocumentValue) -> Bool {
    ProbeFacts.parts.contains(key) && value.value.tag == .map
  }

  /// Whether a map has a field that says nothing, or a chain of certificates.
  private func needsChange(_ map: DocumentValue, isPart: Bool = false) -> Bool {
    map.entries.contains { key, value in
      isNothing(key, value) || isPart && key == "chain"
        || !isPart && self.isPart(key, value) && needsChange(value, isPart: true)
    }
  }

  private func isNothing(_ key: String, _ value: DocumentValue) -> Bool {
    value.isNull || key == "error" && value.string?.isEmpty == true
  }

  private func push(_ map: DocumentValue, _ builder: DocumentBuilder, isPart: Bool = false) {
    builder.beginMap(at: map.place?.offset ?? 0)
    for (key, value) in map.entries where !isNothing(key, value) {
      builder.key(key)
      if isPart, key == "chain", value.value.tag == .list {
        push(chain: value, builder)
      } else if !isPart, self.isPart(key, value) {
        push(value, builder, isPart: true)
      } else {
        builder.link(value.value)
      }
    }
    builder.endMap()
  }

  private func push(chain: DocumentValue, _ builder: DocumentBuilder) {
    builder.beginList(at: chain.place?.offset ?? 0)
    var isWhole = true
    for element in chain.elements {
      guard let certificates = ProbeFacts.certificates(in: element) else {
        isWhole = false
        continue
      }
      for var facts in certificates {
        facts.offset = element.place?.offset ?? chain.place?.offset ?? 0
        facts.push(builder)
      }
    }
    builder.endList(tail: isWhole ? 0 : unread)
  }

  private var unread: UInt32 {
    reasons.number(
      of: MissingEvidence(
        .probe, "a certificate of the chain cannot be read",
        collect: ClusterFacts.probeStep))
  }

  /// The certificates of a text; nil if it holds anything else, or nothing.
  static func certificates(in element: DocumentValue) -> [CertificateFacts]? {
    guard let pem = element.string, let path = element.place?.source.path else { return nil }
    let source = SourceText(path: path, text: pem)
    let found = CertificateFacts.all(in: source, path: path)
    return found.isEmpty || found.count < CertificateFacts.count(in: source) ? nil : found
  }
}

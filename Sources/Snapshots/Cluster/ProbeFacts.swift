import Documents

/// A recorded probe with its certificates taken apart: an expression cannot read PEM.
enum ProbeFacts {
  /// The probe's value; nil where it is no map, or has no chain to take apart.
  static func value(_ probe: Value, _ builders: FactBuilders) -> Value? {
    let document = DocumentValue(probe, in: builders.store)
    guard let tls = document["tls"], let chain = tls["chain"], chain.value.tag == .list,
      let place = chain.place, let builder = builders.builder(for: place.source)
    else { return nil }
    let path = place.source.path
    var certificates: [CertificateFacts] = []
    for element in chain.elements {
      guard let pem = element.string else { continue }
      for var facts in CertificateFacts.all(in: SourceText(path: path, text: pem), path: path) {
        facts.offset = element.place?.offset ?? place.offset
        certificates.append(facts)
      }
    }
    builder.beginMap(at: document.place?.offset ?? 0)
    for (key, value) in document.entries {
      builder.key(key)
      guard key == "tls" else {
        builder.link(value.value)
        continue
      }
      builder.beginMap(at: tls.place?.offset ?? 0)
      for (key, value) in tls.entries {
        builder.key(key)
        guard key == "chain" else {
          builder.link(value.value)
          continue
        }
        builder.beginList(at: place.offset)
        for facts in certificates { facts.push(builder) }
        builder.endList()
      }
      builder.endMap()
    }
    builder.endMap()
    return builder.finish()
  }
}

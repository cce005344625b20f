import Basics
import Documents

/// What is known of a certificate: from PEM, or from the output of `openssl x509 -text`.
package struct CertificateFacts: Sendable {
  var path: String
  var subject: String
  var issuer: String
  /// RFC 3339.
  var notBefore: String
  var notAfter: String
  var isCA: Bool
  var dnsNames: [String]
  var ipAddresses: [String]
  /// Hexadecimal; empty where the certificate does not say.
  var keyID = ""
  var issuerKeyID = ""
  /// Bytes from the start of the file.
  package var offset: Int

  /// All certificates of a text, in order; what cannot be parsed is left out.
  package static func all(in source: SourceText, path: String) -> [CertificateFacts] {
    if source.firstOffset(of: "-----BEGIN CERTIFICATE-----", from: 0) != nil {
      return pem(source, path)
    }
    return source.firstOffset(of: "Not After :", from: 0) == nil ? [] : openssl(source, path)
  }

  /// How the names of files end in which certificates are looked for.
  static let endings = [".crt", ".pem", ".cert", ".cer", ".txt"]

  /// Whether a file is there for its certificate, and no other file that may hold one. Of those
  /// named `.pem` many are keys.
  static func isCertificate(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return [".crt", ".cert", ".cer"].contains(where: name.hasSuffix)
      || (name.hasSuffix(".pem") && !name.contains("key"))
  }

  /// The number of certificates that begin in a text, whether they can be read or not.
  package static func count(in source: SourceText) -> Int {
    let pem = count(of: "-----BEGIN CERTIFICATE-----", in: source)
    return pem == 0 ? count(of: "Certificate:\n", in: source) : pem
  }

  private static func count(of start: StaticString, in source: SourceText) -> Int {
    var count = 0
    var cursor = 0
    while count < limit, let found = source.firstOffset(of: start, from: cursor) {
      count += 1
      cursor = found + start.utf8CodeUnitCount
    }
    return count
  }

  // MARK: PEM

  /// Certificates that one file may hold; trust stores have a few hundred.
  private static let limit = 2000
  /// Certificates of one node, of which no more files are looked at then. A copy of all of a node
  /// has some hundreds.
  static let nodeLimit = 2000

  private static func pem(_ source: SourceText, _ path: String) -> [CertificateFacts] {
    var found: [CertificateFacts] = []
    var cursor = 0
    while found.count < limit,
      let start = source.firstOffset(of: "-----BEGIN CERTIFICATE-----", from: cursor),
      let last = source.firstOffset(of: "-----END CERTIFICATE-----", from: start)
    {
      let end = last + "-----END CERTIFICATE-----".utf8.count
      let pem = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(source.buffer)[start..<end])
      if let facts = parse(pem, path, start) { found.append(facts) }
      cursor = end
    }
    return found
  }

  private static func parse(
    _ pem: UnsafeRawBufferPointer, _ path: String, _ offset: Int
  ) -> CertificateFacts? {
    guard let certificate = Certificate(pem: pem) else { return nil }
    return CertificateFacts(
      path: path, subject: certificate.subject, issuer: certificate.issuer,
      notBefore: rfc3339(certificate.notBefore), notAfter: rfc3339(certificate.notAfter),
      isCA: certificate.isAuthority, dnsNames: certificate.dnsNames,
      ipAddresses: certificate.addresses.map(address), keyID: hexadecimal(certificate.keyID),
      issuerKeyID: hexadecimal(certificate.issuerKeyID), offset: offset)
  }

  private static func rfc3339(_ seconds: Int64?) -> String {
    seconds.flatMap { Timestamp(secondsSince1970: $0) }?.description ?? ""
  }

  private static func address(_ bytes: [UInt8]) -> String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    guard bytes.count == 16 else { return hexadecimal(bytes) }
    return stride(from: 0, to: 16, by: 2)
      .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }

  // MARK: openssl x509 -text

  private static func openssl(_ source: SourceText, _ path: String) -> [CertificateFacts] {
    var found: [CertificateFacts] = []
    var current = CertificateFacts(
      path: path, subject: "", issuer: "", notBefore: "", notAfter: "", isCA: false, dnsNames: [],
      ipAddresses: [], offset: 0)
    let blank = current
    var title = ""
    for range in source.lineRanges where found.count < limit {
      let line = trimmed(source.text(in: range))
      defer { title = line }
      if line == "Certificate:" {
        if !current.notAfter.isEmpty { found.append(current) }
        current = blank
        current.offset = range.lowerBound
      } else if let subject = value(line, "Subject:") {
        current.subject = subject
      } else if let issuer = value(line, "Issuer:") {
        current.issuer = issuer
      } else if let time = value(line, "Not Before:") {
        current.notBefore = Timestamp(openssl: time)?.description ?? ""
      } else if let time = value(line, "Not After :") {
        current.notAfter = Timestamp(openssl: time)?.description ?? ""
      } else if title.hasPrefix("X509v3 Subject Key Identifier:") {
        current.keyID = keyID(line)
      } else if title.hasPrefix("X509v3 Authority Key Identifier:") {
        current.issuerKeyID = keyID(value(line, "keyid:") ?? line)
      } else if line.contains("CA:TRUE") {
        current.isCA = true
      } else if line.contains("DNS:") || line.contains("IP Address:") {
        for name in line.split(separator: ",").map({ trimmed(String($0)) }) {
          if let dns = value(name, "DNS:") { current.dnsNames.append(dns) }
          if let ip = value(name, "IP Address:") { current.ipAddresses.append(ip) }
        }
      }
    }
    if !current.notAfter.isEmpty { found.append(current) }
    return found
  }

  /// `3B:AE:C4` as `3baec4`; empty for anything else, such as `DirName:/CN=ca`.
  private static func keyID(_ text: String) -> String {
    let pairs = text.split(separator: ":", omittingEmptySubsequences: false)
    return pairs.allSatisfy { $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) }
      ? asciiLowercased(pairs.joined()) : ""
  }

  private static func value(_ line: String, _ key: String) -> String? {
    line.hasPrefix(key) ? trimmed(String(line.dropFirst(key.count))) : nil
  }

  // MARK: Values

  /// Pushes the value that an element of `node.certificates` has.
  package func push(_ builder: DocumentBuilder) {
    builder.beginMap(at: offset)
    for (key, text) in [
      ("path", path), ("subject", subject), ("issuer", issuer), ("notBefore", notBefore),
      ("notAfter", notAfter), ("keyID", keyID), ("issuerKeyID", issuerKeyID),
    ] {
      builder.key(key)
      builder.string(text, at: offset)
    }
    builder.key("isCA")
    builder.bool(isCA, at: offset)
    for (key, list) in [("dnsNames", dnsNames), ("ipAddresses", ipAddresses)] {
      builder.key(key)
      builder.beginList(at: offset)
      for text in list { builder.string(text, at: offset) }
      builder.endList()
    }
    builder.endMap()
  }
}

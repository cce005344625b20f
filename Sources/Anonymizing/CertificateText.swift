import Basics

/// A certificate as its facts, in the words of `openssl x509 -text`: what rules read of it, and
/// nothing that it could be found again by.
enum CertificateText {
  static func text(of certificate: Certificate, by anonymizer: inout Anonymizer) -> String {
    anonymizer.own(namesOf: certificate)
    var lines = ["Certificate:", "    Data:"]
    lines.append("        Issuer: " + replaced(certificate.issuer, &anonymizer))
    lines.append("        Validity")
    lines.append("            Not Before: " + time(certificate.notBefore))
    lines.append("            Not After : " + time(certificate.notAfter))
    lines.append("        Subject: " + replaced(certificate.subject, &anonymizer))
    if certificate.isAuthority { lines.append("                CA:TRUE") }
    let names = certificate.dnsNames.map { "DNS:" + replaced($0, &anonymizer) }
    let addresses = certificate.addresses.compactMap(address).map {
      "IP Address:" + replaced($0.description, &anonymizer)
    }
    if !(names + addresses).isEmpty {
      lines.append("                " + (names + addresses).joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }

  private static func replaced(_ text: String, _ anonymizer: inout Anonymizer) -> String {
    TextReplacement.apply(to: text, by: &anonymizer)
  }

  private static func address(_ bytes: [UInt8]) -> IPAddress? {
    let bits = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    switch bytes.count {
    case 4: return IPAddress(ipv4: UInt32(truncatingIfNeeded: bits))
    case 16: return IPAddress(ipv6: bits)
    default: return nil
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Jun  2 06:00:00 2025 GMT`; empty where the certificate says no time.
  private static func time(_ seconds: Int64?) -> String {
    guard let text = seconds.flatMap({ Timestamp(secondsSince1970: $0) })?.description else {
      return ""
    }
    let parts = text.split { "-T:Z".contains($0) }.map(String.init)
    guard parts.count >= 6, let month = Int(parts[1]), (1...12).contains(month),
      let day = Int(parts[2])
    else { return "" }
    let number = day < 10 ? " \(day)" : "\(day)"
    return
      "\(months[month - 1]) \(number) \(parts[3]):\(parts[4]):\(parts[5].prefix(2)) \(parts[0]) GMT"
  }
}

extension Anonymizer {
  /// Takes in whom a certificate names.
  public mutating func own(namesOf certificate: Certificate) {
    own(distinguishedName: certificate.subject)
    own(distinguishedName: certificate.issuer)
    for name in certificate.dnsNames { own(name) }
  }

  /// Takes in the values of a distinguished name, `O = Acme, CN = web`; its keys are nobody's.
  mutating func own(distinguishedName name: String) {
    for part in name.split(whereSeparator: { $0 == "," || $0 == "+" }) {
      guard let sign = part.firstIndex(of: "=") else { continue }
      own(String(part[part.index(after: sign)...].drop { $0 == " " }))
    }
  }
}

import Foundation
import Reports
import Testing

/// Names that only a target, waivers, a baseline, patterns or a certificate hold, and what is shown
/// of them.
@Suite struct AnonymizeLeakTests {
  private let scratch: TemporaryFolder
  /// In lower case.
  private static let names = [
    "falcon", "erika", "musterfrau", "qbank", "张三", #"\u5f20"#, "zeta", "dock7", "ottilie", "zebra",
  ]
  /// Names of two letters, which many words hold.
  private static let words: Set<String> = ["ab", "n1"]

  init() throws {
    scratch = try TemporaryFolder()
    try write(namespaces: ["ab", "falcon"], to: "in/falcon/a.yaml")
    try write(namespaces: ["zebra", "ab"], to: "earlier/falcon/a.yaml")
    try scratch.write(
      """
      # Ottilie keeps this.
      schema: 1
      rancher: {version: 2.13.1, url: "https://rancher.qbank", systemDefaultRegistry: qbank}
      cluster: {name: qbank}
      agent: {environment: {NO_PROXY: "zeta,.qbank"}}

      """, to: "target.yaml")
    try scratch.write(
      """
      schema: 1
      waivers:
      # Ottilie agreed.
      - rule: leftover-project
        scope: {subject: Namespace/ab}
        reason: Falcon moves to Dock7 before
        owner: Erika Musterfrau
        expires: 2099-01-31
      - rule: leftover-project
        scope: {subject: Namespace/zeta*, cluster: "qbank*"}
        reason: Falcon moves to Dock7 before
        owner: zeta
        expires: 2099-01-31

      """, to: "waivers.yaml")
    try scratch.write("schema: 1\ninputs: {exclude: [qbank*]}\n", to: "importlint.yaml")
  }

  private func write(namespaces: [String], to path: String) throws {
    let items = namespaces.map { name in
      """
      {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\(name)",
        "labels": {"who": "\\u5f20\\u4e09"},
        "annotations": {"field.cattle.io/projectId": "c-x:p-y"}}}
      """
    }
    let node = #"{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"}}"#
    try scratch.write(
      #"{"apiVersion": "v1", "kind": "List", "items": ["#
        + (items + [node]).joined(separator: ",\n") + "]}\n", to: path)
  }

  private func expectNoName(in text: String, _ what: String) {
    let lower = text.lowercased()
    let words = Set(
      lower.split { !($0.isLetter || $0.isNumber || "-_.".contains($0)) }.map(String.init))
    let found = Self.names.filter(lower.contains) + Self.words.intersection(words)
    #expect(found.isEmpty, "in \(what)")
  }

  @Test func noReportHasNamesOfTargetsWaiversBaselinesAndPatterns() throws {
    let earlier = try CommandRun.importlint(
      [
        "check", "earlier", "--target", "target.yaml", "--format", "json=zebra.json", "--no-config",
      ],
      in: scratch.path)
    #expect(earlier.code != 2, "\(earlier.errors)")
    let files = ReportFormat.allCases.flatMap {
      ["--format", "\($0.rawValue)=report.\($0.rawValue)"]
    }
    let run = try CommandRun.importlint(
      [
        "check", "in", "--target", "target.yaml", "--waivers", "waivers.yaml", "--baseline",
        "zebra.json", "--include", "falcon", "--anonymize",
      ] + files, in: scratch.path)
    #expect(run.code == earlier.code, "\(run.errors)")
    expectNoName(in: run.errors, "standard error")
    var findings = 0
    for format in ReportFormat.allCases {
      let path = "\(scratch.path)/report.\(format.rawValue)"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      expectNoName(in: text, format.rawValue)
      if text.contains("leftover-project") { findings += 1 }
    }
    #expect(findings > 5)
  }

  @Test(arguments: [
    "schema: 1\nrancher: {version: 2.13.1, falcon: Erika}\n",
    "schema: 1\nrancher: {version: 2.13.1\n# Erika Musterfrau of zeta\nfalcon: [\n",
  ])
  func noMessageHasNamesOfABrokenTarget(_ text: String) throws {
    try scratch.write(text, to: "target.yaml")
    let run = try CommandRun.importlint(
      ["check", "in", "--target", "target.yaml", "--select", "zeta", "--anonymize"],
      in: scratch.path)
    #expect(run.code == 2)
    expectNoName(in: run.text + run.errors, "the output")
  }

  /// O=Falconia Holding, OU=Ab, CN=zeta, for gamma.
  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBrzCCAWGgAwIBAgIUI0vtvJSUnNFrBOKq3k4/ShWGYbswBQYDK2VwMEQxCzAJ
    BgNVBAYTAkRFMRkwFwYDVQQKDBBGYWxjb25pYSBIb2xkaW5nMQswCQYDVQQLDAJB
    YjENMAsGA1UEAwwEemV0YTAeFw0yNjExMjgxOTA4MzVaFw0zNjExMjUxOTA4MzVa
    MEQxCzAJBgNVBAYTAkRFMRkwFwYDVQQKDBBGYWxjb25pYSBIb2xkaW5nMQswCQYD
    VQQLDAJBYjENMAsGA1UEAwwEemV0YTAqMAUGAytlcAMhAFPrrG0R+eGYPHzGxCa1
    19lVRKGWI0zAwB3GM9lYwuNuo2UwYzAdBgNVHQ4EFgQU/usm/cU7tcGMnc5oaE93
    AE4OgswwHwYDVR0jBBgwFoAU/usm/cU7tcGMnc5oaE93AE4OgswwDwYDVR0TAQH/
    BAUwAwEB/zAQBgNVHREECTAHggVnYW1tYTAFBgMrZXADQQC/AA6Tm+VI/9Uy9wF5
    hvmowlgBM4IJK4+0APkmhWYsc94TaTIHRPxUUpnO66HPHmmktQQnYbdRCTH7RcND
    GQsC
    -----END CERTIFICATE-----

    """

  /// The file is not copied, and a target that names none cannot be read.
  @Test(arguments: [
    ("caFile: ca-falcon.pem  # of Erika", "ca-falcon.pem"),
    ("{caFile: 'ca-falcon.pem', version: 2.13.1}", "ca-falcon.pem"),
    (#"caFile: "ca-\"falcon.pem" # of Erika"#, #"ca-"falcon.pem"#),
    ("caFile: 'ca-''falcon.pem' # of Erika", "ca-'falcon.pem"),
    ("caFile: ca-a,b#falcon.pem # of Erika", "ca-a,b#falcon.pem"),
    ("caFile: ca-a}falcon.pem # of Erika", "ca-a}falcon.pem"),
    ("caFile: >-\n    ca-falcon.pem\n  # of Erika", "ca-falcon.pem"),
    ("caFile:\n    ca-erika\n    falcon.pem", "ca-erika falcon.pem"),
  ])
  func aTargetWithACertificateCanBeReadAgain(_ rancher: String, file: String) throws {
    try scratch.write(Self.certificate, to: file)
    let map = rancher.hasPrefix("{") ? rancher : "\n  \(rancher)\n  version: 2.13.1"
    try scratch.write("rancher: \(map)\n", to: "target.yaml")
    let run = try CommandRun.importlint(
      ["anonymize", "in", "--output", "out", "--target", "target.yaml"], in: scratch.path)
    #expect(run.code == 0, "\(run.errors)")
    let text = try String(contentsOfFile: scratch.path + "/out.target.yaml", encoding: .utf8)
    let shown = text.replacing("\n    \"", with: " \"").replacing("\n", with: " ")
    #expect(shown.contains("caFile: \"***HIDDEN***\"") && shown.contains("version: 2.13.1"))
    expectNoName(in: text, "the target")
    let again = try CommandRun.importlint(
      ["check", "out", "--target", "out.target.yaml", "--no-config"], in: scratch.path)
    #expect(again.code != 2, "\(again.errors)")
  }

  /// All that a copy of `in` holds.
  private func copiedTexts() throws -> String {
    let run = try CommandRun.importlint(["anonymize", "in", "--output", "out"], in: scratch.path)
    #expect(run.code == 0, "\(run.errors)")
    var texts = ""
    for path in try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/out") {
      texts += (try? String(contentsOfFile: scratch.path + "/out/" + path, encoding: .utf8)) ?? ""
    }
    return texts
  }

  @Test func namesOfCertificatesAreKnownToFilesBeforeThem() throws {
    try scratch.write(
      "# Falconia runs gamma, zeta\nsearch acme.example\n", to: "in/nodes/n1/etc/resolv.conf")
    try scratch.write(
      Self.certificate, to: "in/nodes/n1/var/lib/rancher/k3s/agent/serving-kubelet.crt")
    let texts = try copiedTexts()
    #expect(texts.contains("Issuer:") && texts.contains("search x"))
    for name in ["falconia", "gamma", "zeta", "holding"] {
      #expect(!texts.lowercased().contains(name), "\(name)")
    }
  }

  /// A ConfigMap whose data are these.
  private static func configMap(_ data: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: n1, namespace: ab}\ndata:\n\(data)\n"
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
  private static func folded(_ text: String, by end: String) -> String {
    Data(text.utf8).base64EncodedString(options: .lineLength76Characters)
      .replacing("\r\n", with: end)
  }
  private static func service(_ bundle: String) -> String {
    service(writtenAs: "{caBundle: \(base64(bundle))}")
  }
  private static func service(writtenAs spec: String) -> String {
    "apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.x.io}\n"
      + "spec: \(spec)\n"
  }

  private static let indented = certificate.replacing("\n", with: "\n    ")
  private static let escaped = certificate.replacing("\n", with: #"\n"#)
  private static let torn = "-----BEGIN CERTIFICATE-----\nMIIBrzCCAWGgAwIBAgIUI0vt\n"
  private static let indentedTorn = torn.replacing("\n", with: "\n    ")
  /// So long that a line ends among the dashes.
  private static let filler = String(repeating: "#", count: 53) + "\n"

  @Test(arguments: [
    configMap("  ca.crt: |\n    \(indented)"), configMap("  ca.crt: \"\(escaped)\""),
    configMap("  a.json: '{\"ca\": \"\(escaped.replacing("/", with: "\\/"))\"}'"),
    service(certificate), service("# ca\n" + certificate), service("# ca.\n" + certificate),
    configMap("  config: |\n    certificate-authority-data: \(base64(certificate))"),
    service(writtenAs: "\n  caBundle: |\n    \(folded(certificate, by: "\n    "))"),
    service(
      writtenAs: "\n  caBundle: |\n    \(folded(filler + certificate, by: "\n    "))\n  b: x"),
    service(writtenAs: "{caBundle: \"\(folded(certificate, by: #"\r\n"#))\"}"),
    configMap("  config: \"ca\\n\(base64(certificate))\""),
    configMap("  config: |\n    \(base64(torn).dropLast())\n    \(base64(certificate))"),
    configMap("  config: \(base64(torn + certificate))"),
    configMap("  a: a -----BEGIN CERTIFICATE----- is missing\n  ca.crt: |\n    \(indented)"),
    configMap(
      "  a: |\n    \(indentedTorn)\n  ca.crt: |\n    \(indented)\n  b: |\n    \(indentedTorn)"),
  ])
  func namesOfCertificatesInDocumentsAreLearnt(_ document: String) throws {
    try scratch.write(
      "# Falconia runs gamma, zeta\nsearch acme.example\n", to: "in/nodes/n1/etc/resolv.conf")
    try scratch.write(document, to: "in/z.yaml")
    let texts = try copiedTexts()
    for name in ["falconia", "gamma", "zeta", "holding"] {
      #expect(!texts.lowercased().contains(name), "\(name)")
    }
  }

  /// However large a file is, what it names is learnt.
  @Test func largeFilesTeachNames() throws {
    let comment = String(repeating: "# a comment\n", count: 100_000)
    try scratch.write(comment + "search ottilie\n", to: "in/nodes/n1/etc/resolv.conf")
    let texts = try copiedTexts()
    #expect(texts.utf8.count > 1_000_000 && texts.contains("\nsearch x"))
    #expect(!texts.contains("ottilie"))
  }

  @Test func aSnapshotIsCopiedWithoutNames() throws {
    // What a file names that is read first, a later one says to be a name.
    try scratch.write("nameserver 10.0.0.1\nsearch zeta\n", to: "in/nodes/n1/etc/resolv.conf")
    try scratch.write(
      "description: qbank zeta falcon ab n1\n", to: "in/nodes/n1/etc/rancher/k3s/config.yaml")
    try scratch.write(
      "node-label: [\"customer=qbank\"]\n",
      to: "in/nodes/n1/etc/rancher/k3s/config.yaml.d/z.yaml")
    let run = try CommandRun.importlint(
      ["anonymize", "in", "--output", "out", "--target", "target.yaml", "--no-config"],
      in: scratch.path)
    #expect(run.code == 0, "\(run.errors)")
    let copy = scratch.path + "/out"
    var files = [copy + ".target.yaml"]
    for path in try FileManager.default.subpathsOfDirectory(atPath: copy) {
      expectNoName(in: path, "the path")
      files.append("\(copy)/\(path)")
    }
    #expect(files.count > 4)
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else { continue }
      expectNoName(in: String(decoding: data, as: UTF8.self), file)
    }
  }
}

import Documents
import Testing

@testable import Snapshots

@Suite("targets")
struct TargetTests {
  private func read(
    _ text: String?, files: [String: String] = [:], overrides: TargetOverrides = TargetOverrides()
  ) -> (target: Target, value: DocumentValue, reasons: ReasonTable) {
    let store = DocumentStore()
    let reasons = ReasonTable()
    let folder = TemporaryFolder(files)
    if let text { folder.write(Array(text.utf8), to: "target.yaml") }
    let target = Target.read(
      file: text == nil ? nil : "\(folder.path)/target.yaml", overrides: overrides, store: store,
      reasons: reasons)
    return (target, DocumentValue(target.value, in: store), reasons)
  }

  private let whole = """
    schema: 1
    rancher: {version: v2.13.1, url: https://rancher.example.com, agentTLSMode: strict}
    cluster: {name: prod-eu-1}
    importer: {user: alice, groups: [platform]}
    proxy: {https: http://proxy:3128}
    agent: {environment: {HTTPS_PROXY: http://u:p4ss@proxy, NO_PROXY: .svc}}
    import: {as: eks}
    intent:
      {highAvailability: true, nodeLatencyMs: 2, storage: [rwo],
       pods: {count: 5, largest: {cpu: "4"}}}
    """

  @Test("declared fields are read; what is not declared is unknown and named")
  func declared() {
    let (target, value, reasons) = read(whole)
    #expect(target.problems.isEmpty, "\(target.problems.map(\.message))")
    #expect(target.rancherVersion == "2.13.1")
    #expect(value["rancher"]?["version"]?.string == "2.13.1")
    #expect(
      value["rancher"]?["version"]?.place?.source.position(
        of: value["rancher"]?["version"]?.place?.offset ?? 0
      ).line == 2)
    #expect(value["importer"]?["groups"]?.elements.map(\.string) == ["platform"])
    #expect(value["intent"]?["nodeLatencyMs"]?.double == 2)
    #expect(value["intent"]?["pods"]?["largest"]?["cpu"]?.string == "4")
    #expect(value["agent"]?["environment"]?["HTTPS_PROXY"]?.value.tag == .hidden)
    #expect(value["agent"]?["environment"]?["NO_PROXY"]?.string == ".svc")
    let missing =
      ["installUUID"].map { value["rancher"]?[$0] } + [
        value["cluster"]?["uid"], value["intent"]?["gpu"],
        value["intent"]?["pods"]?["largest"]?["memory"], value["agent"]?["image"],
      ]
    let names = missing.map { $0.flatMap { reasons[UInt32($0.value.payload)]?.collect?.text } }
    #expect(
      names == [
        "rancher.installUUID", "cluster.uid", "intent.gpu", "intent.pods.largest.memory",
        "agent.image",
      ])
    // A proxy that is declared names all there are.
    #expect(value["proxy"]?["https"]?.string == "http://proxy:3128")
    #expect(value["proxy"]?["http"] == nil)
  }

  @Test(
    "no proxy can be declared, and differs from saying nothing",
    arguments: [
      ("proxy: {}", false), ("proxy: null", true), ("proxy:", true), ("cluster: {}", true),
    ])
  func proxies(line: String, isUnknown: Bool) {
    let value = read("schema: 1\n\(line)\n").value["proxy"]
    #expect((value?.value.tag == .unknown) == isUnknown)
    #expect(isUnknown || value?.entries.isEmpty == true)
  }

  @Test("without a file, the command line's fields are all that is known")
  func overrides() {
    let (target, value, _) = read(
      nil, overrides: TargetOverrides(rancherVersion: "v2.9.3", rancherURL: "https://r.example"))
    #expect(target.problems.isEmpty)
    #expect(value["rancher"]?["version"]?.string == "2.9.3")
    #expect(value["rancher"]?["url"]?.string == "https://r.example")
    #expect(value["rancher"]?["caFile"]?.value.tag == .unknown)
    #expect(value["proxy"]?.value.tag == .unknown)
    let both = read(whole, overrides: TargetOverrides(rancherVersion: "2.9.3"))
    #expect(both.target.rancherVersion == "2.9.3")
    #expect(both.target.rancherURL == "https://rancher.example.com")
  }

  @Test(
    "a URL that holds a credential is hidden, from the command line as from the file",
    arguments: [
      ("https://u:p4ss@r.example", true), ("https://u@r.example", true),
      ("https://r.example/v3/import/abc_c-m-1.yaml", true), ("https://r.example/?token=abc", true),
      ("https://r.example/?x=1&password=abc", true), ("https://r.example/#access_token=abc", true),
      ("https://r.example/?key=abc", true), ("https://r.example/?monkey=abc", false),
      ("https://r.example/dashboard/token", false), ("https://token.example:8443", false),
    ])
  func credentialInURL(url: String, isHidden: Bool) {
    for (target, value, _) in [
      read(nil, overrides: TargetOverrides(rancherURL: url)),
      read("schema: 1\nrancher: {url: '\(url)'}\n"),
    ] where url != "https://u@r.example" || target.path == nil {
      #expect((value["rancher"]?["url"]?.value.tag == .hidden) == isHidden)
      #expect(target.rancherURL == (isHidden ? nil : url))
    }
  }

  @Test(
    "variables of the agent that are named like a credential are hidden",
    arguments: ["TOKENS", "DB_PASSWORDS", "REG_AUTH", "API_KEYS", "VAULT_UNSEAL_KEY_1", "DB_PW"])
  func variables(name: String) {
    let environment = read("agent: {environment: {\(name): abc, TOKEN_FILE: /x}}").value["agent"]?[
      "environment"]
    #expect(environment?[name]?.value.tag == .hidden)
    #expect(environment?["TOKEN_FILE"]?.string == "/x")
  }

  @Test(
    "mistakes are errors with place and suggestion",
    arguments: [
      ("schema: 1\nrancher: {verison: 2.9.3}", "unknown field rancher.verison", "version"),
      ("schema: 1\nintents: {}", "unknown field intents", "intent"),
      ("schema: 2", "schema must be 1", nil),
      (
        "schema: 1\nrancher: {version: latest}", "rancher.version must be a version such as 2.13.1",
        nil
      ),
      (
        "schema: 1\nrancher: {version: 2.012.2}",
        "rancher.version must be a version such as 2.13.1",
        nil
      ),
      (
        "schema: 1\nrancher: {version: 2.13.1-}",
        "rancher.version must be a version such as 2.13.1",
        nil
      ),
      (
        "schema: 1\nrancher: {url: 'https://r.example?x'}",
        "rancher.url must be a URL without a query and a fragment", nil
      ),
      (
        "schema: 1\nrancher: {url: 'https://r.example:99999'}",
        "rancher.url must be a URL, its port from 1 to 65535", nil
      ),
      ("schema: 1\nintent: {datacenters: -1}", "intent.datacenters must be 0 or more", nil),
      ("schema: 1\nintent: {nodeLatencyMs: -1.5}", "intent.nodeLatencyMs must be 0 or more", nil),
      (
        "schema: 1\nintent: {pods: {largest: {cpu: banana}}}",
        "intent.pods.largest.cpu must be a Kubernetes quantity such as 500m", nil
      ),
      ("schema: 1\nimport: {as: ekz}", "import.as must be one of generic, eks, gke, aks", "eks"),
      ("schema: 1\nintent: {gpu: 3}", "intent.gpu must be true or false", nil),
      ("schema: 1\nintent: {storage: rwx}", "intent.storage must be a list of texts", nil),
      (
        "schema: 1\nrancher: {version: 2.9}",
        "rancher.version must be text such as \"2.13.1\", in quotes", nil
      ),
      ("schema: 1\nrancher: {caCertificates: []}", "unknown field rancher.caCertificates", nil),
      ("schema: 1\nrancher: x", "rancher must be a map", nil),
      ("- a", "the target file must be a map", nil),
      ("a: [", nil, nil), ("", "the target file is empty", nil),
    ])
  func mistakes(text: String, message: String?, suggestion: String?) {
    let problems = read(text).target.problems
    #expect(problems.first?.isFatal == true)
    if let message { #expect(problems.first?.message == message) }
    #expect(problems.first?.help == suggestion.map { "did you mean \($0)?" })
  }

  @Test("a target file that nobody wrote, and texts in one, are refused")
  func long() {
    let comment = "#" + String(repeating: "x", count: 1 << 20) + "\n"
    let (large, _, _) = read(comment + whole)
    #expect(large.problems.map(\.message) == ["the target file is larger than 1048576 bytes"])
    let url = "https://" + String(repeating: "a.", count: 5000) + "example"
    let (target, _, _) = read("schema: 1\nrancher: {url: \(url)}\n")
    #expect(
      target.problems.map(\.message) == ["rancher.url must be a URL, its port from 1 to 65535"])
    let pem = "schema: 1\nrancher:\n  caFile: |\n    -----BEGIN CERTIFICATE-----\n    AAAA\n"
    let (inline, _, _) = read(pem)
    #expect(inline.problems.map(\.message) == ["rancher.caFile must be the path of a file"])
  }

  @Test("a target file that is not there ends the run")
  func noFile() {
    let store = DocumentStore()
    let target = Target.read(file: "/nowhere/target.yaml", store: store, reasons: ReasonTable())
    #expect(target.problems.map(\.code) == ["unreadable-target"])
    #expect(target.problems.first?.isFatal == true)
  }

  @Test(
    "the checksum of the CA is that of its text with one final line break",
    arguments: [
      "", "\n", "\n\n\n", "\r\n",
    ])
  func checksum(ending: String) {
    let text = TargetTests.certificate + ending
    let (target, value, _) = read(
      "schema: 1\nrancher: {caFile: tls/ca.pem}\n", files: ["tls/ca.pem": text])
    #expect(target.problems.isEmpty, "\(target.problems.map(\.message))")
    #expect(value["rancher"]?["caChecksum"]?.string == TargetTests.sum)
    let certificate = value["rancher"]?["caCertificates"]?.elements.first
    #expect(certificate?["subject"]?.string == "CN=test-ca")
    #expect(certificate?["isCA"]?.bool == true)
    #expect(certificate?["notAfter"]?.string == TargetTests.notAfter)
    #expect(certificate?["dnsNames"]?.elements.map(\.string) == ["ca.example"])
    #expect(certificate?["ipAddresses"]?.elements.map(\.string) == ["10.0.0.1"])
  }

  @Test("the target of an example has the text of the CA in the place of its file")
  func exampleCA() {
    let store = DocumentStore()
    func target(_ text: String) -> Target {
      let lines = text.split(separator: "\n").map { "    \($0)\n" }.joined()
      let document = "rancher:\n  caFile: |\n\(lines)"
      let reading = store.read(SourceText(path: "example.yaml", text: document))
      return Target.make(from: reading.documents.first, store: store, reasons: ReasonTable())
    }
    let made = target(TargetTests.certificate)
    #expect(made.problems.isEmpty, "\(made.problems.map(\.message))")
    #expect(made.files.isEmpty)
    let rancher = DocumentValue(made.value, in: store)["rancher"]
    #expect(rancher?["caChecksum"]?.string == TargetTests.sum)
    #expect(rancher?["caCertificates"]?.elements.first?["subject"]?.string == "CN=test-ca")
    let other = target("/etc/hosts")
    #expect(other.problems.map(\.message) == ["rancher.caFile: its text holds no PEM certificate"])
  }

  @Test("no CA can be declared; one that cannot be read is an error")
  func otherCA() {
    let none = read("schema: 1\nrancher: {caFile: \"\"}\n")
    #expect(none.target.problems.isEmpty)
    #expect(none.value["rancher"]?["caChecksum"]?.string == "")
    #expect(none.value["rancher"]?["caCertificates"]?.elements.isEmpty == true)
    let missing = read("schema: 1\nrancher: {caFile: ca.pem}\n").target.problems
    #expect(missing.first?.isFatal == true)
    #expect(missing.first?.places.first?.region?.line == 2)
    let junk = read("schema: 1\nrancher: {caFile: ca.pem}\n", files: ["ca.pem": "x"]).target
    #expect(junk.problems.first?.message.contains("holds no PEM certificate") == true)
  }

  /// A self-signed authority made for this test.
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmTCCAT6gAwIBAgIUS4jtHIRpZaCXf7t2qNoBlMynoQIwCgYIKoZIzj0EAwIw
    EjEQMA4GA1UEAwwHdGVzdC1jYTAgFw0yNjExMjMwOTE3MjdaGA8yMTI2MTAzMDA5
    MTcyN1owEjEQMA4GA1UEAwwHdGVzdC1jYTBZMBMGByqGSM49AgEGCCqGSM49AwEH
    A0IABE4kgkrmUhnPXGgErcAalvty6F2lUUxuomRxRy+DYsNkWMAjRNlsxZhe1Quy
    YkhatbzdeJELHoWrVSci/+bV8wajcDBuMB0GA1UdDgQWBBQj5AXV/uqzuJ+8qLrO
    qkwwzBrHqTAfBgNVHSMEGDAWgBQj5AXV/uqzuJ+8qLrOqkwwzBrHqTAPBgNVHRMB
    Af8EBTADAQH/MBsGA1UdEQQUMBKCCmNhLmV4YW1wbGWHBAoAAAEwCgYIKoZIzj0E
    AwIDSQAwRgIhAPdlsm4OityLE/st8+as/q6vD7NVJ8r1v04E8Y//QfRsAiEAoKO8
    1TCULhot/iAa6ZbnMS8loaDjvaUE4QKywuvPmKY=
    -----END CERTIFICATE-----
    """
  /// `sha256sum` of its file, which ends with a line break.
  static let sum = "78a20b12c798cc54fb6fad6a5bb1beceabcc8c12c81f0e3a24b0cbb8097d2d39"
  static let notAfter = "2126-10-30T09:17:27Z"
}

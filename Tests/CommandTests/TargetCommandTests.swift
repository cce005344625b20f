import Checkout
import Findings
import Foundation
import Testing

@Suite("target")
struct TargetCommandTests {
  private func setting(_ name: String, value: String = "\"\"", standard: String = "\"\"") -> String
  {
    """
    - apiVersion: management.cattle.io/v3
      kind: Setting
      metadata: {name: \(name)}
      value: \(value)
      default: \(standard)
      source: ""

    """
  }

  private func object(_ kind: String, _ name: String, _ rest: String) -> String {
    """
    - apiVersion: management.cattle.io/v3
      kind: \(kind)
      metadata: {name: \(name)}
      \(rest)

    """
  }

  private func list(_ items: [String]) -> String {
    "apiVersion: v1\nkind: List\nitems:\n" + items.joined()
  }

  private static let authority = """
    |
        -----BEGIN CERTIFICATE-----
        MIIBfjCCASWgAwIBAgIUPr5/S6Oal6Kdm6+/mMmA98r2fJMwCgYIKoZIzj0EAwIw
        FTETMBEGA1UEAwwKcmFuY2hlci1jYTAeFw0yNjExMjgwMjA3MDBaFw0zNjExMjUw
        MjA3MDBaMBUxEzARBgNVBAMMCnJhbmNoZXItY2EwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAR+e0BVYAKO2L2h1Q6h5Kvz3mqay2yglW6H9xX29vxUun0dAlfrp+sp
        V4kp0Xt4hf2GAtS3owluKNfjx10bShP7o1MwUTAdBgNVHQ4EFgQUJY7DHa+Vl7Uc
        jNmT41jgUAkVn/gwHwYDVR0jBBgwFoAUJY7DHa+Vl7UcjNmT41jgUAkVn/gwDwYD
        VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBTZEOWAuB5hs/0yclfvJav
        uZ9+LUjH7BhtUqBMihKr3AIgMfgQ57HkKqsONqzANphL6uyXpp969xHj+4hLso/n
        YAE=
        -----END CERTIFICATE-----
    """
  /// Of the certificate with one line break at its end, as sha256sum says it.
  private static let checksum =
    "9ffbfff839edcc8f3d1cf34dbec03eeedbde335dab48e452b9ceb7cf281f6af3"

  private func run(
    _ text: String, _ options: [String] = [], in folder: TemporaryFolder
  ) throws -> CommandRun {
    try folder.write(text, to: "export.yaml")
    return try CommandRun.importlint(
      ["target", "--from-rancher", "\(folder.path)/export.yaml"] + options, in: folder.path)
  }

  /// The line of a field, and the comments above it.
  private func field(_ name: String, in text: String) -> (line: String, comment: String) {
    var comment: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop { $0 == " " }
      if bare.hasPrefix("#") {
        comment.append(bare.dropFirst(2))
      } else if bare.hasPrefix("\(name):") {
        return (String(bare), comment.joined(separator: " "))
      } else {
        comment = []
      }
    }
    return ("", "")
  }

  @Test("fills in what the Rancher says of itself, as a valid target")
  func whole() throws {
    let folder = try TemporaryFolder()
    let text = list([
      setting("server-url", value: "https://rancher.example.com"),
      setting("server-version", value: "v2.13.1"),
      setting("install-uuid", value: "6f0c5a8e-3c1f-4e0e-9d43-0c7a5c1f2b11"),
      setting("agent-tls-mode", standard: "strict"), setting("system-default-registry"),
      setting("cacerts", value: Self.authority),
      setting("imported-cluster-version-management", value: "\"true\""),
      object("Cluster", "local", "spec: {displayName: local}"),
      object("Cluster", "c-m-abcde", "spec: {displayName: prod-eu-1}"),
      object("Feature", "fleet", "spec: {value: false}\n  status: {default: true}"),
    ])
    let run = try run(text, ["--ca-file", "ca.pem"], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(field("version", in: run.text).line == "version: \"2.13.1\"")
    #expect(field("url", in: run.text).line == "url: \"https://rancher.example.com\"")
    #expect(field("caFile", in: run.text).line == "caFile: \"ca.pem\"")
    #expect(field("caChecksum", in: run.text).line == "caChecksum: \"\(Self.checksum)\"")
    #expect(field("agentTLSMode", in: run.text).line == "agentTLSMode: \"strict\"", "the default")
    #expect(
      field("installUUID", in: run.text).line
        == "installUUID: \"6f0c5a8e-3c1f-4e0e-9d43-0c7a5c1f2b11\"")
    #expect(field("systemDefaultRegistry", in: run.text).line == "systemDefaultRegistry: \"\"")
    #expect(
      field("name", in: run.text).comment.hasSuffix("Names that are taken: local, prod-eu-1."))
    #expect(field("name", in: run.text).line.hasPrefix("name:  #"))
    #expect(
      field("versionManagement", in: run.text).comment
        .contains("imported-cluster-version-management is true"))
    #expect(run.text.contains("# Features that are not as by default: fleet off."))
    let pem = try String(contentsOfFile: "\(folder.path)/ca.pem", encoding: .utf8)
    #expect(pem.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
    #expect(pem.hasSuffix("-----END CERTIFICATE-----\n"))
    try folder.write(run.text, to: "target.yaml")
    let judged = try EngineRun(
      ["Tests/Fixtures/ready-cluster"], target: "\(folder.path)/target.yaml")
    #expect(judged.judgement.problems.filter { $0.stage == .target }.map(\.message) == [])
    #expect(judged.judgement.target.rancherVersion == "2.13.1")
  }

  @Test("says what the export does not hold, and makes nothing up")
  func partial() throws {
    let folder = try TemporaryFolder()
    let text = list([
      setting("server-version", value: "dev"), setting("server-url"), setting("cacerts"),
      """
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: rancher, namespace: cattle-system}
        spec:
          template:
            spec: {containers: [{name: rancher, image: "docker.io/rancher/rancher:v2.12.3"}]}
      - apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: rancher, namespace: cattle-system}
        spec: {rules: [{host: rancher.corp.example}]}

      """,
    ])
    let run = try run(text, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(field("version", in: run.text).line == "version: \"2.12.3\"")
    let url = field("url", in: run.text)
    #expect(url.line.hasPrefix("url:  #"))
    #expect(url.comment.contains("Ingress cattle-system/rancher serves rancher.corp.example."))
    #expect(field("caFile", in: run.text).line == "caFile: \"\"")
    #expect(field("caChecksum", in: run.text).line == "caChecksum: \"\"")
    #expect(field("installUUID", in: run.text).comment.contains("Not in the export: setting"))
    #expect(field("agentTLSMode", in: run.text).line.hasPrefix("agentTLSMode:  #"))
    #expect(field("name", in: run.text).comment.contains("Not in the export"))
  }

  @Test("prints no credential of a setting, and no line that a setting would add")
  func credentials() throws {
    let folder = try TemporaryFolder()
    let text = list([
      setting("server-url", value: "https://admin:hunter2@rancher.example.com"),
      setting("system-default-registry", value: "\"registry.example.com\\nproxy: {}\""),
      setting("install-uuid", value: "token=abcdef0123456789abcdef"),
      object("Cluster", "c-1", "spec: {displayName: \"a\\nproxy: {}\"}"),
    ])
    let run = try run(text, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(!run.text.contains("hunter2"))
    #expect(!run.text.contains("abcdef0123456789"))
    #expect(!run.text.contains("\nproxy: {}"))
  }

  @Test("an export without a setting is refused, and so is a CA over the export")
  func refused() throws {
    let folder = try TemporaryFolder()
    let none = try run(list([object("Cluster", "local", "spec: {displayName: local}")]), in: folder)
    #expect(none.code == 2)
    #expect(none.lastLine.contains("the export holds no setting of a Rancher"))
    let over = try run(
      list([setting("cacerts", value: Self.authority)]), ["--ca-file", "export.yaml"], in: folder)
    #expect(over.code == 2)
    #expect(over.lastLine.contains("one of the inputs"))
  }
}

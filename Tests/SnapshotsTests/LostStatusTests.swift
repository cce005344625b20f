import Checkout
import Documents
import Testing

@testable import Snapshots

@Suite("objects that were exported without their status")
struct LostStatusTests {
  private func object(_ text: String) throws -> DocumentValue {
    let snapshot = TemporaryFolder(["a.yaml": text]).read()
    let type = try #require(snapshot.resources.types.first)
    let entry = try #require(snapshot.resources.all(of: type).first)
    return DocumentValue(entry.value, in: snapshot.store)
  }

  private func text(_ kind: String, _ version: String, _ rest: String = "") -> String {
    "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: a, namespace: shop}\nspec: {}\n\(rest)"
  }

  @Test(
    "have more fields than are known, where an API server writes a status",
    arguments: [
      ("Node", "v1"), ("Pod", "v1"), ("Deployment", "apps/v1"), ("ResourceQuota", "v1"),
      ("APIService", "apiregistration.k8s.io/v1"), ("Job", "batch/v1"), ("Namespace", "v1"),
    ])
  func lost(kind: String, version: String) throws {
    #expect(try object(text(kind, version)).value.tail != 0)
    #expect(try object(text(kind, version, "status: {}\n")).value.tail == 0)
    #expect(try object(text(kind, version, "status:\n"))["status"]?.value.tag == .hidden)
  }

  @Test(
    "are whole where there is none",
    arguments: [
      ("ConfigMap", "v1", Documents.Tag.null), ("NetworkPolicy", "networking.k8s.io/v1", .null),
      ("Plan", "upgrade.cattle.io/v1", .null), ("Deployment", "example.com/v1", .null),
      // It has one, which no rule needs; null it never is.
      ("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1", .hidden),
    ])
  func whole(kind: String, version: String, null: Documents.Tag) throws {
    #expect(try object(text(kind, version)).value.tail == 0)
    #expect(try object(text(kind, version, "status:\n"))["status"]?.value.tag == null)
  }

  @Test("one version of a kind says nothing of another")
  func versions() {
    let snapshot = TemporaryFolder([
      "a.yaml": text("Deployment", "apps/v1beta9"),
      "b.yaml": text("Deployment", "apps/v1").replacing("name: a,", with: "name: b,"),
    ]).read()
    let tails = snapshot.resources.all(of: ResourceType(group: "apps", plural: "deployments"))
      .map { $0.value.tail != 0 }
    #expect(tails == [false, true])
  }

  @Test("a copy that has it completes the object")
  func copies() {
    let bare = text("Pod", "v1")
    let snapshot = TemporaryFolder([
      "a.yaml": bare, "b.yaml": bare + "status: {phase: Running}\n",
    ]).read()
    let pods = snapshot.resources.all(of: SnapshotContent.pods)
    #expect(pods.count == 1)
    for pod in pods {
      let value = DocumentValue(pod.value, in: snapshot.store)
      #expect(value.value.tail == 0 && value[path: "status", "phase"]?.string == "Running")
    }
  }
}

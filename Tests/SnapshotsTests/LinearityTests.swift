import Checkout
import Documents
import Testing

@testable import Snapshots

/// Inputs that are made to be slow: each a folder that grows with a number.
struct Bomb: Sendable, CustomTestStringConvertible {
  let name: String
  /// The number at which it is measured first.
  let size: Int
  /// Below the folder.
  var inputs = [""]
  let files: @Sendable (Int) -> [String: String]

  var testDescription: String { name }

  private static func each(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static func node(_ annotations: String) -> [String: String] {
    [
      "nodes.yaml": "apiVersion: v1\nkind: Node\nmetadata:\n  name: w1\n  annotations:\n"
        + annotations + "status: {nodeInfo: {kubeletVersion: v1.31.5+k3s1}}\n"
    ]
  }

  static let all: [Bomb] = [
    Bomb(name: "documents that are not objects", size: 2000) {
      ["x.yaml": String(repeating: "---\na: 1\n", count: $0)]
    },
    Bomb(name: "documents with redaction marks", size: 800) { n in
      [
        "x.yaml": each(n) {
          "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: n\($0)}, "
            + "data: {a: \"[REDACTED]\"}}\n"
        }
      ]
    },
    Bomb(name: "documents of JSON in one line", size: 1000) { n in
      [
        "x.json": each(n) {
          "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n\($0)\"}} "
        }
      ]
    },
    Bomb(name: "lists in a list", size: 2000) { n in
      [
        "x.yaml": "apiVersion: v1\nkind: List\nitems:\n"
          + String(repeating: "- {apiVersion: v1, kind: List, items: []}\n", count: n)
      ]
    },
    Bomb(name: "directives", size: 2000) { n in
      ["x.yaml": each(n) { "%TAG !e\($0)! tag:x,\($0):\n" } + "---\na: 1\n"]
    },
    Bomb(name: "flags in one annotation", size: 1000) { n in
      node("    k3s.io/node-args: '[\"agent\"\(each(n) { ",\"--a\($0)=b\"" })]'\n")
    },
    Bomb(name: "variables in one annotation", size: 600) { n in
      node("    k3s.io/node-env: '{\(each(n) { "\"A\($0)\":\"b\"," })\"B\":\"c\"}'\n")
    },
    Bomb(name: "variables that two files set differently", size: 400) { n in
      [
        "nodes/w1/etc/default/k3s": each(n) { "V\($0)=1\n" },
        "nodes/w1/etc/sysconfig/k3s": each(n) { "V\($0)=2\n" },
      ]
    },
    Bomb(name: "name servers that are not addresses", size: 500) { n in
      ["nodes/w1/etc/resolv.conf": each(n) { "nameserver x\($0)\n" }]
    },
    Bomb(name: "units that two commands tell differently", size: 300) { n in
      var files: [String: String] = [:]
      files["nodes/w1/commands/systemctl-list-units.txt"] = each(n) {
        "u\($0).service loaded active running x\n"
      }
      files["nodes/w1/systemd/all.show"] = each(n) { "Id=u\($0).service\nActiveState=failed\n\n" }
      return files
    },
    Bomb(name: "folders of nodes that no Node has the name of", size: 60) { n in
      var files: [String: String] = [
        "nodes.yaml": "apiVersion: v1\nkind: List\nitems:\n"
          + each(n) { "- {apiVersion: v1, kind: Node, metadata: {name: a\($0)}}\n" }
      ]
      for i in 0..<n { files["nodes/b\(i).c/etc/resolv.conf"] = "nameserver 10.0.0.1\n" }
      return files
    },
    Bomb(name: "kinds that nobody knows", size: 600) { n in
      [
        "x.yaml": each(n) {
          "---\n{apiVersion: apps/v1, kind: Deploymnet\($0), "
            + "metadata: {name: a, namespace: b}}\n"
        }
      ]
    },
    Bomb(name: "kinds of two exports", size: 600, inputs: ["a", "b"]) { n in
      let file = each(n) {
        "---\n{apiVersion: g\($0).io/v1, kind: K\($0), metadata: {name: a}}\n"
      }
      return ["a/x.yaml": file, "b/x.yaml": file]
    },
    Bomb(name: "resource definitions with one short name", size: 300) { n in
      [
        "x.yaml": each(n) {
          "---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: "
            + "{name: w\($0)s.g.io}, spec: {group: g.io, scope: Cluster, names: {plural: w\($0)s, "
            + "kind: W\($0), shortNames: [x]}, versions: [{name: v1}]}}\n"
        }
      ]
    },
    Bomb(name: "a long table of api-resources", size: 600) { n in
      [
        "api-resources.txt": "NAME   SHORTNAMES   APIVERSION   NAMESPACED   KIND\n"
          + each(n) { "w\($0)s   x   g.io/v1   true   W\($0)\n" }
      ]
    },
    Bomb(name: "entries of the manifest", size: 500) { n in
      [
        "nodes.yaml": "{apiVersion: v1, kind: NodeList, items: []}\n",
        "importlint-snapshot.yaml": "schema: 1\nresources:\n"
          + each(n) { "  w\($0).example.org: complet\n" } + each(n) { "f\($0): x\n" },
      ]
    },
    Bomb(name: "roots of snapshots", size: 60) { n in
      var files: [String: String] = [:]
      for i in 0..<n {
        files["a\(i)/cluster-scoped-resources/x.yaml"] = "a: 1\n"
        files["a\(i)/namespaces/x.yaml"] = "a: 1\n"
      }
      return files
    },
    Bomb(name: "files of a node that nothing reads", size: 60) { n in
      var files: [String: String] = [:]
      for i in 0..<n { files["nodes/w1/opt/f\(i)"] = "x\n" }
      return files
    },
  ]
}

@Suite("what reading costs grows no faster than the input", .serialized, .comparesTimes)
struct LinearityTests {
  /// How much larger the second input is, and how much longer it may take: what is quadratic takes
  /// 64 times as long. The rest is for what else the machine does meanwhile.
  private static let growth = 8
  private static let limit = 28.0

  @Test("bombs", arguments: Bomb.all)
  func bomb(bomb: Bomb) {
    let small = shortest(3, bomb.inputs, of: TemporaryFolder(bomb.files(bomb.size)))
    let large = shortest(
      2, bomb.inputs, of: TemporaryFolder(bomb.files(bomb.size * Self.growth)))
    #expect(
      large / small < Self.limit, "\(bomb.name): \(large / small) times as long for 8 times as much"
    )
  }

  /// The shortest of some readings, in seconds.
  private func shortest(_ count: Int, _ inputs: [String], of folder: TemporaryFolder) -> Double {
    let clock = ContinuousClock()
    return (0..<count).map { _ in
      clock.measure { _ = folder.read(inputs) } / .seconds(1)
    }.min() ?? 0
  }

  @Test("a place in a long line costs no more than in a short one", arguments: ["x", "ä"])
  func places(filler: String) {
    func seconds(_ length: Int) -> Double {
      let source = SourceText(path: "x", text: String(repeating: filler, count: length))
      let clock = ContinuousClock()
      // The index is made by the first.
      _ = source.position(of: 0)
      return (0..<3).map { _ in
        clock.measure {
          for i in 0..<200 { _ = source.position(of: source.count * i / 200) }
        } / .seconds(1)
      }.min() ?? 0
    }
    #expect(seconds(1_600_000) / seconds(50_000) < 8)
  }
}

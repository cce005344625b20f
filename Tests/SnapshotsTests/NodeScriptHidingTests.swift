import Checkout
import Collecting
import Foundation
import Testing

@testable import Snapshots

/// What the script hides of a credential whose value stands in another line than its name, and
/// what it leaves of the file around it.
extension NodeScriptTests {
  @Test("a value in another line than its name is hidden, too")
  func split() throws {
    let root = node { root in
      let files = [
        "etc/rancher/rke2/config.yaml.d/10.yaml":
          "{\"server\": \"https://a:9345\",\n\"agent-token\":\n\"VALUE1\",\n\"cni\": \"canal\"}\n",
        "etc/rancher/rke2/config.yaml.d/20.yaml": """
        ? token
        : VALUE2
        "pass\\u0077ord": VALUE3
        x: {"token"
        : "VALUE4"}
        cluster-secret: [
        VALUE5
        ]
        kubelet-arg:
          - >
            --token
            VALUE6
        node-name: shown

        """,
        "etc/containerd/certs.d/x/hosts.toml": """
        x-registry-token = [ # the [old] one
        "VALUE]7",
        "VALUE7",
        ]
        header = { x-token = [
        "VALUE9",
        ] }
        x-password = '''
        VALUE10
        '''
        password = \"""
        VALUE8
        \"""
        capabilities = ["shown"]

        """,
      ]
      for (path, text) in files { root.write(Array(text.utf8), to: path) }
    }
    let (folder, run) = try gather(root, ["--node", "n1"])
    #expect(run.code == 0, "\(run.errors)")
    let written = folder.texts(below: "out").joined()
    #expect(!written.contains("VALUE"), "\(written)")
    #expect(written.contains("node-name: shown") && written.contains("[\"shown\"]"))
  }

  @Test(
    "what follows a hidden value stays",
    arguments: [
      "agent-token: VALUE{\n", "x-token: {\n  a: VALUE } # old\n", "token: \"VALUE\nVALUE\"\n",
      "token: [\n[a],\nVALUE\n]\n", "cluster-secret: {\nx: VALUE\n}\n",
      "token: [\n\"VALUE\",\n\"c\": \"VALUE\"\n]\n",
      "x: {\"a\": 1,\n\"token\": {\n\"x\": \"VALUE\"\n},\n\"c\": \"d\"}\n",
      "x: {\"server\": \"x\",\n\"token\":\n# c\n\"VALUE\"}\n",
      "x-token: {a: b,\n\"c\":\"VALUE\",\nd: VALUE}\n", "? \"pass\\u0077ord\"\n: VALUE\n",
      "? password\n: VALUE\n",
      "token: \"VALUE\\\"b\"\n", "a: [b, my-token\n]\n", "token: [\"VALUE]\",\n  VALUE]\n",
      "kube-apiserver-arg:\n- \"a=b,my-token\"\n- c\n",
    ])
  func rest(text: String) throws {
    let root = node { root in
      root.write(
        Array((text + "profile: cis\n").utf8), to: "etc/rancher/rke2/config.yaml.d/50.yaml")
    }
    let (folder, run) = try gather(root, ["--node", "n1"])
    #expect(run.code == 0, "\(run.errors)")
    let file = "\(folder.path)/out/nodes/n1/etc/rancher/rke2/config.yaml.d/50.yaml"
    let written = try String(contentsOfFile: file, encoding: .utf8)
    #expect(written.hasSuffix("\nprofile: cis\n") && !written.contains("VALUE"), "\(written)")
    #expect(!text.hasPrefix("kube") || written.contains("\n- c\n"), "\(written)")
  }

  @Test("a file that ends within a hidden value is one that could not be read")
  func endless() throws {
    let root = node { root in
      root.write(
        Array("token: \"a\nprofile: cis\n".utf8), to: "etc/rancher/rke2/config.yaml.d/50.yaml")
    }
    let (folder, _) = try gather(root, ["--node", "n1"])
    let manifest = try String(
      contentsOfFile: "\(folder.path)/out/nodes/n1/importlint-node.yaml", encoding: .utf8)
    #expect(manifest.contains(#"config.yaml.d/50.yaml": a credential in it has no end"#))
  }
}

import Foundation
import LanguageServer

/// A pack of two files in a folder of its own, for one test.
final class SmallPack {
  let folder: String
  var rule: String { folder + "/dns/loopback.yaml" }
  var definitions: String { folder + "/definitions/nodes.yaml" }
  var head: String { folder + "/pack.yaml" }

  private init(emptyAt folder: String) { self.folder = folder }

  private static var newFolder: String {
    NSTemporaryDirectory() + "language-server-" + UUID().uuidString
  }

  /// A pack that extends another one, and whose rule needs the other's definition.
  static func extending(_ base: SmallPack) throws -> SmallPack {
    let pack = SmallPack(emptyAt: newFolder)
    let name = base.folder.split(separator: "/").last ?? ""
    try pack.write(
      "pack.yaml", "schema: 1\nname: shop\nversion: 1.0.0\nextends:\n  - pack: ../\(name)\n")
    try pack.write("dns/loopback.yaml", ruleText.replacing("params.maximum", with: "3"))
    return pack
  }

  init() throws {
    folder = Self.newFolder
    try write("pack.yaml", Self.headText)
    try write("dns/loopback.yaml", Self.ruleText)
    try write("definitions/nodes.yaml", Self.definitionsText)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ file: String, _ text: String) throws {
    let path = folder + "/" + file
    try FileManager.default.createDirectory(
      atPath: String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]),
      withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  static let headText = """
    schema: 1
    name: acme
    version: 1.0.0
    parameters:
      maximum: {type: integer, default: 3}

    """

  static let definitionsText = """
    schema: 1
    definitions:
      - name: hasResolver
        description: Whether a node has a resolver.
        parameters:
          - {name: n, type: node}
        expression: n.resolvConf.nameservers.size() > 0

    """

  /// Has `é` and an emoji before an expression.
  static let ruleText = """
    id: loopback
    title: A node resolves by itself — é 😀
    severity: error
    why: Pods cannot.
    fix: {text: Change it.}
    subject: node
    variables:
      - {name: servers, expression: node.resolvConf.nameservers}
    validations:
      - name: few
        expression: >-
          size(variables.servers) <= params.maximum
          && definitions.hasResolver(node)
        message: too many
    examples:
      - name: one is fine
        snapshot:
          resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}}]
          nodes: {w1: {files: {/etc/resolv.conf: "nameserver 10.0.0.1\\n"}}}
        expect: {pass: [node/w1]}
      - name: four are too many
        snapshot:
          resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}}]
          nodes:
            w1:
              files:
                /etc/resolv.conf: |
                  nameserver 1.1.1.1
                  nameserver 1.1.1.2
                  nameserver 1.1.1.3
                  nameserver 1.1.1.4
        expect: {fail: [node/w1]}
      - name: nothing known
        snapshot:
          resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}}]
        expect: {unknown: [node/w1]}

    """
}

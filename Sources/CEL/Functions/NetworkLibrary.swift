import Basics
import Documents

/// Kubernetes' IP addresses and networks.
enum NetworkLibrary {
  static let functions: [Function] = addresses + networks

  private static let addresses: [Function] = [
    function(
      "ip",
      [
        .function(.string, .ip, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in e.opaque(try IPAddress(e.text(v))) }
        },
        .member(.cidr, .ip) { e, v in e.opaque(e.cidr(v).address) },
      ]),
    function(
      "isIP",
      [
        .function(.string, .bool, cost: .traversal) { e, v in
          .bool(IPAddress.isIP(e.text(v)))
        }
      ]),
    function(
      "ip.isCanonical",
      [
        .function(.string, .bool) { e, v in
          e.attempt { () throws(LibraryError) in
            .bool(try IPAddress(e.text(v)).isCanonical(e.text(v)))
          }
        }
      ]),
    function("family", [.member(.ip, .int) { e, v in .int(e.ip(v).family) }]),
    predicate("isUnspecified") { $0.isUnspecified }, predicate("isLoopback") { $0.isLoopback },
    predicate("isLinkLocalMulticast") { $0.isLinkLocalMulticast },
    predicate("isLinkLocalUnicast") { $0.isLinkLocalUnicast },
    predicate("isGlobalUnicast") { $0.isGlobalUnicast },
  ]

  private static let networks: [Function] = [
    function(
      "cidr",
      [
        .function(.string, .cidr, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in e.opaque(try CIDR(e.text(v))) }
        }
      ]),
    function(
      "isCIDR",
      [
        .function(.string, .bool, cost: .traversal) { e, v in
          .bool((try? CIDR(e.text(v))) != nil)
        }
      ]),
    function(
      "containsIP",
      [
        .member(.cidr, .ip, .bool) { e, a, b in .bool(e.cidr(a).contains(e.ip(b))) },
        .member(.cidr, .string, .bool) { e, a, b in
          e.attempt { () throws(LibraryError) in
            .bool(e.cidr(a).contains(try IPAddress(e.text(b))))
          }
        },
      ]),
    function(
      "containsCIDR",
      [
        .member(.cidr, .cidr, .bool) { e, a, b in .bool(e.cidr(a).contains(e.cidr(b))) },
        .member(.cidr, .string, .bool) { e, a, b in
          e.attempt { () throws(LibraryError) in .bool(e.cidr(a).contains(try CIDR(e.text(b)))) }
        },
      ]),
    function("masked", [.member(.cidr, .cidr) { e, v in e.opaque(e.cidr(v).masked) }]),
    function(
      "prefixLength", [.member(.cidr, .int) { e, v in .int(Int64(e.cidr(v).prefixLength)) }]),
  ]

  private static func function(_ name: String, _ overloads: [Overload]) -> Function {
    Function(name, since: KubernetesVersion(1, 30), overloads)
  }

  private static func predicate(
    _ name: String, _ body: @escaping @Sendable (IPAddress) -> Bool
  ) -> Function {
    function(name, [.member(.ip, .bool) { e, v in .bool(body(e.ip(v))) }])
  }
}

import Basics
import Documents

/// Kubernetes' IP addresses and networks.
enum NetworkLibrary {
  static let functions: [Function] = addresses + networks

  private static let addresses: [Function] = [
    Function(
      "ip", .kubernetes(1, 30),
      """
      The IP address that a text is, or the address of a network; an error if it is \
      not one.
      """, ("ip('10.0.0.1').family()", "4"),
      [
        .function(.string, .ip, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in e.opaque(try IPAddress(e.text(v))) }
        },
        .member(.cidr, .ip) { e, v in e.opaque(e.cidr(v).address) },
      ]),
    Function(
      "isIP", .kubernetes(1, 30), "Whether a text is an IP address.", ("isIP('10.0.0')", "false"),
      [
        .function(.string, .bool, cost: .traversal) { e, v in
          .bool(IPAddress.isIP(e.text(v)))
        }
      ]),
    Function(
      "ip.isCanonical", .kubernetes(1, 30), "Whether an address is written in its shortest form.",
      ("ip.isCanonical('::0001')", "false"),
      [
        .function(.string, .bool) { e, v in
          e.attempt { () throws(LibraryError) in
            .bool(try IPAddress(e.text(v)).isCanonical(e.text(v)))
          }
        }
      ]),
    Function(
      "family", .kubernetes(1, 30), "4 or 6, the version of an IP address.",
      ("ip('::1').family()", "6"), [.member(.ip, .int) { e, v in .int(e.ip(v).family) }]),
    predicate(
      "isUnspecified", .kubernetes(1, 30),
      "Whether it is the address that stands for all, `0.0.0.0` or `::`.",
      ("ip('0.0.0.0').isUnspecified()", "true")
    ) { $0.isUnspecified },
    predicate(
      "isLoopback", .kubernetes(1, 30), "Whether it is an address of the machine itself.",
      ("ip('127.0.0.53').isLoopback()", "true")
    ) { $0.isLoopback },
    predicate(
      "isLinkLocalMulticast", .kubernetes(1, 30),
      "Whether it is a multicast address of the link, `224.0.0.0/24` or `ff02::/16`.",
      ("ip('224.0.0.1').isLinkLocalMulticast()", "true")
    ) { $0.isLinkLocalMulticast },
    predicate(
      "isLinkLocalUnicast", .kubernetes(1, 30),
      "Whether it is an address of the link, `169.254.0.0/16` or `fe80::/10`.",
      ("ip('169.254.169.254').isLinkLocalUnicast()", "true")
    ) { $0.isLinkLocalUnicast },
    predicate(
      "isGlobalUnicast", .kubernetes(1, 30),
      "Whether it can be the address of one machine beyond its link; private ones can.",
      ("ip('10.0.0.1').isGlobalUnicast()", "true")
    ) { $0.isGlobalUnicast },
  ]

  private static let networks: [Function] = [
    Function(
      "cidr", .kubernetes(1, 30),
      "The network that a text is, `10.42.0.0/16`; an error if it is not one.",
      ("cidr('10.42.0.0/16').prefixLength()", "16"),
      [
        .function(.string, .cidr, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in e.opaque(try CIDR(e.text(v))) }
        }
      ]),
    Function(
      "isCIDR", .kubernetes(1, 30), "Whether a text is a network.",
      ("isCIDR('10.42.0.0')", "false"),
      [
        .function(.string, .bool, cost: .traversal) { e, v in
          .bool((try? CIDR(e.text(v))) != nil)
        }
      ]),
    Function(
      "containsIP", .kubernetes(1, 30), "Whether an address lies in a network.",
      ("cidr('10.42.0.0/16').containsIP('10.42.1.2')", "true"),
      [
        .member(.cidr, .ip, .bool) { e, a, b in .bool(e.cidr(a).contains(e.ip(b))) },
        .member(.cidr, .string, .bool) { e, a, b in
          e.attempt { () throws(LibraryError) in
            .bool(e.cidr(a).contains(try IPAddress(e.text(b))))
          }
        },
      ]),
    Function(
      "containsCIDR", .kubernetes(1, 30), "Whether a network lies in another.",
      ("cidr('10.0.0.0/8').containsCIDR('10.42.0.0/16')", "true"),
      [
        .member(.cidr, .cidr, .bool) { e, a, b in .bool(e.cidr(a).contains(e.cidr(b))) },
        .member(.cidr, .string, .bool) { e, a, b in
          e.attempt { () throws(LibraryError) in .bool(e.cidr(a).contains(try CIDR(e.text(b)))) }
        },
      ]),
    Function(
      "masked", .kubernetes(1, 30), "The network without the bits after its prefix.",
      ("string(cidr('10.42.1.2/16').masked())", #""10.42.0.0/16""#),
      [.member(.cidr, .cidr) { e, v in e.opaque(e.cidr(v).masked) }]),
    Function(
      "prefixLength", .kubernetes(1, 30), "How many bits of an address name the network.",
      ("cidr('10.42.0.0/16').prefixLength()", "16"),
      [.member(.cidr, .int) { e, v in .int(Int64(e.cidr(v).prefixLength)) }]),
  ]

  private static func predicate(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ body: @escaping @Sendable (IPAddress) -> Bool
  ) -> Function {
    Function(name, origin, summary, example, [.member(.ip, .bool) { e, v in .bool(body(e.ip(v))) }])
  }
}

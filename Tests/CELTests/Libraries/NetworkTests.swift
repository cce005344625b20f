import Basics
import Testing

@testable import CEL

@Suite("IP addresses and CIDRs")
struct NetworkTests {
  @Test(
    "print in canonical form",
    arguments: [
      ("192.168.0.1", "192.168.0.1", 4), ("0.0.0.0", "0.0.0.0", 4),
      ("2001:DB8::68", "2001:db8::68", 6),
      ("::", "::", 6), ("::1", "::1", 6), ("1::", "1::", 6), ("1:0:0:2:0:0:0:3", "1:0:0:2::3", 6),
      ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4", 6), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7", 6),
      ("::1.2.3.4", "::102:304", 6), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221", 6),
      (
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        6
      ),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", 6), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", 6),
    ] as [(String, String, Int64)])
  func canonical(text: String, expected: String, family: Int64) throws {
    let address = try IPAddress(kubernetes: text)
    #expect(address.description == expected)
    #expect(address.family == family)
    #expect(withUTF8Bytes(text) { address.isCanonical($0) } == (text == expected))
  }

  @Test(
    "say why a text is not an address",
    arguments: [
      ("192.168.0.1.0", "IPv4 address too long"), ("1.2.3", "IPv4 address too short"),
      ("1.2.3.256", "IPv4 field has value >255"),
      ("01.2.3.4", "IPv4 field has octet with leading zero"),
      ("1..2.3", #"IPv4 field must have at least one digit (at ".2.3")"#),
      ("1.2.3.", #"IPv4 field must have at least one digit (at ".")"#),
      ("1.2.3.a", #"unexpected character (at "a")"#), ("", "unable to parse IP"),
      ("localhost", "unable to parse IP"),
      ("2001:db8:::68", #"each colon-separated field must have at least one digit (at ":68")"#),
      ("1::2::3", #"multiple :: in address (at ":3")"#),
      ("12345::", #"each group must have 4 or less digits (at "12345::")"#),
      ("1:2:3:4:5:6:7", "address string too short"),
      ("1:2:3:4:5:6:7:8:9", #"trailing garbage after address (at "9")"#),
      ("1:2:3:4::5:6:7:8", "the :: must expand to at least one field of zeros"),
      ("1:", #"colon must be followed by more characters (at ":")"#),
      ("1:g", #"each colon-separated field must have at least one digit (at "g")"#),
      ("1g::", "unable to parse IP"), ("::1%", "zone must be a non-empty string"),
      ("%eth0", "missing IPv6 address"),
      (
        "1:1.2.3.4",
        #"embedded IPv4 address must replace the final 2 fields of the address (at "1.2.3.4")"#
      ),
    ])
  func refused(text: String, reason: String) {
    // `1g::` starts with a letter that is not a digit, but the colon decides that it is read as
    // IPv6.
    let reason = text == "1g::" ? #"unexpected character, want colon (at "g::")"# : reason
    expectError(
      "IP Address \"\(text)\" parse error during conversion from string: "
        + "ParseAddr(\"\(text)\"): \(reason)"
    ) { () throws(LibraryError) in try IPAddress(kubernetes: text) }
  }

  @Test("refuse zones and IPv4-mapped addresses")
  func mapped() {
    expectError("IP address \"fe80::1%en0\" with zone value is not allowed") {
      () throws(LibraryError) in try IPAddress(kubernetes: "fe80::1%en0")
    }
    expectError("IPv4-mapped IPv6 address \"::ffff:1.2.3.4\" is not allowed") {
      () throws(LibraryError) in try IPAddress(kubernetes: "::ffff:1.2.3.4")
    }
    expectError(
      "network address parse error during conversion from string: IPv4-mapped IPv6 address "
        + "\"::ffff:c0a8:1/120\" is not allowed"
    ) { () throws(LibraryError) in try CIDR(kubernetes: "::ffff:c0a8:1/120") }
  }

  @Test(
    "know their kind",
    arguments: [
      ("0.0.0.0", "unspecified"), ("::", "unspecified"), ("127.0.0.1", "loopback"),
      ("::1", "loopback"),
      ("224.0.0.1", "linkLocalMulticast multicast"), ("224.0.1.1", "multicast"),
      ("ff02::1", "linkLocalMulticast multicast"), ("ff00::1", "multicast"),
      ("169.254.169.254", "linkLocalUnicast"), ("fe80::1", "linkLocalUnicast"),
      ("febf::1", "linkLocalUnicast"),
      ("fd80::1", "globalUnicast"), ("192.168.0.1", "globalUnicast"), ("255.255.255.255", ""),
      ("2001:db8::abcd", "globalUnicast"), ("1.2.3.4", "globalUnicast"),
    ])
  func kinds(text: String, expected: String) throws {
    let address = try IPAddress(kubernetes: text)
    let kinds = [
      (address.isUnspecified, "unspecified"), (address.isLoopback, "loopback"),
      (address.isLinkLocalMulticast, "linkLocalMulticast"), (address.isMulticast, "multicast"),
      (address.isLinkLocalUnicast, "linkLocalUnicast"), (address.isGlobalUnicast, "globalUnicast"),
    ]
    #expect(kinds.filter(\.0).map(\.1).joined(separator: " ") == expected)
  }

  @Test(
    "ranges contain addresses and ranges of their own family",
    arguments: [
      ("192.168.0.0/24", "192.168.0.1", true), ("192.168.0.0/24", "192.168.1.1", false),
      ("2001:db8::/32", "2001:db8::1", true), ("2001:db8::/32", "2001:dc8::1", false),
      ("0.0.0.0/0", "255.1.2.3", true), ("::/0", "::5", true), ("::/0", "1.2.3.4", false),
      ("10.0.0.7/8", "10.9.9.9", true), ("::1/128", "::1", true), ("::1/128", "::2", false),
    ])
  func contains(range: String, address: String, expected: Bool) throws {
    let (range, address) = (try CIDR(kubernetes: range), try IPAddress(kubernetes: address))
    #expect(range.contains(address) == expected)
    #expect(range.contains(CIDR(address: address, prefixLength: address.bitWidth)) == expected)
  }

  @Test("a wider range is not contained")
  func wider() throws {
    #expect(
      try CIDR(kubernetes: "192.168.0.0/24").contains(CIDR(kubernetes: "192.168.0.0/23")) == false)
    #expect(try CIDR(kubernetes: "192.168.0.0/24").contains(CIDR(kubernetes: "192.168.0.0/25")))
    #expect(try CIDR(kubernetes: "10.0.0.0/8").contains(CIDR(kubernetes: "10.0.0.0/8")))
  }

  @Test("keep or mask the bits after the prefix")
  func masked() throws {
    #expect(try CIDR(kubernetes: "192.168.0.1/24") != CIDR(kubernetes: "192.168.0.0/24"))
    #expect(try CIDR(kubernetes: "192.168.0.1/24").masked == CIDR(kubernetes: "192.168.0.0/24"))
    #expect(try CIDR(kubernetes: "2001:db8:1::/32").masked.description == "2001:db8::/32")
    #expect(try CIDR(kubernetes: "1.2.3.4/0").masked.description == "0.0.0.0/0")
    #expect(try CIDR(kubernetes: "1:2::/0").masked.description == "::/0")
    #expect(try CIDR(kubernetes: "192.168.0.1/24").prefixLength == 24)
  }

  @Test(
    "say why a text is not a range",
    arguments: [
      ("192.168.0.0/", #"bad bits after slash: """#), ("1.2.3.4", "no '/'"),
      ("1.2.3.4/33", "prefix length out of range"), ("::/129", "prefix length out of range"),
      ("1.2.3.4/99999999999999999999", "prefix length out of range"),
      ("1.2.3.4/08", #"bad bits after slash: "08""#),
      ("1.2.3.4/+8", #"bad bits after slash: "+8""#),
      ("fe80::1%en0/64", "IPv6 zones cannot be present in a prefix"),
      ("1.2.3/8", #"ParseAddr("1.2.3"): IPv4 address too short"#),
    ])
  func refusedRange(text: String, reason: String) {
    let start = "network address parse error during conversion from string: "
    expectError("\(start)\(start)netip.ParsePrefix(\"\(text)\"): \(reason)") {
      () throws(LibraryError) in try CIDR(kubernetes: text)
    }
  }
}

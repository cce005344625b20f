import Basics
import Testing

@Suite("IP addresses")
struct IPAddressTests {
  @Test(
    "signs, zones and leading zeros belong to no address",
    arguments: [
      ("10.0.0.1", "10.0.0.1"), ("2001:DB8::1", "2001:db8::1"), ("::ffff:10.0.0.1", "::ffff:a00:1"),
      ("+1::", nil), ("1:2:3:4:5:6:7:+8", nil), ("::-1", nil), ("fe80::1%eth0", nil),
      ("01.2.3.4", nil), ("+1.2.3.4", nil), ("1.2.3", nil), ("1:2:3:4:5:6:7:8:9", nil), ("", nil),
    ] as [(String, String?)])
  func parsing(text: String, expected: String?) {
    #expect(IPAddress(text)?.description == expected)
  }

  @Test("an IPv4 address in IPv6's clothes")
  func mapped() {
    #expect(IPAddress("::ffff:10.0.0.1")?.unmapped == IPAddress("10.0.0.1"))
    #expect(IPAddress("::fffe:10.0.0.1")?.isIPv4Mapped == false)
    #expect(IPAddress("10.0.0.1")?.unmapped == IPAddress("10.0.0.1"))
  }
}

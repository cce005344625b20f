import Basics
import Testing

@testable import Anonymizing

@Suite struct MappingTests {
  private let key = AnonymizationKey(bytes: [UInt8](0..<32))!

  private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

  private func common(_ left: IPAddress, _ right: IPAddress) -> Int {
    (0...left.bitWidth).last { left.masked(to: $0) == right.masked(to: $0) } ?? 0
  }

  private static let samples = [
    "10.42.0.1", "10.42.0.9", "10.43.0.10", "10.200.7.1", "172.16.5.4", "172.31.255.1",
    "172.32.0.1", "192.168.1.20", "100.64.0.7", "52.17.3.4", "52.17.3.5", "203.0.113.9", "11.0.0.1",
    "9.255.0.1", "2001:db8::1", "2a01:4f8:1::2", "2a01:4f8:1::3", "fd00:42::1", "fd12::1",
  ]

  @Test func sharedPrefixesStayAsLong() throws {
    let mapping = AddressMapping(key: key)
    for left in Self.samples {
      for right in Self.samples {
        let (left, right) = (try address(left), try address(right))
        guard left.isIPv4 == right.isIPv4 else { continue }
        #expect(common(mapping(left), mapping(right)) == common(left, right))
      }
    }
  }

  @Test(arguments: samples) func addressesChangeWithinTheirClass(_ text: String) throws {
    let (mapping, before) = (AddressMapping(key: key), try address(text))
    let after = mapping(before)
    #expect(after != before)
    for range in AddressClasses.all + AddressClasses.nobody {
      #expect(range.contains(after) == range.contains(before))
    }
    let mapped = IPAddress(ipv6: 0xFFFF << 32 | before.bits)
    if before.isIPv4 { #expect(mapping(mapped).unmapped == after) }
  }

  @Test(arguments: [
    "0.0.0.0", "127.0.0.53", "169.254.169.254", "::1", "fe80::1", "255.255.255.255",
  ])
  func whatNamesNobodyStays(_ text: String) throws {
    #expect(AddressMapping(key: key)(try address(text)) == (try address(text)))
  }

  @Test func networksHoldWhatTheyHeld() throws {
    let mapping = AddressMapping(key: key)
    let range = try #require(CIDR("10.42.0.0/16"))
    #expect(mapping(range).contains(mapping(try address("10.42.3.4"))))
    #expect(!mapping(range).contains(mapping(try address("10.43.3.4"))))
    #expect(mapping(range).masked == mapping(range))
    let host = try #require(CIDR("10.42.3.4/16"))
    #expect(mapping(host).address == mapping(host.address))
    #expect(mapping(host).masked == mapping(range))
  }

  private static let digits = (0...9).map { "\($0)" }
  private static let letters = "abcdefghijklmnopqrstuvwxyz".map { "\($0)" }

  /// More words than a form has replacements: what is left over gets one of another form.
  @Test(arguments: [
    (NameMapping.Form.digits, digits), (.hexadecimal, digits + letters.map { $0.uppercased() }),
    (.generated, digits + letters), (.word, letters),
    (.numbers, (256...999).map { "\($0).0.0.0" }),
  ])
  func everyWordHasAReplacementOfItsOwn(_ form: NameMapping.Form, _ words: [String]) {
    var mapping = NameMapping(key: key)
    let made = words.map { mapping.replacement(of: $0, as: form) }
    #expect(Set(made).count == words.count)
    #expect(made.map { mapping.pairs[$0] } == words)
  }

  @Test func anotherKeyGivesOthers() throws {
    let other = AnonymizationKey(bytes: [UInt8](repeating: 7, count: 32))!
    #expect(AnonymizationKey() != AnonymizationKey())
    #expect(other.code(of: [1], for: "a") != key.code(of: [1], for: "a"))
    #expect(key.code(of: [1], for: "a") != key.code(of: [1], for: "b"))
    var left = Anonymizer(map: AnonymizationMap(key: key), vocabulary: Vocabulary())
    var right = Anonymizer(map: AnonymizationMap(key: other), vocabulary: Vocabulary())
    #expect(left.replacement(ofRun: "shop-1") != right.replacement(ofRun: "shop-1"))
    #expect(AnonymizationKey(key.text) == key)
    #expect(AnonymizationKey(String(key.text.dropLast())) == nil)
  }
}

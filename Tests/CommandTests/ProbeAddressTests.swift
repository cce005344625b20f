import Testing

@testable import Engine

@Suite("whom a probe asked")
struct ProbeAddressTests {
  @Test(
    "is the same whatever the path, the case of letters and a port that goes without saying",
    arguments: [
      ("https://rancher.example.com", "HTTPS://Rancher.Example.com:443/ping?x=1#y", true),
      ("https://rancher.example.com", "https://me:secret@rancher.example.com/ping", true),
      ("wss://rancher.example.com", "wss://rancher.example.com:443", true),
      ("http://rancher.example.com", "http://rancher.example.com:80/", true),
      ("https://[fd00::1]/ping", "https://[fd00::1]:443", true),
      ("https://rancher.example.com", "http://rancher.example.com:443", false),
      ("https://rancher.example.com", "https://rancher.example.com:8443", false),
      ("https://rancher.example.com", "https://rancher.example.org", false),
      ("https://[fd00::1]", "https://[fd00::2]", false),
    ])
  func compared(left: String, right: String, isSame: Bool) throws {
    let left = try #require(ProbeAddress(left))
    #expect(try (left == #require(ProbeAddress(right))) == isSame)
  }

  @Test(
    "is nothing without a scheme and a host",
    arguments: ["", "rancher.example.com", "/ping", "https://", "https:///ping", "https://h:port"])
  func none(text: String) {
    #expect(ProbeAddress(text) == nil)
  }
}

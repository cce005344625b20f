import Basics
import Testing

@testable import CEL

@Suite("Named formats")
struct NamedFormatTests {
  private func problems(_ format: NamedFormat, _ text: String) -> [String] {
    withUTF8Bytes(text) { format.problems(in: $0) }
  }

  @Test(
    "accept what Kubernetes accepts",
    arguments: [
      (NamedFormat.dns1123Label, "my-label-name"), (.dns1123Label, "0"),
      (.dns1123Subdomain, "apiextensions.k8s.io"),
      (.dns1035Label, "a-0"), (.qualifiedName, "apiextensions.k8s.io/v1beta1"),
      (.qualifiedName, "My_name.x"),
      (.dns1123LabelPrefix, "my-label-prefix-"), (.dns1123SubdomainPrefix, "mysubdomain.prefix.-"),
      (.dns1035LabelPrefix, "my-label-prefix-"), (.labelValue, ""),
      (.labelValue, "my-cool-label-Value"),
      (.uri, "http://example.com"), (.uri, "/path"),
      (.uuid, "123e4567-e89b-12d3-a456-426614174000"),
      (.uuid, "123E4567E89b-12d3a456426614174000"), (.byte, "aGVsbG8="), (.byte, "+/=="),
      (.date, "2021-01-01"),
      (.date, "2024-02-29"), (.date, "0000-12-31"), (.datetime, "2021-01-01T00:00:00Z"),
      (.datetime, "2021-01-01t23:59:59.5+99:99"), (.datetime, "2021-01-01T00:00:00,5zTrest"),
    ] as [(NamedFormat, String)])
  func accepted(format: NamedFormat, text: String) {
    #expect(problems(format, text) == [])
  }

  private static let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
    + "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
    + "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
  private static let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
    + "'.', and must start and end with an alphanumeric character (e.g. 'example.com', "
    + "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?"
    + "(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  private static let dns1035 =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
    + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
    + "'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
  private static let name =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
    + "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
  private static let value =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
    + "and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or "
    + "'12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

  @Test(
    "say everything that is wrong, in Kubernetes' words",
    arguments: [
      (NamedFormat.dns1123Label, "contains a space", [label]),
      (.dns1123Label, "a.b", ["must not contain dots"]),
      (.dns1123Label, "", [label]), (.dns1123Label, "-a", [label]), (.dns1123Label, "a-", [label]),
      (.dns1123LabelPrefix, "contains a space-", [label]), (.dns1123LabelPrefix, "-", [label]),
      (.dns1123Label, String(repeating: "a", count: 64), ["must be no more than 63 bytes"]),
      (.dns1123Label, String(repeating: "A", count: 64), ["must be no more than 63 bytes", label]),
      (.dns1123Subdomain, "a..b", [subdomain]),
      (.dns1123SubdomainPrefix, "contains a space-", [subdomain]),
      (.dns1123Subdomain, String(repeating: "a", count: 254), ["must be no more than 253 bytes"]),
      (.dns1035Label, "0a", [dns1035]), (.dns1035LabelPrefix, "contains a space-", [dns1035]),
      (.qualifiedName, "contains a space", ["name part " + name]),
      (.qualifiedName, "", ["name part must be non-empty", "name part " + name]),
      (.qualifiedName, "/a", ["prefix part must be non-empty"]),
      (.qualifiedName, "A/b", ["prefix part " + subdomain]),
      (
        .qualifiedName, "a/b/c",
        [
          "a valid label key \(name) with an optional DNS subdomain prefix and '/' "
            + "(e.g. 'example.com/MyName')"
        ]
      ),
      (.labelValue, "my-cool-label-Value!!\n\n!!!", [value]), (.labelValue, "-", [value]),
      (.uuid, "123e4567-e89b-12d3-a456-42661417400", ["does not match the UUID format"]),
      (.uuid, "123e4567--e89b-12d3-a456-426614174000", ["does not match the UUID format"]),
      (.uuid, "123e4567-e89b-12d3-a456-426614174000-", ["does not match the UUID format"]),
      (.byte, "aGVsbG8", ["invalid base64"]), (.byte, "", ["invalid base64"]),
      (.byte, "a===", ["invalid base64"]),
      (.date, "2020-01-32", ["invalid date"]), (.date, "2023-02-29", ["invalid date"]),
      (.date, "2020-1-1", ["invalid date"]),
      (.datetime, "2020-01-32T00:00:00Z", ["invalid datetime"]),
      (.datetime, "2020-01-01", ["invalid datetime"]),
      (.datetime, "2020-01-01T24:00:00Z", ["invalid datetime"]),
      (.datetime, "2020-01-01T00:00:00", ["invalid datetime"]),
      (.uri, "../x", ["parse \"../x\": invalid URI for request"]),
    ] as [(NamedFormat, String, [String])])
  func refused(format: NamedFormat, text: String, expected: [String]) {
    #expect(problems(format, text) == expected)
  }

  @Test("are known by name")
  func names() {
    #expect(NamedFormat(rawValue: "dns1123SubdomainPrefix") == .dns1123SubdomainPrefix)
    #expect(NamedFormat(rawValue: "unknown") == nil)
    #expect(NamedFormat.allCases.count == 13)
  }
}

import Documents
import Findings
import Testing

@testable import CEL
@testable import Rules

@Suite("functions of policies: Kubernetes' own, by version")
struct PolicyFunctionTests {
  /// What each version of Kubernetes added, read from the API server's CEL environments
  /// (pkg/cel/environment/base.go of k8s.io/apiserver, releases 1.26 to 1.36) and the libraries of
  /// cel-go that they were built with. 1.23 stands for the first version that had CEL.
  private static let added: [(version: KubernetesVersion, names: String)] = [
    (
      KubernetesVersion(1, 23),
      """
      == != < <= > >= ! - + * / % in []
      size type dyn startsWith endsWith contains matches
      int uint double bool bytes string timestamp duration
      getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear
      getHours getMinutes getSeconds getMilliseconds
      charAt indexOf join lastIndexOf lowerAscii replace split substring trim upperAscii
      isSorted sum min max
      find findAll
      url isURL getScheme getHost getHostname getPort getEscapedPath getQuery
      """
    ),
    (
      KubernetesVersion(1, 27),
      """
      path group serviceAccount resource subresource namespace name check allowed reason
      """
    ),
    (
      KubernetesVersion(1, 28),
      """
      errored error
      [?] optional.none optional.of optional.ofNonZeroValue hasValue value or orValue
      quantity isQuantity isInteger asInteger asApproximateFloat sign add sub
      isLessThan isGreaterThan compareTo
      """
    ),
    (
      KubernetesVersion(1, 29),
      "format strings.quote sets.contains sets.intersects sets.equivalent"
    ),
    (
      KubernetesVersion(1, 30),
      """
      ip isIP ip.isCanonical family isUnspecified isLoopback isLinkLocalMulticast
      isLinkLocalUnicast isGlobalUnicast
      cidr isCIDR containsIP containsCIDR masked prefixLength
      """
    ),
    (
      KubernetesVersion(1, 31),
      """
      fieldSelector labelSelector validate format.named
      format.dns1123Label format.dns1123Subdomain format.dns1035Label format.qualifiedName
      format.dns1123LabelPrefix format.dns1123SubdomainPrefix format.dns1035LabelPrefix
      format.labelValue format.uri format.uuid format.byte format.date format.datetime
      """
    ),
    (
      KubernetesVersion(1, 33),
      """
      semver isSemver major minor patch first last optional.unwrap unwrapOpt
      """
    ),
    (KubernetesVersion(1, 34), "slice distinct lists.range reverse sort flatten"),
  ]

  private static let environment = PolicyEnvironment(
    after: RuleEnvironment(pool: ConstantPool(store: DocumentStore()), functions: []).base
  ).environment(hasParameters: true, hasAuthorizer: true)

  @Test("what policies may call is what Kubernetes of that version has")
  func byVersion() {
    var expected: Set<String> = []
    for (version, names) in Self.added {
      expected.formUnion(names.split { $0 == " " || $0.isNewline }.map(String.init))
      let found = Self.environment.functions.functions.values.filter { function in
        function.overloads.contains { $0.since.map { $0 <= version } ?? true }
      }.map(\.name)
      #expect(
        Set(found).symmetricDifference(expected).sorted() == [], "\(version.description)")
    }
    #expect(expected.count == Self.environment.functions.functions.count)
  }

  @Test(
    "ours, and what cel-go has and Kubernetes has not, are unknown functions",
    arguments: [
      "glob('a*', 'ab')", "resource.Find('v1', 'nodes', '', 'w1').hasValue()",
      "inRange('1.2', '>=1.0')", "math.abs(1) == 1", "base64.encode(b'a') == ''",
      "'ab'.reverse() == 'ba'", "regex.extract('a', 'a').hasValue()", "cel.bind(x, 1, x == 1)",
    ])
  func foreign(expression: String) {
    guard case .failure = Self.environment.compile(expression) else {
      Issue.record("\(expression) is let in")
      return
    }
  }

  @Test(
    "a pack's celCompatibility is that of its policies, too", arguments: ["1.34", "1.30"])
  func compatibility(version: String) throws {
    let pack = try DefinitionPack(
      definitions: DefinitionTests.isReady, header: "celCompatibility: \"\(version)\"\n")
    try pack.write(
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        validations:
          - expression: "[object.metadata.name].distinct().size() == 1"

      """, to: "base/policies/p.yaml")
    let problems = pack.problems("base").filter { $0.contains("Kubernetes") }
    if version == "1.34" {
      #expect(problems == [])
    } else {
      #expect(problems.count == 1)
      #expect(problems.first?.contains("'distinct' needs Kubernetes 1.34") == true)
    }
  }
}

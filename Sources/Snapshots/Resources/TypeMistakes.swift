import Basics

// Names of types that no API server has: a rule that looks for one would find nothing, and call
// the cluster ready.

extension BuiltInTypes {
  /// Versions of the API groups of the table, the removed ones too.
  ///
  /// Source: the packages of `k8s.io/api` of Kubernetes 1.18 to 1.37.
  static let versions: [String: [String]] = [
    "": ["v1"],
    "admissionregistration.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "apiextensions.k8s.io": ["v1", "v1beta1"],
    "apiregistration.k8s.io": ["v1", "v1beta1"],
    "apps": ["v1", "v1beta2", "v1beta1"],
    "authentication.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "authorization.k8s.io": ["v1", "v1beta1"],
    "autoscaling": ["v2", "v1", "v2beta2", "v2beta1"],
    "batch": ["v1", "v1beta1", "v2alpha1"],
    "certificates.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "coordination.k8s.io": ["v1", "v1beta1", "v1alpha2", "v1alpha1"],
    "discovery.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "events.k8s.io": ["v1", "v1beta1"],
    "extensions": ["v1beta1"],
    "flowcontrol.apiserver.k8s.io": ["v1", "v1beta3", "v1beta2", "v1beta1", "v1alpha1"],
    "internal.apiserver.k8s.io": ["v1alpha1"],
    "metrics.k8s.io": ["v1beta1", "v1", "v1alpha1"],
    "networking.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "node.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "policy": ["v1", "v1beta1"],
    "rbac.authorization.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "resource.k8s.io": ["v1", "v1beta2", "v1beta1", "v1alpha3", "v1alpha2", "v1alpha1"],
    "scheduling.k8s.io": ["v1", "v1beta1", "v1alpha3", "v1alpha2", "v1alpha1"],
    "storage.k8s.io": ["v1", "v1beta1", "v1alpha1"],
    "storagemigration.k8s.io": ["v1", "v1beta1", "v1alpha1"],
  ]

  /// Types that only alpha versions had, or have: no mistakes, and nothing else is known of them.
  static let passing: Set<ResourceType> = Set(
    [
      "devicetaintrules", "podschedulingcontexts", "podschedulings", "resourceclaimparameters",
      "resourceclasses", "resourceclassparameters", "resourcepoolstatusrequests",
    ].map { ResourceType(group: "resource.k8s.io", plural: $0) }
      + ["podgroups", "workloads"].map { ResourceType(group: "scheduling.k8s.io", plural: $0) })
}

extension TypeTable {
  /// Kubernetes' own types, without any of a snapshot.
  public static let builtIn = TypeTable()

  /// What is wrong with the name of an API group, as a sentence without a full stop; nil if it is,
  /// or may be, one.
  public func mistake(inGroup group: String) -> String? {
    let known = groups
    if let same = known.firstIndex(of: group), known[same].equalsByBytes(group) { return nil }
    let parts = group.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let meant: String?
    if ["core", "v1", "core/v1", "v1/core"].contains(asciiLowercased(group)) {
      meant = ""
    } else if parts.count > 1, let part = parts.first(where: { known.contains($0) }) {
      meant = part
    } else {
      meant = closestWord(to: group, among: groupNames.lazy.filter { !$0.isEmpty }, most: 2)
    }
    // The group of a resource definition has a dot; only Kubernetes' own may do without.
    guard meant != nil || parts.count > 1 || !group.utf8.contains(UInt8(ascii: ".")) else {
      return nil
    }
    return "there is no API group \"\(group)\"" + TypeTable.suggestion(meant)
  }

  /// What is wrong with the version of a group; nil if it is, or may be, one.
  public func mistake(inVersion version: String, of type: ResourceType) -> String? {
    let known =
      info(of: type).flatMap { $0.versions.isEmpty ? nil : $0.versions }
      ?? BuiltInTypes.versions[type.group]
    guard let known, !known.contains(where: { $0.equalsByBytes(version) }) else {
      return nil
    }
    let name = type.group.isEmpty ? "the core API group" : "the API group \(type.group)"
    return "\(name) has no version \"\(version)\""
      + TypeTable.suggestion(closestWord(to: version, among: known, most: 2) ?? known.first)
  }

  /// What is wrong with the name of a type; nil if it is, or may be, one.
  public func mistake(in type: ResourceType) -> String? {
    guard info(of: type) == nil, !BuiltInTypes.passing.contains(type) else { return nil }
    let kinds = type.plural.isEmpty ? [] : types(calledLike: type.plural)
    let own = kinds.first { $0.group.equalsByBytes(type.group) }
    if own == nil, let mistake = mistake(inGroup: type.group) { return mistake }
    let meant = own?.name ?? similarName(to: type)
    if meant == nil, !BuiltInTypes.groups.contains(type.group) { return nil }
    return "there is no resource type \"\(type.name)\""
      + TypeTable.suggestion(meant ?? (kinds.count == 1 ? kinds[0].name : nil))
  }

  /// What is wrong with apiVersion and plural of a look-up; nil if nothing is known to be.
  public func mistake(inAPIVersion apiVersion: String, plural: String) -> String? {
    let type = ResourceType(apiVersion: apiVersion, plural: plural)
    return mistake(in: type) ?? mistake(inVersionOf: apiVersion, plural: plural)
  }

  /// What is wrong with the version of an apiVersion alone.
  func mistake(inVersionOf apiVersion: String, plural: String) -> String? {
    let version = apiVersion.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return mistake(
      inVersion: String(version), of: ResourceType(apiVersion: apiVersion, plural: plural))
  }

  /// What is wrong with a plural that may be of any group; nil if it is, or may be, one.
  public func mistake(inPlural plural: String) -> String? {
    let called = types(calledLike: plural)
    if called.contains(where: { $0.plural.equalsByBytes(plural) }) { return nil }
    guard let meant = called.first?.plural ?? closestWord(to: plural, among: plurals, most: 2)
    else { return nil }
    return "there is no resource type \"\(plural)\"" + TypeTable.suggestion(meant)
  }

  /// Types of objects that are looked at for mistakes, if neither Kubernetes nor a definition knows
  /// them: no cluster has more, and each is compared with all that are known.
  static let checkedTypes = 500

  /// The types among those of the objects whose names are wrong, in their order; and whether there
  /// were too many to look at all.
  func mistakes(
    inTypesOfObjects all: [ResourceType]
  ) -> (found: [(type: ResourceType, text: String, meant: ResourceType?)], isCut: Bool) {
    let strange = all.filter { info(of: $0) == nil }
    let found = strange.prefix(TypeTable.checkedTypes).compactMap { type in
      mistake(inTypeOfObjects: type).map { (type, $0.text, $0.meant) }
    }
    return (found, strange.count > TypeTable.checkedTypes)
  }

  /// What is wrong with the type of objects that are there, and the type that they were meant to be
  /// of; nil if nothing is wrong.
  func mistake(inTypeOfObjects type: ResourceType) -> (text: String, meant: ResourceType?)? {
    // What has a dot may be of a resource definition that was not exported.
    let isChecked =
      BuiltInTypes.groups.contains(type.group) || mistake(inGroup: type.group) != nil
    guard isChecked, let text = mistake(in: type) else { return nil }
    let called = types(calledLike: type.plural)
    if called.count == 1 { return (text, called[0]) }
    return (text, similarName(to: type).flatMap { self.type(named: $0) })
  }

  private static func suggestion(_ meant: String?) -> String {
    guard let meant else { return "" }
    return meant.isEmpty ? "; did you mean \"\", the core group?" : "; did you mean \(meant)?"
  }
}

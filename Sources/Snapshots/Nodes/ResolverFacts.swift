// Which resolver file pods get that do not use the cluster's DNS (and CoreDNS itself).
//
// It is the one that the kubelet says it was told to read. k3s and RKE2 start the kubelet: with
// `resolv-conf` of their configuration, else with the first of /etc/resolv.conf and systemd's
// upstream file that names only global unicast servers, else with a file of their own that names
// 8.8.8.8. They look at these files once, when they start, and the files may have changed since:
// where the kubelet's own word is missing, the rule decides only where each file that they may have
// taken is fit to be taken now. From 1.32 on drop-ins of the kubelet win over all this, but for its
// flags (`kubelet-arg`): where these are not known, or name another file, the kubelet's own word
// decides. For any other kubelet nothing but its configuration tells.
//
// Source: k3s pkg/agent/config, locateOrGenerateResolvConf; RKE2 uses the same code.

import Basics
import Documents
import Findings

struct ResolverFacts {
  let node: NodeFactsBuilder
  let settings: ServiceSettings

  private static let candidates = ["etc/resolv.conf", "run/systemd/resolve/resolv.conf"]

  /// A resolver file as it is.
  func file(_ path: String) -> FactField {
    guard let file = node.files[path] else {
      return node.absent.contains(path) ? .absent : .unknown(node.missing(file: path))
    }
    return value(file, path)
  }

  private func value(_ file: NodeFiles.File, _ path: String) -> FactField {
    guard let builder = node.builders.builder(for: file.source) else {
      return .unknown(ReasonTable.overflow)
    }
    let resolver = ResolvConf(file)
    for range in resolver.unusable {
      node.contradictions.reportUnusable(file.source, range)
    }
    if let line = resolver.strange.first {
      node.contradictions.reportStrange(file.source, line)
    }
    let what: String? =
      !resolver.isWhole
      ? "is truncated: its last line has no line break"
      : !resolver.strange.isEmpty
        ? "has a line that no resolver file has"
        : resolver.unusable.isEmpty ? nil : "names a server by something other than an address"
    let reason =
      what.map { what in
        node.surroundings.reasons.number(
          of: MissingEvidence(
            .nodeFile, "/\(path) of node \(node.name) \(what)", collect: node.step(file: path)))
      } ?? 0
    return .value(resolver.value(builder, path: "/\(path)", reason: reason))
  }

  /// What a pod of the node got; it needs no access to the machine, and leaves nothing to derive.
  private static let podResolverFile = NodeFiles.podResolver

  /// The file that pods really get.
  var effective: FactField {
    guard let file = node.files[ResolverFacts.podResolverFile] else { return derived }
    if let place = placeOfClusterDNS(file) {
      node.contradictions.reportDoubt(
        "is the resolver file of a pod that asks the cluster's DNS, and counts as not collected",
        place, help: "collect it from a pod with dnsPolicy: Default")
      return derived
    }
    let got = value(file, ResolverFacts.podResolverFile)
    if case .value(let left) = got, case .value(let right) = derived,
      servers(left) != servers(right)
    {
      return .unknown(node.contradiction("name servers of pods", left, right))
    }
    return got
  }

  /// Where the file of a pod shows that it is not the node's: a server of the cluster's DNS, or the
  /// names of its Services. nil if nothing does.
  private func placeOfClusterDNS(_ file: NodeFiles.File) -> SourcePlace? {
    let resolver = ResolvConf(file)
    let told = node.kubeletConfiguration?["clusterDNS"]?.elements.compactMap(\.string) ?? []
    let addresses = node.surroundings.dnsAddresses.union(told).compactMap { IPAddress($0) }
    let server = resolver.nameservers.first { range in
      IPAddress(file.source.text(in: range)).map { addresses.contains($0) } ?? false
    }
    let search = resolver.search.first { range in
      let name = asciiLowercased(file.source.text(in: range))
      return name.hasPrefix("svc.") || name.contains(".svc.")
    }
    return (server ?? search).map { SourcePlace(source: file.source, offset: $0.lowerBound) }
  }

  private func servers(_ resolver: Value) -> [String?] {
    DocumentValue(resolver, in: node.builders.store)["nameservers"]?.elements.map(\.string) ?? []
  }

  /// What pods must get by the settings of the kubelet.
  private var derived: FactField {
    if let path = kubeletSetting {
      // Both say what runs: one of them is from another time. Drop-ins win over a setting.
      let other = mergesDropIns ? flag : serviceSetting
      if let other, NodeFiles.normalized(other) != NodeFiles.normalized(path) {
        return .unknown(node.contradiction("the kubelet's resolver file", statedPlaces))
      }
      return configured(path)
    }
    guard case .k3s(let program) = node.service else { return .unknown(node.missingKubelet) }
    if let path = flag { return configured(path) }
    if settings.tail != 0, serviceSetting == nil || mergesDropIns {
      return .unknown(settings.tail)
    }
    if mergesDropIns { return merged(program) }
    return serviceSetting.map(configured) ?? picked(by: program)
  }

  /// Whether the kubelet merges drop-ins into the configuration that k3s or RKE2 gives it.
  private var mergesDropIns: Bool {
    guard case .k3s = node.service else { return false }
    return KubeletDropIns.areMerged(
      by: node.object?["status"]?["nodeInfo"]?["kubeletVersion"]?.string)
  }

  /// What k3s or RKE2 gave the kubelet, where its drop-ins leave it at that.
  private func merged(_ program: String) -> FactField {
    let data = settings.config.text("data-dir") ?? "/var/lib/rancher/\(program)"
    let dropIns = KubeletDropIns(of: node, program: program, data: data)
    guard dropIns.isKnown, settings.kubeletsOwnFile == nil else {
      return .unknown(node.missingKubelet)
    }
    let given = [serviceSetting, dropIns.chosen, dropIns.set].compactMap { $0 }
    guard Set(given.map(NodeFiles.normalized)).count < 2 else {
      return .unknown(node.missingKubelet)
    }
    if let path = given.first { return configured(path) }
    return picked(by: program)
  }

  /// What k3s and RKE2 took when they started, where the files as they are now leave no choice.
  private func picked(by program: String) -> FactField {
    // A file that is proved not to be there is no candidate; one that was not collected may be.
    let candidates = ResolverFacts.candidates.filter { !node.absent.contains($0) }
    if candidates.isEmpty { return generated(program) }
    for path in candidates {
      // What is unfit now was perhaps fit then, and what is fit was perhaps unfit.
      guard let file = node.files[path], ResolvConf(file).isUsableByK3s else {
        return .unknown(node.missingKubelet)
      }
    }
    let first = candidates[0]
    return node.files[first].map { value($0, first) } ?? .unknown(node.missingKubelet)
  }

  /// What the kubelet itself says.
  private var kubeletSetting: String? {
    guard let kubelet = node.kubeletConfiguration else { return nil }
    if let path = kubelet["resolvConf"]?.string { return path }
    // The kubelet's default, in an example. A kubelet's own answer names it; and a k3s or RKE2 sets
    // it on the command line, which a file hides.
    if case .k3s = node.service { return nil }
    return node.givenKubelet != nil && kubelet["resolvConf"] == nil ? "/etc/resolv.conf" : nil
  }

  /// `kubelet-arg: resolv-conf=…`.
  private var flag: String? {
    let arguments = settings.config.texts("kubelet-arg") ?? []
    for case let argument? in arguments.reversed() {
      for prefix in ["resolv-conf=", "--resolv-conf="] where argument.hasPrefix(prefix) {
        return String(argument.dropFirst(prefix.count))
      }
    }
    return nil
  }

  /// The same, `resolv-conf`, or the variable behind it.
  private var serviceSetting: String? {
    if let flag { return flag }
    guard let path = settings.config.text("resolv-conf"), !path.isEmpty else { return nil }
    return path
  }

  /// Where the kubelet, and where k3s or RKE2, say which file it is.
  private var statedPlaces: [SourcePlace] {
    let told = settings.config.lastValue("resolv-conf") ?? settings.config.lastValue("kubelet-arg")
    return [node.kubeletConfiguration?["resolvConf"]?.value, told].compactMap { value in
      value.flatMap { node.builders.store.place(of: $0) }
    }
  }

  private func configured(_ path: String) -> FactField {
    let onNode = NodeFiles.normalized(path)
    // An empty setting gives pods no resolver file at all.
    if onNode.isEmpty { return stub(path: "", servers: []) }
    if let file = node.files[onNode] { return value(file, onNode) }
    let own = "/agent/etc/resolv.conf"
    for program in ["k3s", "rke2"] where onNode.hasSuffix("rancher/\(program)\(own)") {
      return generated(program)
    }
    if case .k3s = node.service { return .unknown(node.missing(file: onNode)) }
    return .unknown(node.missing(resolver: onNode))
  }

  private func generated(_ program: String) -> FactField {
    let path = "var/lib/rancher/\(program)/agent/etc/resolv.conf"
    if let file = node.files[path] { return value(file, path) }
    return stub(path: "/\(path)", servers: ["8.8.8.8", "2001:4860:4860::8888"])
  }

  private func stub(path: String, servers: [String]) -> FactField {
    guard let builder = node.builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    builder.key("path")
    builder.string(path)
    builder.key("nameservers")
    builder.beginList()
    for server in servers { builder.string(server) }
    builder.endList()
    for key in ["search", "options"] {
      builder.key(key)
      builder.beginList()
      builder.endList()
    }
    builder.endMap()
    return .value(builder.finish())
  }
}

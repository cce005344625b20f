import Basics

extension SnapshotFormat {
  /// SUSE's Rancher supportability review: a result of Sonobuoy whose plugins ran scripts in the
  /// cluster and on each node, `plugins/<plugin>/results/<node or "global">/`; or one of those
  /// results by itself.
  ///
  /// The scripts list some types with `-A` and others in a few namespaces; the table below says
  /// which. What a command could not list is an empty file, or none.
  static let supportabilityReview = SnapshotFormat(
    "supportability-review", "a Rancher supportability review",
    isRoot: { folder in
      if SupportabilityReview.part(folder) != nil { return true }
      let plugins = folder["plugins"]
      return plugins.folders.contains { plugin in
        let results = plugins[plugin]["results"]
        return results.folders.contains { SupportabilityReview.part(results[$0]) != nil }
      }
    },
    role: { path, root in
      guard path[0] == "plugins" else {
        guard let part = SupportabilityReview.part(root.folder) else {
          return SnapshotFormat.sonobuoy.role?(path, root)
        }
        return SupportabilityReview.role(path, part, node: SupportabilityReview.node(root.names))
      }
      guard path.count > 4, path[2] == "results" else { return .skipped }
      let folder = root.folder["plugins"][path[1]]["results"][path[3]]
      guard let part = SupportabilityReview.part(folder) else { return .skipped }
      return SupportabilityReview.role(Array(path.dropFirst(4)), part, node: path[3])
    })
}

private enum SupportabilityReview {
  /// What a script left: of the cluster or of a node.
  fileprivate enum Part {
    case cluster, node
  }

  /// The archives that the scripts make, which may be there as folders.
  private static let archives = ["clusterinfo.tar.gz", "nodeinfo.tar.gz"]

  fileprivate static func part(_ folder: MemberTree.Folder) -> Part? {
    for folder in [folder] + archives.map({ folder[$0] }) {
      if folder.folders.contains("api_version"),
        folder.files.isSuperset(of: ["nodes.json", "namespaces.json"])
      {
        return .cluster
      }
      if folder.folders.contains("networking"), folder["systeminfo"].files.contains("os-release") {
        return .node
      }
    }
    return nil
  }

  /// The name of the node whose result stands alone; nil if nothing tells.
  fileprivate static func node(_ names: [String]) -> String? {
    names.last { name in !name.isEmpty && !archives.contains(name) && name != "nodeinfo" }
  }

  fileprivate static func role(_ path: [String], _ part: Part, node: String?) -> MemberRole {
    var path = path
    if archives.contains(path[0]) { path.removeFirst() }
    guard !path.isEmpty else { return .skipped }
    switch part {
    case .cluster: return clusterRole(path)
    case .node:
      guard let node, path.count > 1 else { return .skipped }
      if let place = systemFiles[path.joined(separator: "/")] { return .node(node, path: place) }
      let rest = Array(path.dropFirst())
      return ServiceFiles.role(rest, of: path[0], node: node, isFiltered: false) ?? .skipped
    }
  }

  /// Where files were on the node.
  private static let systemFiles = [
    "systeminfo/etcresolvconf": "etc/resolv.conf",
    "systeminfo/systemd-resolved": "run/systemd/resolve/resolv.conf",
    "systeminfo/os-release": "etc/os-release",
    "systeminfo/kubeletconfig.json": NodeFiles.runningKubelet,
    "systeminfo/file-max": "proc/sys/fs/file-max",
    "networking/ipv4_ip_forward": "proc/sys/net/ipv4/ip_forward",
  ]

  // MARK: The cluster

  private static func clusterRole(_ path: [String]) -> MemberRole {
    guard let stem = FileNames.stem(path[path.count - 1]) else { return .skipped }
    if path == ["kubectl-version.json"] { return .resources(at: nil) }
    let name = (path.dropLast() + [stem]).joined(separator: "/")
    if let place = places[name] { return .resources(at: place) }
    // `<namespace>-deploy.json`, of a few namespaces.
    for (ending, type) in namespaced where stem.hasSuffix(ending) && path.count < 3 {
      let namespace = String(stem.dropLast(ending.count))
      return .resources(at: ListPlace(type, .namespace(namespace)))
    }
    // Projections without a spec (`api_version/`), counts, parts of objects.
    return .skipped
  }

  private static let namespaced = [
    ("-deploy", ResourceType(group: "apps", plural: "deployments")),
    ("-daemonsets", ResourceType(group: "apps", plural: "daemonsets")),
    ("-statefulsets", ResourceType(group: "apps", plural: "statefulsets")),
    ("-apps", ResourceType(group: "catalog.cattle.io", plural: "apps")),
  ]

  private static let places: [String: ListPlace] = [
    "nodes": ListPlace(SnapshotContent.nodes, .cluster),
    "namespaces": ListPlace(SnapshotContent.namespaces, .cluster),
    "crds": ListPlace(Discovery.definitions, .cluster),
    "persistentvolumeclaims": cluster("persistentvolumeclaims"),
    "storageclasses.storage.k8s.io": cluster("storageclasses.storage.k8s.io"),
    "clusters.management.cattle.io": cluster("clusters.management.cattle.io"),
    "clusters.provisioning.cattle.io": cluster("clusters.provisioning.cattle.io"),
    "nodes-cattle": cluster("nodes.management.cattle.io"),
    "features-management": cluster("features.management.cattle.io"),
    "roletemplates": cluster("roletemplates.management.cattle.io"),
    "clusterrole": cluster("clusterroles.rbac.authorization.k8s.io"),
    "bundledeployment": cluster("bundledeployments.fleet.cattle.io"),
    "backup": cluster("backups.resources.cattle.io"),
    "rke2/validatingwebhookconfigurations":
      cluster("validatingwebhookconfigurations.admissionregistration.k8s.io"),
    "harvester/settings": cluster("settings.harvesterhci.io"),
    "services-default": place("services", in: "default"),
    "fleet-local-bundle": place("bundles.fleet.cattle.io", in: "fleet-local"),
    "machines": place("machines.cluster.x-k8s.io", in: "fleet-default"),
    "apps/longhorn-settings": place("settings.longhorn.io", in: "longhorn-system"),
    "apps/longhorn-system-volumes": place("volumes.longhorn.io", in: "longhorn-system"),
    "apps/longhorn-backuptargets": place("backuptargets.longhorn.io", in: "longhorn-system"),
    "apps/longhorn-orphans": place("orphans.longhorn.io", in: "longhorn-system"),
    "apps/headlamp": objects("deployments.apps"),
    "rke2/node-local-dns-configmap": objects("configmaps"),
    "cattle-controllers-configmap": objects("configmaps"),
    "server-version": objects("settings.management.cattle.io"),
    "settings-install-uuid": objects("settings.management.cattle.io"),
    "settings-ui-brand": objects("settings.management.cattle.io"),
  ]

  private static func cluster(_ name: String) -> ListPlace {
    ListPlace(FileNames.type(name), .cluster)
  }

  private static func place(_ name: String, in namespace: String) -> ListPlace {
    ListPlace(FileNames.type(name), .namespace(namespace))
  }

  private static func objects(_ name: String) -> ListPlace {
    ListPlace(FileNames.type(name), .objects)
  }
}

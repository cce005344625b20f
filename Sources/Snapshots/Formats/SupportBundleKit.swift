extension SnapshotFormat {
  /// Rancher's support-bundle-kit: `yamls/cluster/<apiVersion>/<plural>.yaml` and
  /// `yamls/namespaced/<ns>/<apiVersion>/<plural>.yaml`.
  ///
  /// It lists without selectors, in some namespaces, so each list is whole; an empty one has no
  /// file. Harvester's settings and the Secrets of `fleet-local` are filtered. For an empty text it
  /// writes `null`.
  static let supportBundleKit = SnapshotFormat(
    "support-bundle-kit", "a bundle of Rancher's support-bundle-kit (Harvester, Longhorn)",
    isRoot: { folder in
      !folder["yamls"].folders.isDisjoint(with: ["cluster", "namespaced"])
    },
    role: { path, _ in
      if path == ["metadata.yaml"] { return .resources(at: nil) }
      guard path.count > 3, path[0] == "yamls", let stem = FileNames.stem(path[path.count - 1])
      else { return .skipped }
      let isNamespaced = path[1] == "namespaced"
      // `v1` or `apps/v1`; before, `kubernetes` and the name of a module.
      let version = path.dropFirst(isNamespaced ? 3 : 2).dropLast()
      let group = version.count == 2 ? version[version.startIndex] : ""
      let type = version.count > 2 ? nil : ResourceType(group: group, plural: stem)
      let isFiltered = stem == "secrets" || group == "harvesterhci.io"
      var place = ListPlace(
        type, isFiltered ? .objects : isNamespaced ? .namespace(path[2]) : .cluster)
      place.hasNullsForEmpty = true
      return .resources(at: place)
    })
}

/// The archives of OpenShift's Insights operator.
enum Insights {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    tree[path + ["insights-operator"]].files.contains("gathers.json")
      || (tree[path].folders.contains("config")
        && tree[path + ["config"]].folders.isSuperset(of: ["clusteroperator", "node"]))
  }
}

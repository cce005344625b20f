import ArgumentParser
import Collecting
import Engine

/// What `collect` gathers from inside of the cluster, by pods that it makes for it.
struct PodOptions: ParsableArguments {
  @Flag(help: "Gather files of the nodes, by a pod on each for a minute or two.")
  var nodes = false

  @Option(
    help: ArgumentHelp(
      "Ask the Rancher at this URL for /ping, from a pod and from each node.", valueName: "url"),
    transform: OptionText.name)
  var probe: String?

  @Option(
    help: ArgumentHelp("The proxy between the cluster and Rancher.", valueName: "url"),
    transform: OptionText.name)
  var probeProxy: String?

  @Option(
    help: ArgumentHelp(
      "A file with the cluster's registration token, or with an API token of Rancher, for the "
        + "probe's WebSocket; `-` is the standard input.", valueName: "file"),
    transform: OptionText.file)
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "The Rancher to join: the pods run its agent's image, which shows whether it can be pulled.",
      valueName: "version"), transform: PodOptions.version)
  var rancher: String?

  @Option(
    help: ArgumentHelp("The image that the pods run instead.", valueName: "image"),
    transform: OptionText.name)
  var image: String?

  @Option(
    help: ArgumentHelp(
      "A namespace that is there, for the pods; by default one of their own, importlint-collect.",
      valueName: "name"), transform: OptionText.name)
  var podNamespace: String?

  @Option(
    help: ArgumentHelp(
      "A taint that the pods on nodes tolerate, KEY[=VALUE][:EFFECT]; may be given more than once; "
        + "by default all.", valueName: "taint"), transform: OptionText.name)
  var toleration: [String] = []

  @Flag(help: "Mount nothing of the nodes: of their files only the resolver that pods get.")
  var noMounts = false

  @Flag(help: "Remove what an earlier run left in the cluster, and do nothing else.")
  var cleanup = false

  private static func version(_ text: String) throws(OptionError) -> String {
    let bare = text.hasPrefix("v") ? String(text.dropFirst()) : text
    guard bare.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
      bare.utf8.allSatisfy({ $0 > 0x2A && $0 < 0x7B && $0 != 0x3A && $0 != 0x2F })
    else { throw OptionError("it must be one version of Rancher, such as 2.13.1") }
    return bare
  }

  func validate() throws {
    guard nodes || probe != nil else { return }
    guard rancher != nil || image != nil else {
      throw OptionError("--nodes and --probe need an image: --rancher VERSION, or --image IMAGE")
    }
  }

  /// The pods that are asked for; nil if none are.
  func pods() throws(ProbeRequest.Failure) -> CollectionPods? {
    guard nodes || probe != nil else { return nil }
    var pods = CollectionPods(image: image ?? "rancher/rancher-agent:v\(rancher ?? "")")
    pods.namespace = podNamespace
    pods.tolerations = toleration
    pods.gathersFiles = nodes
    pods.mountsNodes = !noMounts
    if let probe {
      pods.probe = try ProbeRequest(url: probe, proxy: probeProxy, token: token())
    }
    return pods
  }

  private func token() throws(ProbeRequest.Failure) -> String? {
    guard let tokenFile else { return nil }
    guard let token = ProbeRequest.token(inFile: tokenFile) else {
      throw ProbeRequest.Failure(reason: "the token in \(tokenFile) cannot be read")
    }
    return token
  }
}

import ArgumentParser
import Collecting
import Engine

/// Which kubectl is run, and how.
struct KubectlOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Context of the kubeconfig; the current one by default.", valueName: "name"),
    transform: OptionText.name)
  var context: String?

  @Option(
    help: ArgumentHelp("Kubeconfig; kubectl's own choice by default.", valueName: "file"),
    transform: OptionText.file)
  var kubeconfig: String?

  @Option(
    name: .customLong("kubectl"),
    help: ArgumentHelp("The kubectl to run.", valueName: "program"), transform: OptionText.name)
  var program = "kubectl"

  @Option(
    help: ArgumentHelp("Seconds that one call of kubectl may take.", valueName: "seconds"),
    transform: OptionText.seconds)
  var timeout = 300

  @Option(
    help: ArgumentHelp("Calls of kubectl at a time.", valueName: "n"),
    transform: KubectlOptions.jobs)
  var jobs = 4

  private static func jobs(_ text: String) throws(OptionError) -> Int {
    guard let count = Int(text), (1...32).contains(count) else {
      throw OptionError("it must be a number between 1 and 32")
    }
    return count
  }

  var kubectl: Kubectl {
    var kubectl = Kubectl()
    kubectl.program = program
    kubectl.context = context
    kubectl.kubeconfig = kubeconfig
    kubectl.timeLimit = .seconds(timeout)
    return kubectl
  }
}

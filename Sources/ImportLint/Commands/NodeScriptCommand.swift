import ArgumentParser
import Collecting

/// Prints the script that gathers the files of a node.
struct NodeScriptCommand: Subcommand {
  static let action = "print the script"
  static let configuration = CommandConfiguration(
    commandName: "node-script",
    abstract: "Print a shell script that gathers what is read of a node's own files.",
    discussion: """
      It runs on the node, needs nothing that a node has not, and only reads. Passwords, tokens \
      and keys do not leave the node. Over ssh it writes an archive, which is an input as it is:

        importlint node-script > node-script.sh
        ssh root@w1 'sh -s' < node-script.sh > w1.tar.gz
        importlint check snapshot/ w1.tar.gz --rancher 2.13.1

      By hand, with `sh node-script.sh --output snapshot`, it writes snapshot/nodes/w1. \
      `sh node-script.sh --help` names its options. Without root it gathers what it may read, and \
      says what that was not.
      """)

  func end() throws(Ending) -> Ending {
    OutputStream.output.write(text: CollectingScripts.node).ending ?? .done
  }
}

import ArgumentParser
import Engine
import Snapshots

/// Which files of the inputs are read.
struct FilterOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      """
      Read these files of the inputs only, such as 'nodes/*/etc': * stands for a part of a name, \
      ** for any folders. What is left out counts as not collected. May be given several times.
      """, valueName: "pattern"), transform: OptionText.pattern)
  var include: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Leave out these files, also of those that are included.", valueName: "pattern"),
    transform: OptionText.pattern)
  var exclude: [String] = []

  var filter: PathFilter { PathFilter(include: include, exclude: exclude) }
}

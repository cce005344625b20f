import Basics

/// `did you mean 'x'?` for the nearest of the known names; nil if none is near.
func didYouMean(_ name: String, among known: some Sequence<String>) -> String? {
  closestWord(to: name, among: known).map { "did you mean '\($0)'?" }
}

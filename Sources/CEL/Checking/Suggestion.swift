import Basics

/// The help of a diagnostic, `did you mean 'x'?`, with the nearest of the known names;
/// nil if none is near.
func suggestion(for name: String, among known: some Sequence<String>) -> String? {
  closestWord(to: name, among: known).map { "did you mean '\($0)'?" }
}

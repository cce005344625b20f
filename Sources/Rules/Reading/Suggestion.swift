import Basics

/// ` (did you mean "x"?)`, or nothing.
package func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String {
  closestWord(to: name, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// The name of a rule for people: rules of the built-in pack go by their ids alone.
package func shortName(ofRule id: String) -> String {
  let builtIn = "rancher-import/"
  return id.hasPrefix(builtIn) ? String(id.dropFirst(builtIn.count)) : id
}

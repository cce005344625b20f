/// Names under which configuration keeps credentials.
enum CredentialNames {
  /// Keys of k3s' and RKE2's configuration, and their command line flags without dashes.
  ///
  /// Source: `isSecret` of k3s' pkg/nodeconfig, and the flags of both servers.
  static let configurationKeys: Set<String> = [
    "token", "agent-token", "datastore-endpoint", "cluster-secret", "etcd-s3-access-key",
    "etcd-s3-secret-key", "etcd-s3-session-token", "vpn-auth", "secret-key", "access-key",
    "password", "bearer-token",
  ]

  /// Whether a configuration key, a flag or an environment variable holds a credential.
  static func holdsCredential(_ name: String) -> Bool {
    var key = asciiLowercased(name)
    while key.hasPrefix("-") { key.removeFirst() }
    if key.hasSuffix("+") { key.removeLast() }
    if configurationKeys.contains(key) { return true }
    let words = key.split(whereSeparator: { "_-.".contains($0) }).map(String.init)
    guard let last = words.last else { return false }
    // `token-file` and `datastore-keyfile` name files; `K3S_TOKEN` and `aws_secret_key` do not.
    if ["token", "password", "passwd", "secret", "apikey"].contains(last) { return true }
    if last == "key", words.dropLast().contains(where: { $0 == "secret" || $0 == "access" }) {
      return true
    }
    return words.suffix(2) == ["datastore", "endpoint"] || words.suffix(2) == ["api", "key"]
  }
}

/// What Kubernetes calls its own types.
public enum KubernetesWords {
  /// Plurals, kinds and groups.
  public static var all: [String] {
    BuiltInTypes.all.flatMap { [$0.type.plural, $0.kind, $0.type.group] }.filter { !$0.isEmpty }
  }
}

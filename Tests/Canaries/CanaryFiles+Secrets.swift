// Secrets in all their shapes.

extension CanaryFile {
  public static let secrets: [CanaryFile] = [
    secret("plain", "data:\n  k: «b64:sec-data»\n  password: «b64:sec-data-pw»"),
    secret("strings", "stringData:\n  k: «sec-stringdata»\n  m: |\n    a\n    «sec-multi»"),
    secret(
      "folded", "stringData:\n  k: >-\n    a\n    «sec-folded»\n  m: one\n    «sec-plain-lines»"),
    secret("flow", "data: {k: «b64:sec-flow», 'q': \"«b64:sec-flow-q»\"}"),
    secret("escaped", "stringData:\n  k: \"a\\n«sec-escaped»\"\n  q: 'it''s «sec-single»'"),
    secret("tagged", "data:\n  k: !!binary «b64:sec-tag»\n  f: !foo «sec-tag-foo»"),
    secret("tagged-block", "data:\n  k: !!binary |\n    «b64:sec-tag-block»"),
    secret("as-text", "data: «sec-data-as-text»"),
    secret("as-list", "data:\n- «sec-data-as-list»"),
    secret("nested", "data:\n  k:\n    deeper: «sec-nested-map»"),
    secret("capital", "Data:\n  k: «b64:sec-Data-caps»"),
    secret("typo", "datas:\n  k: «b64:sec-datas-typo»\nbinaryData:\n  k: «b64:sec-binaryData»"),
    secret("comment", "# pin «sec-comment»\ndata:\n  k: eA== # was «sec-trail-comment»"),
    secret("anchor", "x: &a\n  k: «b64:sec-anchor»\ndata: *a"),
    secret("anchor-scalar", "x: &a «sec-anchor-scalar»\nstringData:\n  k: *a"),
    secret("merge", "x: &a\n  k: «b64:sec-merge»\ndata:\n  <<: *a"),
    secret("twice", "stringData:\n  k: «sec-twice-first»\n  k: «sec-twice-last»"),
    secret("twice-data", "data:\n  k: «b64:sec-block-first»\ndata:\n  k: «b64:sec-block-last»"),
    CanaryFile(
      "resources/lowercase.yaml",
      "apiVersion: v1\nkind: secret\nmetadata: {name: low, namespace: shop}\ndata:\n"
        + "  k: «b64:kind-lowercase»\n"),
    CanaryFile(
      "resources/escaped-kind.yaml",
      "apiVersion: v1\nkind: \"S\\x65cret\"\nmetadata: {name: esc, namespace: shop}\n"
        + "stringData:\n  k: «kind-escaped»\ndata:\n  k: «b64:kind-escaped-data»\n"),
    CanaryFile(
      "resources/two-kinds.yaml",
      "apiVersion: v1\nkind: Secret\nkind: ConfigMap\nmetadata: {name: two, namespace: shop}\n"
        + "data:\n  k: «b64:kind-twice»\n"),
    CanaryFile(
      "resources/no-kind.yaml",
      "metadata: {name: none, namespace: shop}\ndata:\n  k: «b64:kind-none»\n"),
    CanaryFile(
      "resources/my-secrets.yaml",
      "apiVersion: v1\nitems:\n- metadata: {name: hint, namespace: shop}\n  data:\n"
        + "    k: «b64:hint-suffix»\n"),
    CanaryFile(
      "resources/secrets.json",
      #"{"items":[{"metadata":{"name":"hinted","namespace":"shop"},"#
        + #""data":{"k":"«b64:hint-name»"}}]}"#),
    CanaryFile(
      "resources/applied.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: applied\n  namespace: shop\n"
        + "  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n"
        + #"      {"kind":"Secret","stringData":{"k":"«sec-lastapplied»"}}"# + "\n"),
    CanaryFile(
      "resources/nested.json",
      #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"List","items":["#
        + #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"n1","namespace":"shop"},"#
        + #""data":{"k":"«b64:nest-list»"}},{"apiVersion":"v1","kind":"SecretList","items":["#
        + #"{"metadata":{"name":"n2","namespace":"shop"},"data":{"k":"«b64:nest-typed»"}}]}]}]}"#),
    CanaryFile(
      "resources/template.yaml",
      """
      apiVersion: example.com/v1
      kind: Template
      metadata: {name: t, namespace: shop}
      objects:
      - apiVersion: v1
        kind: Secret
        metadata: {name: inner}
        data:
          k: «b64:template-secret»
      """),
    CanaryFile(
      "resources/table.json",
      #"{"kind":"Table","apiVersion":"meta.k8s.io/v1","rows":[{"cells":["a"],"object":{"kind":"#
        + #""Secret","metadata":{"name":"t"},"data":{"k":"«b64:table-secret»"}}}]}"#),
    CanaryFile(
      "resources/rancher.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: cattle-credentials-1, namespace: cattle-system}
      data:
        url: aHR0cHM6Ly9yYW5jaGVyLmV4YW1wbGU=
        token: «b64:sec-cattle-token»
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: cattle-credentials-2, namespace: cattle-system}
      stringData:
        url: https://u:«sec-cattle-url»@rancher.example
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: sh.helm.release.v1.x.v1, namespace: shop}
      type: helm.sh/release.v1
      data: {release: «b64:sec-helm»}
      """),
  ]

  private static func secret(_ name: String, _ fields: String) -> CanaryFile {
    CanaryFile(
      "resources/\(name).yaml",
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: \(name)\n  namespace: shop\n\(fields)\n"
        + "type: Opaque\n")
  }
}

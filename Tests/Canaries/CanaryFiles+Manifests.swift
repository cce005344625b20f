extension CanaryFile {
  /// Whole manifests of Secrets that tools keep as text in fields of other objects and in files.
  public static let manifests: [CanaryFile] = [
    CanaryFile(
      "resources/copies.yaml",
      #"""
      apiVersion: v1
      kind: List
      items:
      - apiVersion: v1
        kind: Secret
        metadata:
          name: kapp
          namespace: shop
          annotations:
            kapp.k14s.io/original: '{"data":{"k":"«b64:copy-kapp»"},"kind":"Secret"}'
            example.com/fields: '{"data":{"k":"«b64:copy-fields»"}}'
            example.com/text: "data:\n  k: «b64:copy-text»\n"
      - apiVersion: v1
        kind: ConfigMap
        metadata:
          name: manifests
          namespace: shop
          annotations:
            example.com/last: "{\"kind\":\"Secret\",\"stringData\":{\"k\":\"«copy-annotation»\"}}"
        data:
          a.yaml: |
            apiVersion: v1
            data:
              k: «b64:copy-block»
            kind: Secret
            metadata: {name: a}
          b.yaml: |
            ---
            kind: Service
            ---
            kind:   "SecretList"
            items:
            - data: {k: «b64:copy-list»}
          folded: >-
            {"kind":
            "Secret", "stringData": {"k": "«copy-folded»"}}
          quoted: "stringData: {k: «copy-quoted»}\nkind: 'Secret'"
          deep: '"{\"a\":\"{\\\"kind\\\": \\\"Secret\\\", \\\"data\\\": \\\"«copy-deep»\\\"}\"}"'
      - apiVersion: fleet.cattle.io/v1alpha1
        kind: Bundle
        metadata: {name: b, namespace: fleet-local}
        spec:
          resources:
          - content: "apiVersion: v1\nkind: Secret\nstringData:\n  k: «copy-bundle»\n"
            name: s.yaml
      - apiVersion: helm.cattle.io/v1
        kind: HelmChart
        metadata: {name: h, namespace: kube-system}
        spec:
          valuesContent: |
            extraObjects:
            - kind: Secret
              stringData:
                k: «copy-values»

      """#),
    CanaryFile(
      "resources/copies.json",
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j","namespace":"shop"},"#
        + #""data":{"a":"{\"kind\":\"Secret\",\"data\":{\"k\":\"«b64:copy-json»\"}}"}}"#),
    CanaryFile(
      "nodes/n1/var/lib/rancher/rke2/server/manifests/s.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  k: «copy-node»\n"),
  ]
}

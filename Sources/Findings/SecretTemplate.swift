/// How kubectl prints Secrets as YAML without a value of any, for whoever writes straight to disk:
/// names, types, labels and keys.
package enum SecretTemplate {
  /// A template of Go for `-o go-template=`. It is one line, so that it can be copied into a shell.
  package static let text =
    #"{{println "apiVersion: v1\nkind: List\nitems:"}}{{range .items}}{{printf "- apiVersion: v1\n"#
    + #"  kind: Secret\n  type: %q\n  metadata:\n    name: %q\n    namespace: %q\n    labels: {" "#
    + #".type .metadata.name .metadata.namespace}}{{range $k, $v := .metadata.labels}}"#
    + #"{{printf "%q: %q, " $k $v}}{{end}}{{printf "}\n  data: {"}}{{range $k, $v := .data}}"#
    + #"{{printf "%q: \"***HIDDEN***\", " $k}}{{end}}{{println "}"}}{{end}}"#
}

// The agent of an earlier import, further nodes and lists, and what a target names.

extension CanaryFile {
  public static let cluster: [CanaryFile] = [
    CanaryFile(
      "resources/agent.yaml",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cattle-cluster-agent
        namespace: cattle-system
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: |
            {"kind":"Deployment","spec":{"template":{"spec":{"containers":[{"env":[{"name":"CATTLE\
      _TOKEN","value":"«dep-la»"}]}]}}}}
      spec:
        template:
          spec:
            containers:
            - name: cluster-register
              image: rancher/rancher-agent:v2.12.2
              args: ["--token=«dep-arg-token»"]
              env:
              - {name: CATTLE_SERVER, value: "https://u:«dep-server»@old.example"}
              - {name: CATTLE_TOKEN, value: «dep-token»}
              - {name: HTTPS_PROXY, value: "http://u:«dep-proxy»@p:3128"}
      status: {replicas: 1, readyReplicas: 0}
      """),
    CanaryFile(
      "resources/bootstrap.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: bootstrap-token-abcdef, namespace: kube-sys"
        + "tem}\ntype: bootstrap.kubernetes.io/token\nstringData: {token-id: abcdef, "
        + "token-secret: «sec-bootstrap»}\n"),
    CanaryFile(
      "resources/secretlist.yaml",
      "apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: listed, namespace: shop}\n"
        + "  data: {k: «b64:secretlist-nokind»}\n"),
    CanaryFile(
      "resources/more-nodes.yaml",
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: n2
        annotations:
          k3s.io/node-args: '["agent","-t=«na2-short-teq»","--token-file","/x","-t","«na2-short»"]'
      status: {nodeInfo: {kubeletVersion: v1.33.4+k3s1}}
      """),
    CanaryFile(
      "nodes/n2/etc/systemd/system/k3s-agent.service",
      "[Service]\nEnvironment=K3S_DATASTORE_ENDPOINT=postgres://u:«unit-dse»@h/k\n"
        + "ExecStart=/usr/local/bin/k3s agent --token «unit2-sep»\n"),
    CanaryFile(
      "nodes/n2/commands/ps-aux.txt",
      "root 1 k3s server --datastore-endpoint=mysql://u:«ps-dse»@tcp(h)/k\n"),
    CanaryFile(
      "rke/rancher-cluster.rkestate",
      #"{"currentState":{"rkeConfig":{"services":{"etcd":{"backupConfig":{"s3BackupConfig":{"#
        + #""accessKey":"«rks2-s3a»","secretKey":"«rks2-s3»"}}},"kubeApi":{"extraEnv":["#
        + #""DB_PASSWORD=«rks2-env»"]}}},"certificatesBundle":{"kube-admin":{"key":"«rks2-key»","#
        + #""config":"token: «rks2-config»"}}}}"#),
  ]

  /// A target and the import manifest that it names, both beside the snapshot.
  public static let target: [CanaryFile] = [
    CanaryFile(
      "target.yaml",
      """
      # asked «tgt-comment» for it
      schema: 1
      rancher:
        version: 2.13.1
        url: https://rancher.example.com
      proxy:
        https: http://u:«tgt-proxy»@proxy.example:3128
        http: http://u:«tgt-proxy-slash»/x@proxy.example:3128
      agent:
        environment:
          CATTLE_TOKEN: «tgt-env-token»
          HTTPS_PROXY: http://u:«tgt-env-proxy»@proxy.example:3128
      import: {as: generic, manifest: import.yaml}
      """),
    CanaryFile(
      "import.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: cattle-credentials-abc, namespace: cattle-system}
      data:
        url: aHR0cHM6Ly9yYW5jaGVyLmV4YW1wbGUuY29t
        token: «b64:manifest-token»
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: cattle-cluster-agent, namespace: cattle-system}
      spec:
        template:
          spec:
            containers:
            - name: cluster-register
              image: rancher/rancher-agent:v2.13.1
              env:
              - {name: CATTLE_TOKEN, value: «manifest-env»}
              - {name: HTTPS_PROXY, value: "http://u:«manifest-proxy»@p:3128"}
      """),
  ]
}

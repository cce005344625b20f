// Objects that are not Secrets, and hold credentials all the same.

extension CanaryFile {
  public static let objects: [CanaryFile] = [
    configMap(
      "kubeconfig",
      "kc: |\n    users:\n    - user:\n        client-key-data: «cm-ke"
        + "y»\n        token: «cm-token»"),
    configMap(
      "urls",
      "a: postgres://u:«cm-url-pw»@db/x\n  b: https://u:a/«cm-url-slash»@h/"
        + "\n  c: amqp://u:a,«cm-url-comma»@h\n  d: https://u:a$«cm-url-dollar»@h\n  e: redis:"
        + "//:«cm-url-nouser»@h\n  f: https://u:y%2F«cm-url-esc»@h\n  g: https://«cm-url-to"
        + "kenonly»abcdef1234@h"),
    configMap(
      "texts",
      "dsn: root:«cm-dsn»@tcp(db:3306)/x\n  netrc: machine x login bob pass"
        + "word «cm-netrc»\n  libpq: host=x password=«cm-libpq» user=y\n  join: kubeadm join x"
        + ":6443 --token abc.«cm-join»\n  curl: curl -u bob:«cm-curl» https://x\n  mysql: mysq"
        + "l -p«cm-mysql» x\n  ht: admin:$apr1$«cm-htpasswd»\n  xml: <password>«cm-xml»</passw"
        + "ord>\n  password: «cm-key-name»"),
    configMap(
      "pem",
      "k: |\n    -----BEGIN PRIVATE KEY-----\n    «cm-pem»\n    -----END PRIV"
        + "ATE KEY-----"),
    CanaryFile(
      "resources/pods.yaml",
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        namespace: shop
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: |
            {"spec":{"env":[{"name":"DB_PASSWORD","value":"«pod-la-env»"}],"args":["--token","«po\
      d-la-arg»"]}}
      spec:
        containers:
        - name: web
          image: example/web:1
          command: [sh, -c, "curl -u bob:«pod-cmd-basic» https://x; curl -H 'Authorization: Beare\
      r «pod-cmd-bearer»' y"]
          args:
          - --token=«pod-arg-token»
          - --password
          - «pod-arg-sep»
          - -p
          - «pod-arg-short»
          - -p«pod-arg-joined»
          env:
          - name: DB_PASSWORD
            value: «pod-env-pw»
          - value: «pod-env-first»
            name: CATTLE_TOKEN
          - name: AWS_SECRET_ACCESS_KEY
            value: "«pod-env-aws»"
          - name: HTTPS_PROXY
            value: http://bob:«pod-env-proxy»@proxy:3128
          livenessProbe:
            httpGet:
              port: 80
              httpHeaders:
              - name: Authorization
                value: Bearer «pod-probe»
      status:
        conditions:
        - type: Ready
          status: "False"
          message: 'bad token «pod-message»'
      """),
    CanaryFile(
      "resources/events.json",
      #"{"apiVersion":"v1","kind":"Event","metadata":{"name":"e","namespace":"shop"},"#
        + #""message":"pull failed: https://u:«event-msg»@reg.example/v2, token=«event-token»"}"#),
    CanaryFile(
      "resources/management.yaml",
      """
      apiVersion: management.cattle.io/v3
      kind: Token
      metadata: {name: kubeconfig-user-x}
      token: «mgmt-token»
      ---
      apiVersion: management.cattle.io/v3
      kind: ClusterRegistrationToken
      metadata: {name: crt, namespace: c-1}
      status:
        token: «crt-token»
        command: kubectl apply -f https://r.example/v3/import/«crt-cmd»_c-1.yaml
        manifestUrl: https://r.example/v3/import/«crt-url»_c-1.yaml
      ---
      apiVersion: management.cattle.io/v3
      kind: AuthConfig
      metadata: {name: oidc}
      clientSecret: «authconfig»
      ---
      apiVersion: fleet.cattle.io/v1alpha1
      kind: ClusterRegistration
      metadata: {name: f, namespace: fleet}
      spec: {clientID: «fleet-client», clientRandom: «fleet-random»}
      ---
      apiVersion: helm.cattle.io/v1
      kind: HelmChart
      metadata: {name: h, namespace: kube-system}
      spec:
        valuesContent: |
          admin:
            pass: «helm-values»
        set:
          global.code: «helm-set»
      """),
    CanaryFile(
      "resources/nodes.yaml",
      """
      apiVersion: v1
      kind: List
      metadata: {resourceVersion: ""}
      items:
      - apiVersion: v1
        kind: Node
        metadata:
          name: n1
          annotations:
            k3s.io/node-args: '["server","--token","«na-token»","--datastore-endpoint","mysql://u\
      :«na-dse»@tcp(h)/k","-t","«na-short»","--kube-apiserver-arg=oidc-client-secret=«na-oidc»"]'
            k3s.io/node-env: '{"K3S_TOKEN":"«ne-token»","HTTPS_PROXY":"http://u:«ne-proxy»@p:1"}'
        status: {nodeInfo: {kubeletVersion: v1.33.4+k3s1}}
      """),
  ]

  private static func configMap(_ name: String, _ entries: String) -> CanaryFile {
    CanaryFile(
      "resources/cm-\(name).yaml",
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n  namespace: shop\ndata:\n"
        + "  \(entries)\n")
  }
}

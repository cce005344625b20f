/// A small cluster with which much is wrong, and the target that it is to join: for laws about what
/// is taken away.
enum BrokenCluster {
  /// Texts by path.
  static let files: [String: String] = [
    "target.yaml": #"""
    schema: 1
    rancher:
      url: https://rancher.example.com
      version: 2.13.1
      agentTLSMode: strict
      caFile: ""
    cluster: {name: shop}
    importer: {user: bob, groups: [guests]}
    proxy: {https: "http://proxy.example:3128"}
    agent:
      environment: {}
    import: {as: generic}
    intent:
      highAvailability: true
      versionManagement: true
      monitoring: true
      etcdBackup: rancher
      environments: [prod, dev]
      datacenters: 2
      nodeLatencyMs: 40
      pods: {count: 900, largest: {cpu: "90", memory: 2Gi}}
      gpu: true
      storage: [rwx]
      sshAccess: true

    """#,
    "snapshot/importlint-snapshot.yaml": #"""
    schema: 1
    time: 2025-06-02T06:00:00Z
    probes: [pod]
    lists: whole

    """#,
    "snapshot/version.json": #"""
    {"gitVersion": "v1.20.0+k3s1"}

    """#,
    "snapshot/resources/nodes.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: Node
      metadata:
        annotations:
          k3s.io/node-args: '["server","--datastore-endpoint","********","--resolv-c\#
    onf","/etc/resolv.conf"]'
          k3s.io/node-env: '{}'
        labels:
          kubernetes.io/arch: amd64
          kubernetes.io/hostname: n1
          kubernetes.io/os: linux
          node-role.kubernetes.io/control-plane: "true"
          node-role.kubernetes.io/master: "true"
        name: n1
      spec:
        podCIDR: 10.42.0.0/24
        taints:
        - effect: NoExecute
          key: dedicated
          value: batch
      status:
        addresses:
        - address: 10.0.0.11
          type: InternalIP
        allocatable:
          cpu: "2"
          memory: 1900000Ki
          pods: "110"
        capacity:
          cpu: "2"
          memory: 2000000Ki
          pods: "110"
        conditions:
        - lastHeartbeatTime: "2025-06-02T05:59:00Z"
          status: "True"
          type: DiskPressure
        - lastHeartbeatTime: "2025-06-02T05:59:00Z"
          status: "True"
          type: Ready
        nodeInfo:
          architecture: amd64
          containerRuntimeVersion: docker://19.3.1
          kernelVersion: 3.10.0-1160.el7.x86_64
          kubeletVersion: v1.20.0+k3s1
          operatingSystem: linux
          osImage: CentOS Linux 7 (Core)
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/namespaces.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: Namespace
      metadata:
        annotations:
          field.cattle.io/projectId: c-abcde:p-abcde
        name: cattle-system
        uid: 11111111-1111-1111-1111-111111111111
      status:
        phase: Terminating
    - apiVersion: v1
      kind: Namespace
      metadata:
        annotations:
          field.cattle.io/projectId: c-abcde:p-fghij
        name: default
        uid: 22222222-2222-2222-2222-222222222222
      status:
        phase: Active
    - apiVersion: v1
      kind: Namespace
      metadata:
        name: kube-system
        uid: 33333333-3333-3333-3333-333333333333
      status:
        phase: Active
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/deployments.apps.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cattle-cluster-agent
        namespace: cattle-system
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: cattle-cluster-agent
        template:
          metadata:
            labels:
              app: cattle-cluster-agent
          spec:
            containers:
            - env:
              - name: CATTLE_SERVER
                value: https://old.example.com
              image: rancher/rancher-agent:v2.6.3
              name: cluster-register
      status:
        replicas: 1
        unavailableReplicas: 1
    - apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: fleet-agent
        namespace: default
      spec:
        replicas: 1
        template:
          spec:
            containers:
            - image: rancher/fleet-agent:v0.9.0
              name: fleet-agent
      status:
        replicas: 1
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/pods.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: Pod
      metadata:
        labels:
          k8s-app: kube-dns
        name: coredns-1
        namespace: kube-system
      spec:
        containers:
        - image: coredns:1.9
          name: coredns
        nodeName: n1
      status:
        conditions:
        - status: "False"
          type: Ready
        containerStatuses:
        - name: coredns
          ready: false
          restartCount: 90
          state:
            waiting:
              reason: CrashLoopBackOff
        phase: Running
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/services.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: Service
      metadata:
        name: kubernetes
        namespace: default
      spec:
        clusterIP: 10.43.0.1
        ports:
        - port: 443
          targetPort: 6443
    - apiVersion: v1
      kind: Service
      metadata:
        labels:
          k8s-app: kube-dns
        name: kube-dns
        namespace: kube-system
      spec:
        clusterIP: 10.43.0.10
        ports:
        - port: 53
          protocol: UDP
        selector:
          k8s-app: kube-dns
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/validatingwebhookconfigurations.admissionregistration.k8s.io.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata:
        name: rancher.cattle.io
      webhooks:
      - admissionReviewVersions:
        - v1
        clientConfig:
          service:
            name: rancher-webhook
            namespace: cattle-system
            port: 443
        failurePolicy: Fail
        name: rancher.cattle.io
        rules:
        - apiGroups:
          - ""
          apiVersions:
          - v1
          operations:
          - CREATE
          - UPDATE
          resources:
          - namespaces
          scope: Cluster
        sideEffects: None
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/clusterroles.rbac.authorization.k8s.io.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: cluster-admin
      rules:
      - apiGroups:
        - '*'
        resources:
        - '*'
        verbs:
        - '*'
    - apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: system:discovery
      rules: []
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/clusterrolebindings.rbac.authorization.k8s.io.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: cluster-admin
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - apiGroup: rbac.authorization.k8s.io
        kind: Group
        name: system:masters
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/networkpolicies.networking.k8s.io.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: deny
        namespace: cattle-system
      spec:
        podSelector: {}
        policyTypes:
        - Egress
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/resources/resourcequotas.yaml": #"""
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: none
        namespace: cattle-system
      spec:
        hard:
          pods: "0"
      status:
        hard:
          pods: "0"
        used:
          pods: "0"
    kind: List
    metadata:
      resourceVersion: ""

    """#,
    "snapshot/nodes/n1/etc/resolv.conf": #"""
    # made by hand
    search example.com
    nameserver 127.0.0.53
    options edns0

    """#,
    "snapshot/nodes/n1/etc/os-release": #"""
    NAME="CentOS Linux"
    VERSION_ID="7"
    ID="centos"
    ID_LIKE="rhel fedora"

    """#,
    "snapshot/nodes/n1/etc/rancher/k3s/config.yaml": #"""
    write-kubeconfig-mode: "0644"
    datastore-endpoint: postgres://db.example:5432/k3s
    secrets-encryption: false
    resolv-conf: /etc/resolv.conf

    """#,
    "snapshot/nodes/n1/etc/systemd/system/k3s.service.env": #"""
    K3S_DATASTORE_CAFILE=/etc/ca.crt
    HTTPS_PROXY=http://proxy.example:3128

    """#,
    "snapshot/nodes/n1/systemd/dnsmasq.service.show": #"""
    Id=dnsmasq.service
    LoadState=loaded
    ActiveState=active
    SubState=running
    UnitFileState=enabled

    """#,
    "snapshot/nodes/n1/commands/systemctl-list-units.txt": #"""
    UNIT                     LOAD   ACTIVE SUB     DESCRIPTION
    dnsmasq.service          loaded active running DNS caching server
    firewalld.service        loaded active running firewalld - dynamic firewall daemon
    init.scope               loaded active running System and Service Manager
    nm-cloud-setup.service   loaded active running Cloud setup
    systemd-journald.service loaded active running Journal Service
    systemd-resolved.service loaded active running Network Name Resolution
    6 loaded units listed.

    """#,
    "snapshot/nodes/n1/proc/sys/net/ipv4/ip_forward": #"""
    0

    """#,
    "snapshot/nodes/n1/kubelet-configz.json": #"""
    {"kubeletconfig": {"resolvConf": "/etc/resolv.conf", "clusterDNS": ["10.99.0.10"\#
    ], "maxPods": 10}}

    """#,
    "snapshot/probes/pod/rancher.json": #"""
    {
      "url": "https://rancher.example.com/ping",
      "status": 502,
      "webSocket": {"status": 403},
      "tls": {"verified": false, "error": "certificate signed by unknown authority"},
      "time": "2025-06-02T05:58:00Z"
    }

    """#,
  ]
}

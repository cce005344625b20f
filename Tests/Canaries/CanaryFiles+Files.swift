// Files of nodes, of RKE1, of clouds, and files that are not part of a snapshot.

extension CanaryFile {
  public static let files: [CanaryFile] = [
    node(
      "etc/rancher/k3s/config.yaml",
      """
      # token «cfg-comment»
      token: «cfg-token»
      agent-token: "«cfg-agent-token»"
      datastore-endpoint: postgres://u:«cfg-dse»@h/k
      datastore-endpoint+: «cfg-dse-plus»
      etcd-s3-access-key: «cfg-s3a»
      etcd-s3-secret-key: «cfg-s3»
      vpn-auth: name=tailscale,joinKey=«cfg-vpn»
      kube-apiserver-arg: [oidc-client-secret=«cfg-arg»]
      nested: {token: [«cfg-nested»]}
      write-kubeconfig-mode: "0644"
      """),
    node(
      "etc/rancher/k3s/registries.yaml",
      """
      configs:
        r.example:
          auth: {username: u, password: «reg-flow»}
        s.example:
          auth:
            username: u
            password: «reg-pw»
            auth: «reg-auth»
            identity_token: «reg-identity»
      mirrors: {x: {endpoint: ["https://u:«reg-url»@m.example"]}}
      """),
    node(
      "etc/rancher/k3s/k3s.yaml",
      "users:\n- user:\n    client-key-data: «kc-key»\n    to"
        + "ken: «kc-token»\n"),
    node(
      "root/.kube/config",
      "users:\n- user:\n    password: «kc-pw»\n    client-key-data: "
        + "«kc-key2»\n"),
    node("var/lib/rancher/k3s/server/token", "K10aa::server:«file-token»\n"),
    node("var/lib/rancher/k3s/server/node-token", "«file-node-token»\n"),
    node("var/lib/rancher/k3s/server/cred/passwd", "«file-passwd»,server,server,x\n"),
    node(
      "etc/systemd/system/k3s.service",
      "[Service]\nEnvironment=K3S_TOKEN=«unit-env»\nEnvironment=\"HTTPS_PROXY=http://u:«unit"
        + "-proxy»@p\"\n"
        + "ExecStart=/usr/local/bin/k3s server --token «unit-sep» --agent-token=«unit-eq»\n"),
    node(
      "etc/systemd/system/k3s.service.env",
      "K3S_TOKEN=«env-token»\nK3S_DATASTORE_ENDPOINT='mysql://u:«env-dse»@h'\n"
        + "HTTPS_PROXY=http://u:«env-proxy»@p:3128\nDB_PASSWORD=a «env-blank»\nPGPASSWORD=«e"
        + "nv-pg»\n"
        + "#OLD_TOKEN=«env-comment»\nNO_PROXY=10.0.0.0/8\n"),
    node(
      "etc/environment",
      "https_proxy=http://u:«etcenv-proxy»@p\nexport API_TOKEN=\"«etce"
        + "nv-token»\"\n"),
    node(
      "systemd/k3s.service.show",
      "Id=k3s.service\nActiveState=active\nEnvironment=A=b K3S_TOKEN=«show-env» FOO_TOKENS=«sh"
        + "ow-plural»\n"
        + "ExecStart={ path=/k3s ; argv[]=/k3s server --token «show-sep» --agent-token=«show"
        + "-eq» ; }\n"),
    node(
      "commands/ps.txt",
      "root 1 k3s server --token «ps-sep» --agent-token=«ps-eq»\nroot "
        + "2 k3s agent -t «ps-short»\n"),
    node("commands/env.txt", "CATTLE_TOKEN=«cmdenv»\n"),
    node(
      "etc/ssl/a.pem",
      "-----BEGIN RSA PRIVATE KEY-----\n«pem-key»\n-----END RSA PRIVATE "
        + "KEY-----\n"),
    node(
      "kubelet-configz.json",
      #"{"kubeletconfig":{"staticPodURL":"https://u:«kz-url»@h/p","staticPodURLHeader":"#
        + #"{"Authorization":["Bearer «kz-bearer»"],"X-Acme":["«kz-header»"]},"x":"#
        + #""https://h/p?key=«kz-key»"}}"#),
    node(
      "etc/kubernetes/kubelet.conf.d/a.conf",
      "KUBELET_ARGS=--manifest-url=https://h/«kubelet-manifest» --manifest-url-header=X-A:«kub"
        + "elet-header»\n"),
    node(
      "etc/default/rke2-server",
      "DB_PASSWORDS=«names-plural»\nREG_AUTH=«names-word»\nSSH_PRIVATE_KEY_B64=«names-tail»\n"
        + "VAULT_UNSEAL_KEY_1=«names-number»\nGITHUB_PAT=«names-pat»\nDB_PW=«names-pw»\n"
        + "DB_PASSWORD_PROD=«names-behind»\nSTRIPE_KEY=«names-key»\nSECRET_ID=«names-id»\n"
        + "CALLBACK=https://h/?sig=«names-parameter»\n"),
    node(
      "var/lib/rancher/rke2/server/manifests/a.yaml",
      "tokens: [«list-flow», \"a]«list-quoted»\", x]\npasswords:\n  - «list-first»\n  - «list-seco"
        + "nd»\nother: x\n"),
    node("etc/resolv.conf", "# token: «resolv-comment»\nnameserver 10.0.0.1 # «resolv-trail»\n"),
    CanaryFile(
      "rke/cluster.yml",
      """
      nodes:
      - address: 10.0.0.1
        ssh_key: |
          -----BEGIN RSA PRIVATE KEY-----
          «rke-sshkey»
          -----END RSA PRIVATE KEY-----
      bastion_host: {ssh_key: «rke-bastion»}
      private_registries:
      - {url: r.example, user: u, password: «rke-reg»}
      services:
        etcd: {backup_config: {s3backupconfig: {access_key: «rke-s3a», secret_key: «rke-s3»}}}
        kube-api:
          extra_args: {oidc-client-secret: «rke-arg»}
          extra_env: ["API_TOKEN=«rke-env»", "HTTPS_PROXY=http://u:«rke-proxy»@p"]
          secrets_encryption_config:
            custom_config: {resources: [{providers: [{aescbc: {keys: [{name: k, secret: «rke-aesc\
      bc»}]}}]}]}
      cloud_provider:
        openstackCloudProvider: {global: {password: «rke-openstack», apikey: «rke-apikey»}}
        customCloudProvider: "code «rke-custom»"
      addons: |
        kind: Secret
        stringData: {k: «rke-addons»}
      """),
    CanaryFile(
      "rke/cluster.rkestate",
      #"{"desiredState":{"rkeConfig":{"nodes":[{"address":"10.0.0.1","sshKey":"«rks-ssh»"}]},"#
        + #""certificatesBundle":{"kube-ca":{"keyPEM":"«rks-pem»"}},"encryptionConfig":"«rks"#
        + #"-enc»"}}"#),
    CanaryFile(
      "cloud/aws/keys.json",
      #"{"AccessKeyId":"«cloud-akid»","SecretAccessKey":"«cloud-sak»","SessionToken":"«cloud"#
        + #"-st»"}"#),
    CanaryFile("cloud/aws/credentials", "[default]\naws_secret_access_key = «cloud-file»\n"),
    CanaryFile(
      "probes/pod/rancher.json",
      #"{"url":"https://u:«probe-url»@r.example/ping","status":200,"headers":{"Set-Cookie":"#
        + #""R_SESS=«probe-header»"},"body":"{\"token\":\"«probe-body»\"}"}"#),
    CanaryFile(".netrc", "machine x login bob password «netrc»\n"),
    CanaryFile(
      "credentials",
      "[default]\naws_access_key_id = AKIA«ini-id»\naws_secret_acces"
        + "s_key = «ini-key»\n"),
    CanaryFile("htpasswd", "admin:$apr1$«htpasswd»\n"),
    CanaryFile("token", "«bare-token»\n"),
    CanaryFile("join.txt", "kubeadm join 10.0.0.1:6443 --token abcdef.«join-token»\n"),
    CanaryFile("backup.sh", "#!/bin/sh\ncurl -u bob:«sh-curl» https://x\nmysql -p«sh-mysql»\n"),
    CanaryFile("settings.xml", "<server><password>«xml-pw»</password></server>\n"),
    CanaryFile("values.yaml", "adminPassword: «values-pw»\nother: !«values-tag» x\n"),
    CanaryFile(
      "kubeconfig",
      "apiVersion: v1\nkind: Config\nclusters: []\nusers:\n- user: {t"
        + "oken: «kubeconfig»}\n"),
    CanaryFile(
      "docker.json", #"{"auths":{"r":{"auth":"«docker-auth»","password":"«docker-pw»"}}}"#),
    CanaryFile(
      "tls.key",
      "-----BEGIN RSA PRIVATE KEY-----\n«tls-key»\n-----END RSA PRIVATE "
        + "KEY-----\n"),
  ]

  public static let all = secrets + manifests + objects + files + cluster

  private static func node(_ path: String, _ text: String) -> CanaryFile {
    CanaryFile("nodes/n1/\(path)", text)
  }
}

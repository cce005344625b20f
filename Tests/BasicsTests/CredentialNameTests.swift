import Basics
import Testing

@Suite("names of credentials")
struct CredentialNameTests {
  @Test(
    "names under which a credential is kept",
    arguments: [
      // Alone, in each spelling, and more than one.
      "token", "TOKEN", "--client-secret", "clientSecret", "CLIENT_SECRET", "tokens", "TOKENS",
      "DB_PASSWORDS", "acme.example/passwords", "API_KEYS", "apiKeys", "ENCRYPTION_KEYS", "CREDS",
      "cred", "SECRETS", "appSecrets", "cookies", "accessKeys",
      // Words that do not count inside of another.
      "REG_AUTH", "REGISTRY_AUTH", "registryAuth", "--registry-auth", "auth", "GITHUB_PAT",
      "githubPat", "DB_PW", "pw", "IPSEC_PSK", "git-creds",
      // Followed by something that says which one, or how it is written.
      "SECRET_ID", "secretId", "SSH_PRIVATE_KEY_B64", "AZURE_CLIENT_SECRET_VALUE",
      "clientSecretValue", "DB_PASSWORD_OLD", "db-password-old", "VAULT_UNSEAL_KEY_1",
      "passwordBase64", "TOKEN_V2", "token2", "API_KEYS_PRIMARY", "password.value",
      // Followed by anything.
      "DB_PASSWORD_PROD", "dbPasswordProd", "db-password-prod", "SLACK_TOKEN_ALERTS",
      "REGISTRY_CREDENTIALS_EU_WEST",
      // Keys of programs.
      "STRIPE_KEY", "STRIPE_KEYS", "X-Auth", "staticPodURLHeader", "manifest-url",
      "K3S_DATASTORE_ENDPOINT", "etcd-s3-secret-key", "AWS_ACCESS_KEY_ID",
      "id_rsa", "id_ed25519", "ID_ECDSA", "ssh-id-rsa", "deployIdRsa",
    ])
  func hidden(name: String) {
    #expect(CredentialNames.holdsCredential(name))
  }

  @Test(
    "names that only look like one",
    arguments: [
      "", "-", "s", "_1", "b64", "id", "value", "OLD_VALUE",
      "TOKEN_REVIEW", "tokenreviews", "KEY_COUNT", "KEY", "keys", "PASSWORDLESS", "passwordless",
      "secrets", "Secrets", "count/secrets", "keystone", "monkey", "MONKEY", "MONKEYS", "tokenizer",
      "tokenization",
      // Where it lies, what it is called, how long it lives.
      "secretName", "SECRET_NAME", "secretNames", "secretRef", "secretKeyRef", "passwordSecretRef",
      "TOKEN_FILE", "K3S_TOKEN_FILE", "token-file", "PASSWORD_FILE", "passwordFile", "tokenPath",
      "AWS_WEB_IDENTITY_TOKEN_FILE", "CATTLE_CREDENTIAL_NAME", "TOKEN_TTL", "tokenTTL",
      "tokenExpirationSeconds", "tokenRequests", "TOKEN_URL", "AUTH_URL", "TOKEN_ISSUER",
      "PASSWORD_MIN_LENGTH", "passwordPolicy", "COOKIE_DOMAIN", "secrets-encryption",
      // Names of Secrets, and of what has none.
      "imagePullSecret", "imagePullSecrets", "existingSecret", "tlsSecrets",
      "automountServiceAccountToken", "bypass", "compass", "anonymous-auth", "anonymousAuth",
      "kube-api-auth", "lifecycle.cattle.io/create.namespace-auth", "PATH", "path", "spat", "CPU",
      "SSH_PUBLIC_KEY", "TOPOLOGY_KEY", "topologyKey", "objectKey", "authority", "AUTHOR",
      "sacred", "swpw", "address", "class", "dns", "CATTLE_SERVER", "htpasswd.txt", "a.b",
      "decided", "not-decided", "provided", "guided", "hybridRSA",
    ])
  func shown(name: String) {
    #expect(!CredentialNames.holdsCredential(name))
  }

  @Test("a name of any length is looked at from its end")
  func long() {
    let part = String(repeating: "A_", count: 1 << 16)
    #expect(CredentialNames.holdsCredential(part + "TOKEN"))
    #expect(!CredentialNames.holdsCredential("TOKEN_" + part))
    #expect(!CredentialNames.holdsCredential(String(repeating: "1", count: 1 << 16)))
  }
}

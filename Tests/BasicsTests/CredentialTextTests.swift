import Basics
import Checkout
import Testing

@Suite("credentials in text")
struct CredentialTextTests {
  @Test(
    "what is found, and what is left",
    arguments: [
      ("https://u:pa@ss@host/x", "https://(hidden)@host/x"),
      ("https://host/a:b@c", "https://host/a:b@c"),
      ("see https://u:cut off", "see https://u:cut off"),
      ("a: https://user:abc", "a: https://user:(hidden)"),
      ("root:pw1@tcp(db) and x@y", "root:(hidden)@tcp(db) and x@y"),
      ("curl -u me:pw x", "curl -u (hidden) x"),
      ("curl x\n-u me:pw", "curl x\n-u me:pw"),
      ("curl --user me:pw x", "curl --user (hidden) x"),
      ("useradd --user me:pw x", "useradd --user me:pw x"),
      ("CREATE USER a IDENTIFIED BY 'pw' x", "CREATE USER a IDENTIFIED BY '(hidden)' x"),
      ("identified by me", "identified by me"), ("by 'me'", "by 'me'"),
      ("SET PASSWORD = PASSWORD('pw');", "SET PASSWORD = (hidden)');"),
      ("select PASSWORD('pw')", "select PASSWORD('(hidden)')"),
      ("requirepass s3cret1", "requirepass (hidden)"),
      ("masterauth s3cret1", "masterauth (hidden)"),
      ("  auth_pass word\n  x", "  auth_pass (hidden)\n  x"), ("bindpw word", "bindpw (hidden)"),
      ("stats auth me:word", "stats auth me:(hidden)"), ("auth host:80", "auth host:80"),
      ("proxy_pass http://127.0.0.1:8080;", "proxy_pass http://127.0.0.1:8080;"),
      ("fastcgi_pass unix:/run/a.sock;", "fastcgi_pass unix:/run/a.sock;"),
      ("token expired", "token expired"), ("db_password is missing", "db_password is missing"),
      (
        "-utoken-9x7k2:bcdfghjklmnpqrstvwxz2456789bcdfghjklmnpqrstvwxz2456789 x",
        "-utoken-9x7k2:(hidden) x"
      ),
      (
        "bcdfghjklmnpqrstvwxzbcdfghjklmnpqrstvwxzbcdfghjklmnpqr",
        "bcdfghjklmnpqrstvwxzbcdfghjklmnpqrstvwxzbcdfghjklmnpqr"
      ),
      ("cp -p a b", "cp -p a b"),
      ("  # export TOKEN=a b", "  # export TOKEN=(hidden)"),
      ("reexport TOKEN=abc d", "reexport TOKEN=(hidden) d"),
      ("password,value,value,abc", "password,value,value,abc"),
      (#"{"name":"DB_PASSWORD","value":"abc"}"#, #"{"name":"DB_PASSWORD","value":"(hidden)"}"#),
      (#"<add key="Password" value="a b"/>"#, #"<add key="Password" value="(hidden)"/>"#),
      (#"<add key=\"Password\" value=\"a\"/>"#, #"<add key=\"Password\" value=\"(hidden)\"/>"#),
      (#"<add value="a" key="Password"/>"#, #"<add value="(hidden)" key="Password"/>"#),
      (#"<a value="a"/><add key="Password"/>"#, #"<a value="a"/><add key="Password"/>"#),
      (
        "<name>db.password</name>\n  <value>a\nb</value>",
        "<name>db.password</name>\n  <value>(hidden)</value>"
      ),
      ("<key>Password</key><string>a</string>", "<key>Password</key><string>(hidden)</string>"),
      ("<name>password</name><label>a</label>", "<name>password</name><label>a</label>"),
      ("auth:\n  password:\n    a b\n  x: y", "auth:\n  password:\n    (hidden)\n  x: y"),
      ("password:\nuser: x", "password:\nuser: x"), ("password:\n  key: x", "password:\n  key: x"),
      ("{\"password\":\n \"a\", \"b\": 1}", "{\"password\":\n \"(hidden)\", \"b\": 1}"),
      (
        "echo abc | docker login -u a --password-stdin r.example",
        "echo (hidden)| docker login -u a --password-stdin r.example"
      ),
      ("docker login --password-stdin <<< abc", "docker login --password-stdin <<< (hidden)"),
      ("docker login --password-stdin r.example", "docker login --password-stdin r.example"),
      ("s.Abcdefgh1jklmnopqrstuvwx y", "(hidden) y"),
      ("s.abcdefghijklmnopqrstuvwx", "s.abcdefghijklmnopqrstuvwx"),
      (
        "<a value=\"x\" k=\"pass\tword\"\": b/>", "<a value=\"(hidden)\" k=\"pass\tword\"\": b/>"
      ),
      ("password:\r  a\r", "password:\r  a\r"),
      (
        "echo a\ncat b | docker login --password-stdin",
        "echo a\ncat b | docker login --password-stdin"
      ),
      (#"[["password", "a"]]"#, #"[["password", "(hidden)"]]"#),
      (#"["user","password","host"]"#, #"["user","password","host"]"#),
      (#"["password","host","port"]"#, #"["password","host","port"]"#),
      ("tokens: [a, 'b]', c] d", "tokens: [(hidden)] d"),
      (#"{"tokens":["a","b\"]"],"x":1}"#, #"{"tokens":[(hidden)],"x":1}"#),
      (#"{"secrets":[{"name":"a"}],"tokens":[]}"#, #"{"secrets":[{"name":"a"}],"tokens":[]}"#),
      ("tokens:\n- a\n- b\nc: d", "tokens:\n- (hidden)\nc: d"),
      ("secrets:\n- name: a\n- b", "secrets:\n- name: a\n- b"),
      ("https://h/?key=a&x=b c", "https://h/?key=(hidden) c"),
      ("https://h/key=a?monkey=b", "https://h/key=a?monkey=b"),
      ("--key=a --registry-auth b", "--key=a --registry-auth (hidden)"),
      ("mountPath: /etc/passwd", "mountPath: /etc/passwd"),
      ("/etc/passwd:/etc/passwd:ro", "/etc/passwd:/etc/passwd:ro"),
      ("passwd", "passwd"), ("secretName: tls", "secretName: tls"),
      ("TOKEN_REVIEW=a KEY_COUNT=b", "TOKEN_REVIEW=a KEY_COUNT=b"),
      (
        "constraint K8sContainerLimits/container-must-have-limits refuses",
        "constraint K8sContainerLimits/container-must-have-limits refuses"
      ),
      (
        "constraints.gatekeeper.sh/K8sPSPCapabilities/psp-capabilities-of-everyone",
        "constraints.gatekeeper.sh/K8sPSPCapabilities/psp-capabilities-of-everyone"
      ),
      ("x my-app/Ab3dEfGh1jKlMnOpQrSt/uVwXyZ0123456789ab", "x (hidden)"),
      ("x my-app/Ab3dEfGh1jKlMnOpQrStuVwXyZ012345-ab", "x (hidden)"),
      ("x my-app-of/Ab3dEfGh1jKlMnOpQrStuVwXyZ012345", "x (hidden)"),
      ("\"message\": \"not decided: a\"", "\"message\": \"not decided: a\""),
      (
        #"volume "cattle-credentials" : secret "cattle-credentials-1a2b" not found"#,
        #"volume "cattle-credentials" : secret "cattle-credentials-1a2b" not found"#
      ),
      (
        #"volume "db-password" : configmap "x" not found"#,
        #"volume "db-password" : configmap "x" not found"#
      ),
      ("password: secret", "password: (hidden)"), ("password: secret x", "password: (hidden)"),
      (#"password: secret "x""#, "password: (hidden)"),
      ("id_ed25519: abc", "id_ed25519: (hidden)"),
      (
        #"secrets is forbidden: User "x" cannot list resource "secrets" in API group """#,
        #"secrets is forbidden: User "x" cannot list resource "secrets" in API group """#
      ),
    ])
  func masked(text: String, shown: String) {
    #expect(CredentialText.masked(text) == shown)
    #expect(CredentialText.occurs(in: text) == (text != shown))
  }

  /// What is quadratic takes 64 times as long.
  @Test(
    "a search grows no faster than its text", .comparesTimes,
    arguments: [
      "://", "@", "a:@b", "-p ", "mysql x -p ", "token= token ", "-----BEGIN CERTIFICATE ",
      "value,", "token\n", "export ", "tokens: [", "tokens:\n- ", "a_A_", "?key=", "\\\"", "'''",
      "identified by '", "password('", "curl --user a ", "requirepass ",
      "K10::", "a/b.c/", "a\t", "a\t=", "\0", "a\\t:",
    ])
  func linear(piece: String) {
    func seconds(_ count: Int) -> Double {
      let text = "token," + String(repeating: piece, count: count) + " x"
      let clock = ContinuousClock()
      return (0..<3).map { _ in
        clock.measure { _ = CredentialText.masked(text) } / .seconds(1)
      }.min() ?? 0
    }
    // The smallest takes long enough to be measured.
    let size = 12_000 / piece.utf8.count
    #expect(seconds(size * 8) / seconds(size) < 28, "\(piece)")
  }

  @Test(
    "a name is one, whatever that is not seen splits it",
    arguments: [
      ("pass\0word: hunter2", "pass\0word: (hidden)"),
      ("--pass\tword=hunter2 x", "--pass\t(hidden) x"),
      ("--api\tkey=hunter2 x", "--api\tkey=(hidden) x"),
      ("pass\u{1}wo\u{7F}rd = hunter2", "pass\u{1}wo\u{7F}rd = (hidden)"),
      ("password\0: hunter2", "password\0: (hidden)"),
      (#""pass\u0000word":"hunter2","a":1"#, #""pass\u0000word":"(hidden)","a":1"#),
      (#"pass\tword: hunter2"#, #"pass\tword: (hidden)"#),
      ("KIND\tTOKEN: x", "KIND\tTOKEN: (hidden)"),
      ("name\tstate: x", "name\tstate: x"), ("a/pass\tby: x", "a/pass\tby: x"),
    ])
  func splitNames(text: String, masked: String) {
    #expect(CredentialText.masked(text) == masked)
  }

  @Test("a long chain of names needs no stack")
  func chain() {
    let text = "token," + String(repeating: "value,", count: 400_000)
    #expect(!CredentialText.occurs(in: text))
  }
}

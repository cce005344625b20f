import Testing

@Suite("packs that build on packs")
struct PackParameterTests {
  /// A pack with two parameters, beside one that extends it and has those that are given.
  private func check(parameters: String, extending: String = "../base") throws -> CommandRun {
    let folder = try TemporaryFolder()
    try folder.write(
      "schema: 1\nname: acme\nversion: 1.0.0\n"
        + "parameters: {limit: {type: integer, default: 5}, label: {type: string, default: a}}\n",
      to: "base/pack.yaml")
    try folder.write(
      "schema: 1\nname: shop\nversion: 1.0.0\nextends: [{pack: \(extending), version: '>=1'}]\n"
        + "parameters: {\(parameters)}\n", to: "shop/pack.yaml")
    return try CommandRun.importlint(
      ["rules", "--pack", "shop/", "--pack", "./base"], in: folder.path)
  }

  @Test("a pack is one pack, by whichever path it is reached")
  func paths() throws {
    #expect(try check(parameters: "").code == 0)
    #expect(try check(parameters: "", extending: ".././shop/../base/").code == 0)
  }

  @Test("parameters of packs are changed by a value, or by another default")
  func changed() throws {
    let run = try check(
      parameters: "limit: 6, label: {default: b}, own: {type: array, default: [1]}")
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test(
    "a value for no parameter, or of another type, is exit code 2",
    arguments: [
      ("limt: 6", "did you mean \"limit\"?"),
      ("own: 6", "the parameter \"own\" has no \"default\""),
      ("limit: many", "the parameter \"limit\" must be of type integer"),
      ("limit: {type: string, default: many}", "must be of type integer"),
      ("own: {type: array, default: 1}", "must be of type array"),
      ("own: {default: 1}", "the parameter \"own\" has no \"type\""),
      ("label: {default: b, patern: b}", "did you mean \"pattern\"?"),
    ])
  func wrong(parameters: String, message: String) throws {
    let run = try check(parameters: parameters)
    #expect(run.code == 2)
    #expect(run.lastLine.contains(message), "\(run.lastLine)")
  }

  @Test("examples run without the changes of other packs, whose names are checked all the same")
  func examples() throws {
    let folder = try TemporaryFolder()
    func write(_ rule: String) throws {
      try folder.write(
        """
        schema: 1
        name: acme
        version: 1.0.0
        extends: [{pack: rancher-import}]
        parameters: {certificateWarningDays: 90}
        overrides:
          - {rule: rancher-import/external-datastore, severity: note}
          - {rule: rancher-import/\(rule), enabled: false, reason: we know}
        """, to: "pack.yaml")
    }
    try write("loopback-resolver")
    let rules = "external-datastore,loopback-resolver,expiring-certificate"
    let run = try CommandRun.importlint(
      ["test", "rancher-import", folder.path, "--select", rules])
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    #expect(run.lastLine.hasSuffix("examples of 3 rules"))
    try write("lopback-resolver")
    let misspelt = try CommandRun.importlint(["test", "rancher-import", folder.path])
    #expect(misspelt.code == 2)
    #expect(misspelt.lastLine.contains("overrides a rule that does not exist"))
  }

  @Test("the version that a pack asks for is compared, whatever the folder is called")
  func version() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nparameters: {limit: {type: integer, default: 5}}\n",
      to: "base/pack.yaml")
    try folder.write(
      "schema: 1\nname: shop\nversion: 1.0.0\nextends: [{pack: ../base, version: '>=2'}]\n",
      to: "shop/pack.yaml")
    let run = try CommandRun.importlint(
      ["rules", "--pack", "shop", "--pack", "base"], in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine.contains("the pack shop extends acme >=2, and 1.0.0 is here"))
  }
}

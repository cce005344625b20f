import Checkout
import Foundation
import Reports
import Testing

@Suite("where output goes")
struct OutputTests {
  static let demo = ["check", "demo/snapshot", "--target", "demo/target.yaml"]

  /// The lines on standard error but those that say how old the snapshot and the data are, which
  /// depend on the day.
  private static func reasons(_ run: CommandRun) -> [Substring] {
    run.errorLines.filter { line in
      !["the snapshot is ", "the data of the rule packs are "].contains { line.hasPrefix($0) }
    }
  }

  @Test("text goes to standard output, and only the reason to standard error")
  func text() throws {
    let run = try CommandRun.importlint(Self.demo)
    #expect(run.code == 1)
    #expect(run.text.hasPrefix("NOT READY  cluster shop-edge"))
    #expect(Self.reasons(run) == ["not ready: 2 failing findings of severity error"])
    #expect(!run.text.contains("\u{1B}"), "no colours where no terminal is")
  }

  @Test("the one element of a list that decided is marked, not the object")
  func onlyElement() throws {
    let run = try CommandRun.importlint(Self.demo + ["--select", "loopback-resolver"])
    #expect(run.text.contains("   2 | nameserver 127.0.0.1\n     |            ^^^^^^^^^\n"))
    #expect(!run.text.contains("computed from the object"))
  }

  @Test("a machine's format has standard output for itself")
  func machine() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json"])
    #expect(run.code == 1)
    let result = try JSONResult(of: run)
    #expect(result.exitCode == 1)
    #expect(result.readiness == "not-ready")
    #expect(Self.reasons(run) == ["not ready: 2 failing findings of severity error"])
  }

  @Test("text beside a machine's format goes to standard error")
  func both() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json", "--format", "text"])
    _ = try JSONResult(of: run)
    #expect(run.errors.hasPrefix("NOT READY"))
    #expect(run.lastLine == "not ready: 2 failing findings of severity error")
  }

  @Test("reports go to the files that are named, several in one run")
  func files() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint(
      Self.demo + [
        "--format", "json:compact=\(folder.path)/r.json", "--format",
        "sarif:github=\(folder.path)/r.sarif", "--format", "text",
      ])
    #expect(run.code == 1)
    #expect(run.text.hasPrefix("NOT READY"))
    let json = try Data(contentsOf: URL(filePath: folder.path + "/r.json"))
    #expect(try JSONDecoder().decode(JSONResult.self, from: json).exitCode == 1)
    let sarif = String(
      decoding: try Data(contentsOf: URL(filePath: folder.path + "/r.sarif")), as: UTF8.self)
    #expect(sarif.contains("\"version\": \"2.1.0\""))
  }

  @Test("a file that cannot be written is exit code 2")
  func unwritable() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json=/nowhere/at/all.json"])
    #expect(run.code == 2)
    #expect(
      run.lastLine == "could not report: /nowhere/at/all.json cannot be written: "
        + "No such file or directory")
  }

  @Test(
    "a full disk is exit code 2",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/dev/full"), "skipped: there is no /dev/full"))
  func fullDisk() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json=/dev/full"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("No space left on device"))
  }

  @Test("a reader that leaves early does no harm")
  func closedPipe() throws {
    let command =
      "\(Checkout.importlint) \(Self.demo.joined(separator: " ")) | true; "
      + "echo ${PIPESTATUS[0]}"
    let run = try CommandRun(
      file: "/bin/bash", ["-c", command], folder: Checkout.root, input: nil, environment: [:])
    #expect(run.text == "1\n")
  }

  @Test("problems are said where no text report is asked for")
  func problems() throws {
    let run = try CommandRun.importlint(["check", "demo/snapshto", "--format", "json"])
    #expect(run.code == 2)
    let result = try JSONResult(of: run)
    #expect(result.problems.contains { $0.code == "unreadable-input" && $0.fatal })
    #expect(run.errors.contains("did you mean demo/snapshot?"))
  }

  @Test("the standard input is an input")
  func standardInput() throws {
    let nodes = try String(
      contentsOfFile: "\(Checkout.root)/demo/snapshot/resources/nodes.yaml", encoding: .utf8)
    let run = try CommandRun.importlint(
      ["check", "-", "--select", "duplicate-node-address,unsupported-node-os"],
      input: nodes)
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains("4 nodes"))
  }

  /// Arguments that write every format in its profile that shows the most into a folder.
  private static func everyFormat(into folder: TemporaryFolder, _ name: String) -> [String] {
    ReportFormat.fullest.flatMap { ["--format", "\($0)=\(folder.path)/\(name)-\($0)"] }
  }

  @Test("the number of threads changes no byte of any report")
  func threads() throws {
    let folder = try TemporaryFolder()
    var errors: [String] = []
    for jobs in ["1", "2", "4"] {
      let arguments = Self.everyFormat(into: folder, jobs) + ["--jobs", jobs]
      errors.append(try CommandRun.importlint(Self.demo + arguments).errors)
    }
    #expect(Set(errors).count == 1)
    for format in ReportFormat.fullest {
      let reports = try ["1", "2", "4"].map {
        try Data(contentsOf: URL(filePath: "\(folder.path)/\($0)-\(format)"))
      }
      #expect(Set(reports).count == 1 && !reports[0].isEmpty, "\(format)")
    }
  }

  /// A snapshot of one's own with a target, a pack and data beside it, and links to them.
  private func inputs() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: "\(Checkout.root)/demo/snapshot", toPath: folder.path + "/snapshot")
    try folder.write("rancher: {version: 2.13.1, caFile: ca.pem}\n", to: "target.yaml")
    try folder.write("schema: 1\n", to: "importlint.yaml")
    // It is read, and then refused: the report must be refused before.
    try folder.write("no certificate", to: "ca.pem")
    try folder.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nparameters: {limit: {type: integer, default: 5}}\n",
      to: "base/pack.yaml")
    try folder.write(
      "schema: 1\nname: shop\nversion: 1.0.0\nextends: [{pack: ../base}]\n",
      to: "pack/pack.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: "snapshot/version.json")
    try FileManager.default.linkItem(
      atPath: folder.path + "/snapshot/version.json", toPath: folder.path + "/hard")
    return folder
  }

  @Test(
    "a report is not written over an input, by whatever name",
    arguments: [
      "snapshot/version.json", "./snapshot/../snapshot/version.json", "link", "hard",
      "target.yaml", "ca.pem", "pack/pack.yaml", "base/pack.yaml", "importlint.yaml",
    ])
  func overInput(name: String) throws {
    let folder = try inputs()
    let file = URL(filePath: "\(folder.path)/\(name)")
    let before = try Data(contentsOf: file)
    let run = try CommandRun.importlint(
      ["check", "snapshot", "--target", "target.yaml", "--pack", "pack", "--pack", "base"]
        + ["--format", "json=\(name)", "--format", "sarif=new.sarif"], in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine.hasPrefix("could not report: a report would be written over \(name), "))
    #expect(try Data(contentsOf: file) == before)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/new.sarif"))
  }

  @Test("two names of one file are one place for a report")
  func twoNames() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/b", withDestinationPath: "a")
    let run = try CommandRun.importlint(
      ["check", "\(Checkout.root)/demo/snapshot", "--format", "json=a", "--format", "sarif=b"],
      in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine == "could not report: two reports would go to one file, a and b")
  }

  @Test("neither is one through a link to a file that is not there yet")
  func linkToNothing() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/b", withDestinationPath: "./c/../a")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/c", withIntermediateDirectories: false)
    let run = try CommandRun.importlint(
      ["check", "\(Checkout.root)/demo/snapshot", "--format", "json=a", "--format", "sarif=b"],
      in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine == "could not report: two reports would go to one file, a and b")
  }

  @Test(
    "of a file that is none of settings no line is shown",
    arguments: ["hunter2zz:x:0\n", "- hunter2zz\n", "hunter2zz: [\n", "hunter2zz\n"])
  func strangeSettings(text: String) throws {
    let folder = try inputs()
    try folder.write(text, to: "secret")
    for arguments in [["--config", "secret"], ["--waivers", "secret"]] {
      let run = try CommandRun.importlint(["check", "snapshot"] + arguments, in: folder.path)
      #expect(run.code == 2)
      #expect(!(run.text + run.errors).contains("hunter2zz"), "\(run.text)\(run.errors)")
    }
  }

  @Test("links that lead to each other are a file that cannot be written")
  func linksInACircle() throws {
    let folder = try TemporaryFolder()
    for (link, target) in [("a", "a/x"), ("b", "c/x"), ("c", "b/x")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(link)", withDestinationPath: target)
    }
    for name in ["a", "b"] {
      let run = try CommandRun.importlint(
        ["check", "\(Checkout.root)/demo/snapshot", "--format", "json=\(name)"], in: folder.path)
      #expect(run.code == 2)
      #expect(run.lastLine.hasPrefix("could not report: \(name) cannot be written"))
    }
  }

  @Test("a pack may be packed into its own folder, twice")
  func packIntoItself() throws {
    let folder = try inputs()
    for _ in 0..<2 {
      let run = try CommandRun.importlint(
        ["pack", "build", "."], in: folder.path + "/base")
      #expect(run.code == 0, "\(run.errors)")
    }
  }

  @Test("a pack is not packed over one of its files")
  func packOverItself() throws {
    let folder = try inputs()
    let run = try CommandRun.importlint(
      ["pack", "build", "base", "--output", "base/pack.yaml"], in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine.contains("a report would be written over base/pack.yaml"))
  }

  @Test(
    "a URL with a credential is no name of a file, and is not printed",
    arguments: [
      "https://u:hunter2zz@h/x", "git+https://u:hunter2zz@h/x@v1", "oci://h/x?sig=hunter2zz",
      "https://u:hunter2zz/y@h/x", "git+https://hunter2zzhunter2zz@h/x@v1",
    ])
  func credentialInName(url: String) throws {
    for arguments in [
      ["check", url], ["check", ".", "--pack", url], ["check", ".", "--target", url],
    ] {
      let run = try CommandRun.importlint(arguments)
      #expect(run.code == 2)
      #expect(!(run.text + run.errors).contains("hunter2zz"))
    }
  }

  @Test("a report that cannot be written whole leaves the old one, and nothing beside it")
  func oldReportStays() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "r.json")
    // A limit on the size of files stands for a full disk.
    let command =
      "trap '' XFSZ; ulimit -f 1; \(Checkout.importlint) check "
      + "\(Checkout.root)/demo/snapshot --format json=r.json"
    let run = try CommandRun(
      file: "/bin/bash", ["-c", command], folder: folder.path, input: nil, environment: [:])
    #expect(run.code == 2, "\(run.errors)")
    #expect(run.lastLine.hasPrefix("could not report: r.json cannot be written: "))
    let kept = try String(contentsOfFile: folder.path + "/r.json", encoding: .utf8)
    #expect(kept == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["r.json"])
  }

  @Test("a report keeps links and permissions, and goes to devices and pipes as they are")
  func specialFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "real.json")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.path + "/real.json")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/latest", withDestinationPath: "real.json")
    let command =
      "mkfifo pipe; cat pipe > piped & \(Checkout.importlint) check "
      + "\(Checkout.root)/demo/snapshot --format json=latest --format json:compact=pipe "
      + "--format sarif=/dev/stdout --format text=/dev/null > redirected; wait"
    _ = try CommandRun(
      file: "/bin/bash", ["-c", command], folder: folder.path, input: nil, environment: [:])
    for name in ["real.json", "piped", "redirected"] {
      let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
      #expect(text.hasPrefix("{"), "\(name)")
    }
    let manager = FileManager.default
    #expect(
      try manager.destinationOfSymbolicLink(atPath: folder.path + "/latest") == "real.json")
    let mode = try manager.attributesOfItem(atPath: folder.path + "/real.json")
    #expect(mode[.posixPermissions] as? Int == 0o640)
  }

  @Test(
    "a credential in a URL is not shown",
    arguments: [
      "u:CANARY@rancher.example.com", "rancher.example.com/v3/import/CANARY_c-m-abc.yaml",
    ])
  func password(rest: String) throws {
    let folder = try TemporaryFolder()
    let url = ["--rancher", "2.12.2", "--rancher-url", "https://\(rest)"]
    let runs = [
      ["check", "demo/snapshot"] + Self.everyFormat(into: folder, "r") + url,
      ["plan", "demo/snapshot"] + url, ["eval", "target", "demo/snapshot"] + url,
      ["check", "demo/snapshot", "--trace", "insecure-rancher-url"] + url,
      ["check", "demo/snapshot", "--rancher"] + ["https://\(rest)"],
    ]
    for arguments in runs {
      let run = try CommandRun.importlint(arguments)
      #expect(!(run.text + run.errors).contains("CANARY"), "\(arguments)")
      #expect(!run.errors.isEmpty)
    }
    for format in ReportFormat.fullest {
      let report = try Data(contentsOf: URL(filePath: "\(folder.path)/r-\(format)"))
      #expect(!report.isEmpty)
      #expect(!String(decoding: report, as: UTF8.self).contains("CANARY"), "\(format)")
    }
  }
}

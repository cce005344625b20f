import ArgumentParser
import Collecting
import Engine
import Findings
import Packaging
import Reports
import Rules

/// Verifies an archive of a pack.
struct PackVerifyCommand: Subcommand {
  static let action = "verify the pack"
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether a pack's archive is as it was built, and who signed it.",
    discussion: """
      Checksums tell damage; who can change the archive can change them too. A signature tells who \
      made it: of ssh-keygen, with a file of allowed signers, or of cosign, with its key.

        importlint pack verify acme-1.0.0.tar.gz
        importlint pack verify acme-1.0.0.tar.gz --allowed-signers signers
        importlint pack verify acme-1.0.0.tar.gz --key cosign.pub --bundle acme.bundle

      EXIT CODES
        0  all that was asked for holds
        1  something does not
        2  it cannot be told: no archive, or no ssh-keygen or cosign
      """)

  @Argument(help: ArgumentHelp("An archive, or an OCI layout.", valueName: "pack"))
  var pack: String
  @Option(
    help: ArgumentHelp(
      "Who may sign, as ssh-keygen(1) describes it. The namespace is importlint-pack.",
      valueName: "file"), transform: OptionText.file)
  var allowedSigners: String?
  @Option(
    help: ArgumentHelp("A public key of cosign.", valueName: "file"), transform: OptionText.file)
  var key: String?
  @Option(
    help: ArgumentHelp("The signature; by default the archive's name and .sig.", valueName: "file"),
    transform: OptionText.file)
  var signature: String?
  @Option(
    help: ArgumentHelp("A bundle of cosign, instead of a signature.", valueName: "file"),
    transform: OptionText.file)
  var bundle: String?

  func validate() throws {
    if allowedSigners == nil, key == nil, signature != nil || bundle != nil {
      throw OptionError("a signature is verified with --allowed-signers or --key")
    }
    if bundle != nil, key == nil { throw OptionError("--bundle is verified with --key") }
  }

  func end() throws(Ending) -> Ending {
    let checksums: PackChecksums
    do throws(Obstacle) {
      checksums = try PackChecksums(of: pack, in: PackArchive.checksums)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    guard checksums.faults.isEmpty else { return refused(checksums.faults) }
    var words = ["\(checksums.fileCount) files as they were packed", "SHA-256 \(checksums.sha256)"]
    do throws(PackSignature.Failure) {
      words += try verified(checksums.archive)
    } catch {
      if error.isUndecided { throw .failure(error.reason, doing: Self.action) }
      return refused([error.reason])
    }
    if allowedSigners == nil, key == nil { words.append("no signature was asked for") }
    return Ending(code: 0, sentence: "\(pack): " + words.joined(separator: "; "))
  }

  private func refused(_ faults: [String]) -> Ending {
    for fault in faults { OutputStream.error.write(text: "  \(VisibleText.line(fault))\n") }
    return Ending(code: 1, sentence: "\(pack) is not as it was packed or signed")
  }

  /// Who signed it, in words.
  private func verified(_ archive: String) throws(PackSignature.Failure) -> [String] {
    let signature = signature ?? "\(pack).sig"
    var words: [String] = []
    if let allowedSigners {
      let found = InterruptibleTask.run {
        await result { () async throws(PackSignature.Failure) in
          try await PackSignature.sshSigner(
            of: archive, signature: signature, signers: allowedSigners)
        }
      }
      words.append("signed by " + VisibleText.line(try get(found)))
    }
    if let key {
      let (file, isBundle) = (bundle ?? signature, bundle != nil)
      let found = InterruptibleTask.run {
        await result { () async throws(PackSignature.Failure) in
          try await PackSignature.checkCosign(
            archive: archive, key: key, signature: file, isBundle: isBundle)
        }
      }
      try get(found)
      words.append("signed with the key \(key)")
    }
    return words
  }

  private func get<Value>(
    _ found: Result<Value, PackSignature.Failure>?
  ) throws(PackSignature.Failure) -> Value {
    guard let found else {
      throw PackSignature.Failure(isUndecided: true, reason: "interrupted")
    }
    return try found.get()
  }
}

/// What a call that may fail gives, as a value.
private func result<Value: Sendable>(
  _ body: () async throws(PackSignature.Failure) -> Value
) async -> Result<Value, PackSignature.Failure> {
  do throws(PackSignature.Failure) {
    return .success(try await body())
  } catch {
    return .failure(error)
  }
}

import Basics

/// Who signed a pack's archive, by the programs that know: ssh-keygen, or cosign.
public enum PackSignature {
  /// What a signature of ssh-keygen is for; `ssh-keygen -Y sign -n importlint-pack`.
  public static let namespace = "importlint-pack"

  public struct Failure: Error {
    /// Whether the program that would tell is not there, so that nothing was found out.
    public let isUndecided: Bool
    public let reason: String

    public init(isUndecided: Bool, reason: String) {
      self.isUndecided = isUndecided
      self.reason = reason
    }
  }

  /// The principal whose key made the signature.
  ///
  /// - Parameter signers: a file of allowed signers, as `ssh-keygen(1)` describes it.
  public static func sshSigner(
    of archive: String, signature: String, signers: String
  ) async throws(Failure) -> String {
    let found = try await output(
      "ssh-keygen", ["-Y", "find-principals", "-s", signature, "-f", signers])
    guard let principal = lines(found).first else {
      throw Failure(isUndecided: false, reason: "no allowed signer made \(signature)")
    }
    _ = try await output(
      "ssh-keygen",
      ["-Y", "verify", "-f", signers, "-I", principal, "-n", namespace, "-s", signature],
      inputFile: archive)
    return principal
  }

  /// Throws unless the key made the signature or bundle.
  public static func checkCosign(
    archive: String, key: String, signature: String, isBundle: Bool
  ) async throws(Failure) {
    _ = try await output(
      "cosign",
      ["verify-blob", "--key", key, isBundle ? "--bundle" : "--signature", signature, archive])
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func output(
    _ program: String, _ arguments: [String], inputFile: String? = nil
  ) async throws(Failure) -> [UInt8] {
    do throws(ProgramCall.Failure) {
      return try await ProgramCall(program: program).output(arguments, inputFile: inputFile)
    } catch {
      switch error {
      case .notInstalled: throw Failure(isUndecided: true, reason: "\(program) is not installed")
      case .failed(let reason):
        throw Failure(isUndecided: false, reason: "\(program) says: \(reason)")
      }
    }
  }
}

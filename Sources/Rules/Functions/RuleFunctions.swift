import CEL

/// The functions of rules beside those of the language. Each is in one of these libraries: what is
/// in none is not declared, so that none goes without documentation.
enum RuleFunctions {
  static let libraries = [
    FunctionLibrary("The snapshot", ResourceFunctions.all),
    FunctionLibrary("What is known", EvidenceFunctions.all),
    FunctionLibrary("Versions, selectors and texts", TextFunctions.all),
    FunctionLibrary("Certificates", CertificateFunctions.all),
    FunctionLibrary(
      "Policies, on objects that are not in the cluster",
      AdmissionFunctions.all + EngineFunctions.all),
    FunctionLibrary("Network policies", NetworkFunctions.all),
  ]
}

/// Functions that belong together, as authors read of them.
public struct FunctionLibrary: Sendable {
  public let title: String
  public let functions: [Function]

  public init(_ title: String, _ functions: [Function]) {
    self.title = title
    self.functions = functions
  }

  /// Those of every environment, but for what Kubernetes does not have.
  static let all = [
    FunctionLibrary("Operators", Operators.functions),
    FunctionLibrary("All types", StandardFunctions.functions + ConversionFunctions.functions),
    FunctionLibrary("Texts", StringLibrary.functions),
    FunctionLibrary("Regular expressions", RegexLibrary.functions),
    FunctionLibrary("Lists and sets", ListLibrary.functions + SetLibrary.functions),
    FunctionLibrary("Optional values", OptionalLibrary.functions),
    FunctionLibrary("Numbers", MathLibrary.functions),
    FunctionLibrary("Times", TimeFunctions.functions),
    FunctionLibrary("Quantities", QuantityLibrary.functions),
    FunctionLibrary("Semantic versions", SemverLibrary.functions),
    FunctionLibrary("Addresses and networks", NetworkLibrary.functions),
    FunctionLibrary("URLs", URLLibrary.functions),
    FunctionLibrary("Names and other formats", FormatLibrary.functions),
    FunctionLibrary("Base64", EncoderLibrary.functions),
  ]

  /// What the language itself offers: macros first, then the functions of every environment.
  public static var language: [FunctionLibrary] {
    [FunctionLibrary("Macros", MacroLibrary.functions)] + all
  }
}

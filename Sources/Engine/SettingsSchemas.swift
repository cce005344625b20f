/// JSON Schemas of the files that say how is judged, made from what their readers read by.
public enum SettingsSchemas {
  /// The schema of a file with waivers.
  public static var waivers: String { WaiverDeclarations.schema }
  /// The schema of importlint.yaml.
  public static var configuration: String { ConfigurationDeclarations.schema }
}

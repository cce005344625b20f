import ArgumentParser
import Engine

/// Which rules are loaded.
struct PackOptions: ParsableArguments {
  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A rule pack of your own: a folder, an archive, git+file:///REPOSITORY[@REF], or an OCI "
        + "layout. May be given several times.", valueName: "pack"),
    transform: OptionText.file)
  var folders: [String] = []

  @Flag(name: .customLong("no-builtin"), help: "Leave out the built-in pack.")
  var excludesBuiltIn = false

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "A folder with newer data files for the packs, each replacing the one of that name; see "
        + "docs/data.md.", valueName: "dir"), transform: OptionText.file)
  var data: String?

  @Flag(help: "Run rules that have no examples yet, too; reports call them drafts.")
  var draft = false

  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  /// The same, with texts in a language.
  func request(in language: LanguageOptions) -> PackRequest {
    var request = request
    request.language = language.request
    return request
  }

  var request: PackRequest {
    var request = PackRequest(folders: folders, includesBuiltIn: !excludesBuiltIn, data: data)
    request.allowsDrafts = draft
    request.fetched = PackFetch.all(of: folders)
    return request
  }
}

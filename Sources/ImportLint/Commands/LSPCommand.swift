import ArgumentParser
import Engine
import LanguageServer

/// Serves editors.
struct LSPCommand: Subcommand {
  static let action = "serve the editor"
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: what is wrong with rules, packs, targets and waivers, as you type.",
    discussion: """
      A server of the Language Server Protocol on standard input and output. Editors start it; \
      docs/editors.md says how to set them up. It reads the files of the packs that are open, \
      and no others; it starts no program and opens no connection.

      EXIT CODES
        0  the editor said shutdown and exit
        1  the editor went away without
      """)

  func end() throws(Ending) -> Ending {
    let surroundings = LanguageServer.Surroundings(
      today: { WallClock.now.date },
      checkFormat: { (text) throws(OptionError) in _ = try ReportRequests.request(text) })
    let code = StandardInputServer(LanguageServer(surroundings)).run()
    return Ending(code: code, sentence: "")
  }
}

import Basics
import Reports
import Snapshots

/// The folder of full reports, as a page sees it.
public enum ReportFolder {
  /// The way from a page to the folder as a URL, and the files there.
  ///
  /// - Parameter page: where the page goes; nil for the working folder.
  public static func look(
    at folder: String, fromReport page: String?
  ) -> (way: String, names: Set<String>) {
    let names = Set(InputWalk.names(in: folder) ?? [])
    let home = page.flatMap { page in page.lastIndex(of: "/").map { String(page[...$0]) } } ?? "."
    guard let target = InputWalk.realPath(folder), let start = InputWalk.realPath(home) else {
      return (FileBase.encoded(InputWalk.cleaned(folder)) + "/", names)
    }
    let there = target.split(separator: "/")
    let here = start.split(separator: "/")
    let common = zip(there, here).prefix { $0 == $1 }.count
    let up = [String](repeating: "..", count: here.count - common)
    let parts = up + there[common...].map(String.init)
    return (parts.map { FileBase.encoded($0) + "/" }.joined(), names)
  }
}

import Foundation
import Testing

@testable import Basics

@Suite("New files")
struct NewFileTests {
  /// A folder with an older file in it.
  private func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "importlint-new-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try "old".write(toFile: "\(folder)/a", atomically: false, encoding: .utf8)
    return folder
  }

  private func content(_ folder: String) throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let texts = try names.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    return Dictionary(uniqueKeysWithValues: zip(names, texts))
  }

  @Test("until it is whole there is the older file and, on Linux, nothing else")
  func kept() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try #require(NewFile("a", in: folder, mode: 0o640))
    #expect(writeAll(Array("new".utf8), to: file.descriptor))
    #if os(Linux)
      #expect(try content(folder) == ["a": "old"])
    #endif
    #expect(file.keep() == .kept)
    #expect(try content(folder) == ["a": "new"])
    var status = stat()
    #expect(stat("\(folder)/a", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
  }

  @Test("a hidden file takes its name in the same way")
  func hidden() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try #require(NewFile("a", in: folder, mode: 0o640, isHidden: true))
    #expect(writeAll(Array("new".utf8), to: file.descriptor))
    #expect(try content(folder).count == 2)
    #expect(file.keep() == .kept)
    #expect(try content(folder) == ["a": "new"])
  }

  @Test("of one that is discarded nothing is left", arguments: [false, true])
  func discarded(isHidden: Bool) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try #require(NewFile("a", in: folder, mode: 0o600, isHidden: isHidden))
    #expect(writeAll(Array("new".utf8), to: file.descriptor))
    file.discard()
    #expect(try content(folder) == ["a": "old"])
  }

  @Test("one that cannot take its name is nowhere, and the older one stays")
  func unnamed() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/d/in", withIntermediateDirectories: true)
    let file = try #require(NewFile("d", in: folder, mode: 0o600))
    #expect(file.keep() == .unnamed)
    try FileManager.default.removeItem(atPath: "\(folder)/d")
    #expect(try content(folder) == ["a": "old"])
    #expect(NewFile("a", in: "\(folder)/none", mode: 0o600) == nil)
  }

  @Test("a disk that is full when a file gets its name has lost it, and nothing else is tried")
  func fullDisk() {
    #expect(NewFile.Outcome.unnamed(for: ENOSPC) == .lost)
    #expect(NewFile.Outcome.unnamed(for: EDQUOT) == .lost)
    #expect(NewFile.Outcome.unnamed(for: EXDEV) == .unnamed)
  }

  @Test("a name may be as long as names can be", arguments: ["n", "字"])
  func longNames(letter: String) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let name = String(repeating: letter, count: 255 / letter.utf8.count)
    let file = try #require(NewFile(name, in: folder, mode: 0o600))
    #expect(writeAll(Array("new".utf8), to: file.descriptor))
    #expect(file.keep() == .kept)
    #expect(try content(folder) == ["a": "old", name: "new"])
  }
}

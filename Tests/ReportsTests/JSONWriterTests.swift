import Testing

@testable import Reports

@Suite("Writing JSON")
struct JSONWriterTests {
  @Test(
    "very many objects are written by several threads as by one",
    arguments: [0, 1, 255, 256, 257, 5000], [true, false])
  func pieces(count: Int, isIndented: Bool) {
    let items = Array(0..<count)
    func written(_ objects: (inout JSONWriter) -> Void) -> String {
      var writer = JSONWriter(isIndented: isIndented)
      writer.document { json in
        json.member("before", 1)
        objects(&json)
        json.member("after", 2)
      }
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    let whole = written { $0.objects("items", items) { $0.member("n", $1) } }
    for jobs in [1, 2, 7] {
      #expect(whole == written { $0.objects("items", items, jobs: jobs) { $0.member("n", $1) } })
    }
  }

  @Test("what is handed over in pieces is the whole, and no piece is long")
  func sink() {
    let items = Array(0..<20_000)
    var kept = JSONWriter(isIndented: true)
    kept.document { $0.objects("items", items) { $0.member("n", $1) } }
    for jobs in [1, 7] {
      var pieces: [[UInt8]] = []
      var writer = JSONWriter(isIndented: true) { pieces.append($0) }
      writer.document { $0.objects("items", items, jobs: jobs) { $0.member("n", $1) } }
      #expect(Array(pieces.joined()) == kept.bytes && writer.bytes.isEmpty)
      #expect(pieces.count > 5 && pieces.allSatisfy { $0.count < 1 << 17 })
    }
  }

  @Test("an object lies two spaces deeper than what it is in, however deep that is")
  func depth() {
    func nest(_ json: inout JSONWriter, _ levels: Int) {
      if levels == 0 {
        json.member("leaf", true)
      } else {
        json.object("o") { nest(&$0, levels - 1) }
      }
    }
    var writer = JSONWriter(isIndented: true)
    writer.document { nest(&$0, 60) }
    let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2 * 61 + 1)
    for (i, line) in lines.prefix(62).enumerated() {
      #expect(line.prefix { $0 == " " }.count == 2 * i)
    }
  }
}

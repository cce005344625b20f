import Documents
import Testing

@Suite("JSON is read whole, or the place is said where it is none")
struct JSONTests {
  @Test(
    "values",
    arguments: [
      ("[1, -2, 0]", "[1,-2,0]"), ("[1.0, 1e3, -0.5]", "[1.0,1000.0,-0.5]"),
      ("[9223372036854775807, -9223372036854775808]", "[9223372036854775807,-9223372036854775808]"),
      ("[9223372036854775808]", "[9.223372036854776e+18]"),
      (
        "[8388607,8388608,-8388608,-8388609]",
        "[8388607,8388608,-8388608,-8388609]"
      ),
      ("{\"a\":{},\"b\":[],\"c\":null,\"d\":true}", "{\"a\":{},\"b\":[],\"c\":null,\"d\":true}"),
      ("[\"\\u00e9\\ud83d\\ude00\\ud800\\/\\\"\"]", "[\"é😀\u{FFFD}/\"\"]"),
      ("{\"\\u0061\": 1}", "{\"a\":1}"),
    ])
  func values(text: String, expected: String) {
    let (documents, problems) = reading(text)
    #expect(problems == [])
    #expect(documents == [expected])
  }

  @Test("a comma too many is one of YAML")
  func trailingComma() {
    for text in ["{\"a\": [1, 2,\n]}", "{\"a\": [1, 2],}"] {
      #expect(reading(text).documents == ["{\"a\":[1,2]}"])
      #expect(reading(text).problems == [])
    }
    #expect(reading("[\"a\",,]").problems != [])
  }

  @Test("several values one after another")
  func stream() {
    #expect(reading("{\"a\":1}{\"b\":2}\n\n[3]").documents == ["{\"a\":1}", "{\"b\":2}", "[3]"])
  }

  @Test(
    "errors",
    arguments: [
      ("{\"a\" 1}", "1:6: expected ':' after the key, found '1'"),
      ("[\"a\", 01]", "1:7: has a number with no digits or a leading zero"),
      ("[\"a\", 1 2]", "1:9: expected ',' or ']', found '2'"),
      ("{\"a\": [1,\n2", "2:2: the text is truncated inside the array that begins on line 1"),
      ("{\"a\": \"b\n", "1:9: has a control character in a string"),
      ("{\"a\": \"b", "1:9: the text is truncated inside the string that begins on line 1"),
      ("[\"\\x\"]", "1:3: has an escape that JSON does not know"),
      ("[\"a\", 1e999]", "1:7: has a number beyond the range of a double"),
    ])
  func errors(text: String, expected: String) {
    #expect(reading(text).problems == [expected])
  }

  @Test("values before an error are kept")
  func partial() {
    let (documents, problems) = reading("{\"a\":1}\n{\"b\":")
    #expect(documents == ["{\"a\":1}"])
    #expect(problems == ["2:6: the text is truncated: expected a value"])
  }

  @Test("nesting is bounded")
  func depth() {
    let (documents, problems) = reading(String(repeating: "[", count: 1_000_000))
    #expect(documents == [])
    #expect(problems == ["1:257: is nested deeper than 256 levels"])
  }

  @Test("duplicate keys, also in maps of many keys")
  func duplicates() {
    #expect(
      reading("{\"a\":1,\n\"a\":2}").problems
        == ["2:1: has the key \"a\" twice in one map (1:2)"])
    let many = (0..<40).map { "\"k\($0 % 39)\":\($0)" }.joined(separator: ",")
    let (documents, problems) = reading("{\(many)}")
    #expect(problems.count == 1)
    #expect(documents[0].hasPrefix("{\"k0\":39,\"k1\":1"))
  }

  @Test("maps of many keys are searched by key")
  func lookup() {
    let store = DocumentStore()
    let many = (0..<1000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let reading = store.read(SourceText(path: "t", text: "{\(many)}"))
    let document = DocumentValue(reading.documents[0], in: store)
    #expect((0..<1000).allSatisfy { document["k\($0)"]?.int == Int64($0) })
    #expect(document["k1000"] == nil)
    #expect(document["é"] == nil)
  }
}

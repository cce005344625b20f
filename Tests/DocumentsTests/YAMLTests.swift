import Documents
import Testing

@Suite("YAML is read as Kubernetes' own reader reads it")
struct YAMLTests {
  @Test(
    "plain scalars",
    arguments: [
      ("y", "true"), ("Yes", "true"), ("on", "true"), ("n", "false"), ("OFF", "false"),
      ("yEs", "\"yEs\""), ("~", "null"), ("", "null"), ("Null", "null"), ("nul", "\"nul\""),
      ("0o17", "15"), ("017", "15"), ("0x1F", "31"), ("0b101", "5"), ("-0b11", "-3"),
      ("1_000", "1000"), ("1.0", "1"), ("1e3", "1000"), ("1.5", "1.5"), ("5.", "5"), (".5", "0.5"),
      ("1.2.3", "\"1.2.3\""), ("08", "8"), ("0xZZ", "\"0xZZ\""),
      ("9223372036854775807", "9223372036854775807"),
      ("-9223372036854775808", "-9223372036854775808"),
      ("9223372036854775808", "9.223372036854776e+18"), ("2001-01-01", "\"2001-01-01\""),
      ("2001-01-01T00:00:00Z", "\"2001-01-01T00:00:00Z\""), ("12:30:45", "\"12:30:45\""),
      ("'yes'", "\"yes\""), ("\"1\"", "\"1\""), ("!!str 12", "\"12\""), ("!!int \"12\"", "12"),
      ("+5", "5"), ("1e400", "\"1e400\""), ("100m", "\"100m\""),
      // However many digits: what is beyond a double stays text.
      (String(repeating: "3", count: 111), "3.333333333333333e+110"),
      ("0." + String(repeating: "5", count: 100), "0.5555555555555556"),
      (String(repeating: "3", count: 400), "\"" + String(repeating: "3", count: 400) + "\""),
      ("v1.30.4+rke2r1", "\"v1.30.4+rke2r1\""),
    ])
  func plainScalars(text: String, expected: String) {
    #expect(reading("a: \(text)\n").documents == ["{\"a\":\(expected)}"])
  }

  @Test(
    "keys that are not strings become strings",
    arguments: [("1", "1"), ("0x10", "16"), ("yes", "true"), ("1.5", "1.5"), ("'1'", "1")])
  func keys(text: String, expected: String) {
    #expect(reading("\(text): x\n").documents == ["{\"\(expected)\":\"x\"}"])
  }

  @Test(
    "scalars over several lines",
    arguments: [
      ("a: |\n  x\n  y\n", "x\\ny\\n"), ("a: >-\n  x\n  y\n", "x y"), ("a: \"x\n  y\"\n", "x y"),
      ("a: x\n  y\n", "x y"), ("a: 'it''s'\n", "it's"), ("a: \"\\u00e9\\n\"\n", "é\\n"),
    ])
  func multiLine(text: String, expected: String) {
    #expect(reading(text).documents == ["{\"a\":\"\(expected)\"}"])
  }

  @Test("documents, empty ones included, and comments")
  func documents() {
    #expect(
      reading("# first\n---\na: 1\n---\n---\n# nothing\n---\n[x]\n").documents
        == ["{\"a\":1}", "null", "null", "[\"x\"]"])
    #expect(reading("").documents == [])
    #expect(reading("# only a comment\n").documents == [])
  }

  @Test("anchors, aliases and merge keys")
  func aliases() {
    #expect(
      reading("a: &x {k: 1}\nb: *x\nc:\n  <<: *x\n  l: 2\n").documents
        == ["{\"a\":{\"k\":1},\"b\":{\"k\":1},\"c\":{\"l\":2,\"k\":1}}"])
    #expect(
      reading("a: &x {k: 1, m: 1}\nb: &y {k: 2}\nc: {<<: [*x, *y], m: 3}\n").documents
        == ["{\"a\":{\"k\":1,\"m\":1},\"b\":{\"k\":2},\"c\":{\"m\":3,\"k\":1}}"])
    #expect(reading("a: *x\n").problems == ["1:4: has an alias without an anchor before it"])
    #expect(
      reading("<<: 1\n").problems
        == ["2:1: has a merge key whose value is neither a map nor a list of maps"])
  }

  @Test("anchors are limited in each document")
  func manyAnchors() {
    let most = (1...10_000).map { "- &a\($0) x\n" }.joined()
    let (documents, problems) = reading("- &a x\n---\n" + most)
    #expect(documents.count == 2 && problems == [])
    let text = "- &a x\n" + most
    #expect(reading("- &b x\n---\n" + text).documents == ["[\"x\"]"])
    #expect(
      reading(text).problems == ["10001:3: has more than 10000 anchors in one document"])
  }

  @Test("aliases that multiply are refused")
  func bomb() {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for i in 1...20 {
      text += "a\(i): &a\(i) [\((0..<10).map { _ in "*a\(i - 1)" }.joined(separator: ","))]\n"
    }
    let (documents, problems) = reading(text)
    #expect(documents == [])
    #expect(problems == ["6:38: has aliases that stand for more than 1000000 values"])
  }

  @Test("a key that stands there twice is a problem with both places, and the last one counts")
  func duplicateKeys() {
    let (documents, problems) = reading("a: 1\nb: 2\na: 3\n")
    #expect(documents == ["{\"a\":3,\"b\":2}"])
    #expect(
      problems == ["3:1: has the key \"a\" twice in one map (1:1)"])
  }

  @Test(
    "what is not YAML is reported with its place",
    arguments: [
      (
        "a:\n\t- b\n",
        "2:1: is not YAML: a tab stands where only blanks may indent"
      ),
      (
        "a: [1, 2\n",
        "2:1: is not YAML: did not find expected ',' or ']', "
          + "while parsing a flow sequence (1:4)"
      ),
      (
        "a: \"x\n",
        "2:1: is not YAML: found unexpected end of stream, "
          + "while scanning a quoted scalar (1:4)"
      ),
      ("? [a]\n: b\n", "1:3: has a map or list as a key, which Kubernetes cannot read"),
      ("~: x\n", "1:1: has null as a key, which Kubernetes cannot read"),
    ])
  func errors(text: String, expected: String) {
    #expect(reading(text).problems == [expected])
  }

  @Test("documents before an error are kept")
  func partial() {
    let (documents, problems) = reading("a: 1\n---\nb: [\n")
    #expect(documents == ["{\"a\":1}"])
    #expect(problems.count == 1)
  }

  @Test("nesting is bounded, in blocks and in flow")
  func depth() {
    let flow = reading(String(repeating: "[", count: 64_000))
    #expect(flow.problems == ["1:257: is nested deeper than 256 levels"])
    let block = reading(String(repeating: "- ", count: 300) + "x\n")
    #expect(block.problems == ["1:513: is nested deeper than 256 levels"])
  }

  @Test("a tag that means nothing here is said")
  func tags() {
    let (documents, problems) = reading("a: !Ref x\n")
    #expect(documents == ["{\"a\":\"x\"}"])
    #expect(
      problems == [
        "1:4: has a tag that means nothing here; its value is read as a string"
      ])
  }

  @Test("managed fields are left out, elsewhere the same key is kept")
  func managedFields() {
    let text = "metadata:\n  managedFields:\n  - a: {b: [c]}\n  name: x\nmanagedFields: kept\n"
    #expect(
      reading(text).documents == ["{\"metadata\":{\"name\":\"x\"},\"managedFields\":\"kept\"}"])
    var options = ReadingOptions()
    options.skipsManagedFields = false
    #expect(
      reading("metadata: {managedFields: []}\n", options: options).documents
        == ["{\"metadata\":{\"managedFields\":[]}}"])
  }

  @Test("JSON inside YAML, and YAML that begins like JSON")
  func flavours() {
    #expect(reading("{\"a\": 1}\n{\"b\": 2}\n").documents == ["{\"a\":1}", "{\"b\":2}"])
    #expect(reading("{a: 1, b: [x]}\n").documents == ["{\"a\":1,\"b\":[\"x\"]}"])
    #expect(reading("[a, b]\n").documents == ["[\"a\",\"b\"]"])
  }
}

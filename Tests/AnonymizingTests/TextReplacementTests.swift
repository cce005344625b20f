import Basics
import Documents
import Testing

@testable import Anonymizing

@Suite struct TextReplacementTests {
  private let key = AnonymizationKey(bytes: [UInt8](0..<32))!

  private func anonymizer(owning words: [String] = []) -> Anonymizer {
    var vocabulary = Vocabulary()
    for word in ["kube-system", "cattle-system", "cattle-cluster-agent", "nginx"] {
      vocabulary.add(literal: word)
    }
    var made = Anonymizer(map: AnonymizationMap(key: key), vocabulary: vocabulary)
    for word in words { made.own(word) }
    return made
  }

  private func replaced(
    _ text: String, _ form: TextForm = .plain, owning words: [String] = []
  ) -> (text: String, map: AnonymizationMap) {
    var made = anonymizer(owning: words)
    let bytes = withUTF8Bytes(text) { TextReplacement.apply(to: $0, in: form, by: &made) }
    return (String(decoding: bytes, as: UTF8.self), made.map(key: key))
  }

  /// What stays, whatever stands around it.
  @Test(arguments: [
    "kube-system", "cattle-system", "v1.30.4+rke2r1", "1500m", "4m58s", "2025-06-02T06:00:00Z",
    "v1beta1", "16393244Ki", "127.0.0.53", "0.0.0.0/0", "true", "https://", "--flag", "…",
    "--max-age", "+02:00", "+1000", "1-2-3", "in",
  ])
  func stays(_ word: String) { #expect(replaced("a \(word) b").text == "a \(word) b") }

  /// What is replaced though nobody said that it is a name.
  @Test(arguments: [
    "web-1", "shop.acme.example", "10.42.0.7", "fd00:42::7", "alice@acme.example",
    "registry.acme.example/team/app-x:1.2", "arn:aws:iam::123456789012:role/ops-1",
    "52:54:00:ab:cd:ef", "3354c0ee-a7d0-e378-b43b-2a6871b48b18", "ip-10-42-0-7", "Zürich",
    "a.10.42.0.7.nip.io", "10.42.0.1-10.42.0.9", "10.42.0.0/16", "ip-10-42-0-7.eu-x1.internal",
    "host_10.42.0.7", "+4930123456", "+49-30-123456", "010.42.0.7", "10.42.0.999", "n1", "张三",
    "pre-010.42.0.7.nip.io", "x10.42.0.7", "r10.42.0.7/24", "ip10-42-0-7.ec2", "dev10.42.0.7",
    "é10.42.0.7", "10.42.0.7x", "1-10-42-0-7-x", "1.10.42.0.7.x", "x256.42.0.7",
  ])
  func isReplacedAndComesBack(_ name: String) {
    let text = "before \(name), after"
    let (made, map) = replaced(text)
    #expect(!made.contains(name))
    #expect(made.hasPrefix("before ") && made.hasSuffix(", after"))
    #expect(String(decoding: map.restored(Array(made.utf8)), as: UTF8.self) == text)
    for octets in ["10.42.0", "10-42-0-", "42.0.7", "123456789012", "acme", "30123456", "30-1234"] {
      #expect(!made.contains(octets))
    }
  }

  /// An empty part of a word is none that could be called otherwise.
  @Test(arguments: ["+1234", "1--2", "1+", "+"])
  func nothingIsPutIntoEmptyParts(_ word: String) {
    #expect(!replaced("a \(word) b").text.contains("x"))
  }

  /// Which four of them are the address, nobody knows.
  @Test(arguments: ["1-10-27-38-41", "1.10.27.38.41-x", "1-2-10-27-38-41-1-2-3"])
  func ofMoreThanFourNumbersNoneStays(_ name: String) {
    let (before, after) = (name, replaced(name).text)
    let numbers = { (text: String) in text.split { "-.".contains($0) }.prefix { $0 != "x" } }
    #expect(numbers(before).count == numbers(after).count)
    for (old, new) in zip(numbers(before), numbers(after)) where old.count > 1 {
      #expect(old != new, "\(after)")
    }
  }

  @Test(arguments: ["v10.42.0.7", "a-v1.2.3.4"]) func versionsOfFourNumbersStay(_ word: String) {
    let quad = NumberQuad.first(in: Array(word.utf8), from: 0)
    #expect(quad == nil)
  }

  /// A name that holds an address leads back, whatever the word before it becomes.
  @Test func wordsBeforeAddressesEndInLetters() {
    let text = (0..<64).map { "w\(Unicode.Scalar(UInt8(97 + $0 % 26)))\($0)q10.42.0.7" }
      .joined(separator: " ")
    let (made, map) = replaced(text)
    #expect(String(decoding: map.restored(Array(made.utf8)), as: UTF8.self) == text)
  }

  @Test func whatIsNoAddressStaysNone() {
    let made = replaced("010.42.0.7 10.42.0.999 pre-299.1.2.3").text
    for word in made.split(separator: " ") {
      let quad = NumberQuad.first(in: Array(word.utf8), from: 0)
      #expect(quad != nil && quad?.octets == nil, "\(word)")
    }
  }

  @Test func wordsOfTwoLettersAreReplacedAsWholeNames() {
    #expect(replaced("namespace ab", owning: ["ab"]).text.hasPrefix("namespace x"))
    #expect(!replaced("ab/AB ab-1", owning: ["ab"]).text.lowercased().contains("ab"))
    #expect(replaced("go to the shop", owning: ["to-let"]).text == "go to the shop")
  }

  @Test func proseTeachesWordsThatNoMessageUses() {
    var made = anonymizer()
    made.own(prose: "accepted by Falcon until the cluster is ready")
    let text = TextReplacement.apply(to: "the cluster of Falcon is ready", by: &made)
    #expect(text.hasPrefix("the cluster of X") && text.hasSuffix(" is ready"))
  }

  @Test func wordsThatAreNamesAreReplacedInProse() {
    let text = "the pod of Shop is ready; shopping goes on"
    #expect(replaced(text).text == text)
    let made = replaced(text, owning: ["shop"]).text
    #expect(!made.lowercased().contains("shop is") && made.contains("shopping goes on"))
  }

  @Test func knownBeginningsStayAndRestsDoNot() {
    let made = replaced("cattle-cluster-agent-7d9f8c6b5-x2x4z kube-system-acme").text
    let words = made.split(separator: " ")
    #expect(words[0].hasPrefix("cattle-cluster-agent-"))
    #expect(words[0].utf8.count == "cattle-cluster-agent-7d9f8c6b5-x2x4z".utf8.count)
    #expect(words[0] != "cattle-cluster-agent-7d9f8c6b5-x2x4z")
    #expect(words[1].hasPrefix("kube-system-") && !words[1].contains("acme"))
  }

  @Test func escapesEndWords() {
    let (made, _) = replaced(#"{"a": "x\nacme-1\\n\"acme-1\"\u003cacme-1"}"#, .json)
    var plain = anonymizer()
    let name = plain.replacement(ofRun: "acme-1")
    #expect(made == #"{"a": "x\n\#(name)\\n\"\#(name)\"\u003c\#(name)"}"#)
  }

  /// However a name is written, it is replaced by the same.
  @Test(arguments: [
    #""\u5f20\u4e09""#, #""\\u5f20\\u4e09""#, #""\u5F20三""#, #""%E5%BC%A0%E4%B8%89""#,
    #""\U00005f20\U00004e09""#,
  ])
  func namesAreFoundInEscapes(_ text: String) {
    var plain = anonymizer()
    let name = plain.replacement(ofRun: "张三")
    #expect(replaced(text, .json).text == "\"\(name)\"")
  }

  @Test func escapesOfLettersAndSlashesBelongToWords() {
    let made = replaced(
      #"{"a": "10.42.0.0\/16", "b": "z\u00fcrich\/", "c": "\ud83d\ude00x"}"#, .json)
    var plain = anonymizer()
    let names = ["10.42.0.0/16", "zürich", "😀x"].map { plain.replacement(ofRun: $0) }
    #expect(made.text == #"{"a": "\#(names[0])", "b": "\#(names[1])\/", "c": "\#(names[2])"}"#)
    let kept = #"{"a": "https:\/\/", "b": "\u0074rue", "c": "\ud83d", "d": "\u2013 %2F"}"#
    #expect(replaced(kept, .json).text == kept)
  }

  /// What reading masked becomes a value that readers take for hidden, in the form of the text.
  @Test func masksStayValues() {
    #expect(replaced("a: ******\nb: c\n", .yaml).text == "a: \"***HIDDEN***\"\nb: c\n")
    #expect(replaced("a: \"******\"\n", .yaml).text == "a: \"***HIDDEN***\"\n")
    #expect(replaced("a: *****\n*****\n***\nb: c\n", .yaml).text == "a: \"***HIDDEN***\"\nb: c\n")
    #expect(
      replaced(#"{"a": ****, "b": "*****"}"#, .json).text
        == #"{"a": "***HIDDEN***", "b": "***HIDDEN***"}"#)
    #expect(replaced("a: &x b\nc: *x\nd: '*'\n", .yaml).text == "a: &x b\nc: *x\nd: '*'\n")
  }

  @Test func keysOfFieldsStay() {
    var made = anonymizer(owning: ["spec"])
    made.keep(field: "acme-san")
    let text = withUTF8Bytes("acme-san: x\n\"acme-san\": acme-san\n") {
      String(decoding: TextReplacement.apply(to: $0, in: .yaml, by: &made), as: UTF8.self)
    }
    #expect(text.hasPrefix("acme-san: x\n\"acme-san\": x"))
    #expect(!text.hasSuffix("acme-san\n"))
  }

  @Test func keysAndBlobsAreNotCopied() {
    let text = "x\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\ny\n"
    #expect(replaced(text).text == "x\n***HIDDEN***\ny\n")
    let blob = String(repeating: "Ab1", count: 20)
    #expect(!replaced("a \(blob) b").text.contains("Ab1Ab1"))
  }

  /// Where each part looked through all that follow, these took minutes.
  @Test(arguments: [
    ("1-2-3-4-", 8_000), ("1.2.3.4.", 8_000), ("a:", 20_000), ("-----BEGIN ", 100_000),
    ("%41", 20_000), (#"\u0041"#, 20_000), ("acme-", 200_000),
  ])
  func timeGrowsWithTheText(_ part: String, count: Int) {
    let text = String(repeating: part, count: count / part.utf8.count)
    let clock = ContinuousClock()
    #expect(clock.measure { _ = replaced(text) } < .seconds(30))
  }

  @Test func urlsInBase64Lead() throws {
    let url = "https://rancher.acme.example/"
    let text = withUTF8Bytes(url) { Base64.encode($0) }
    let made = replaced("url: \(text)", .yaml).text.dropFirst(5)
    let decoded = String(decoding: try #require(Base64.decoded(String(made))), as: UTF8.self)
    #expect(decoded == replaced(url).text)
  }

  @Test func mapsAreReadAgain() {
    let (_, map) = replaced("acme-1 10.42.0.7")
    #expect(map.names.values.contains("acme"))
    #expect(map.addresses.values.contains("10.42.0.7"))
    var again = Anonymizer(map: map, vocabulary: Vocabulary())
    let first = again.replacement(ofRun: "acme-1")
    var fresh = anonymizer()
    #expect(first == fresh.replacement(ofRun: "acme-1"))
  }
}

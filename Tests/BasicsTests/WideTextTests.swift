import Basics
import Testing

@Suite("text that is written without spaces")
struct WideTextTests {
  @Test(
    "lines are joined as each language wants it",
    arguments: [
      ("one\ntwo", "one two"), ("节点\n上", "节点上"), ("节点\nkubelet", "节点 kubelet"),
      ("kubelet\n节点", "kubelet 节点"), ("，\nkubelet", "，kubelet"), ("k3s\n（RKE2）", "k3s（RKE2）"),
      ("a\n\nb\nc", "a\n\nb c"), ("a\n- b\n- c\n", "a\n- b\n- c"), ("  a \n", "a"), ("", ""),
    ])
  func joining(text: String, joined: String) {
    #expect(text.joiningLines == joined)
  }

  @Test("a line ends between wide characters, and neither before a stop nor behind a bracket")
  func splitting() {
    func may(_ text: String) -> Bool {
      let scalars = Array(text.unicodeScalars)
      return scalars[0].maySplit(before: scalars[1])
    }
    for text in ["节点", "，节", "。k", "k（"] { #expect(may(text), "\(text)") }
    for text in ["点，", "（节", "ab", "k节", "点k", "。」"] { #expect(!may(text), "\(text)") }
  }
}

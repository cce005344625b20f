import Documents
import Testing

@Suite("A large List read in pieces is the List read in one go")
struct ListCutTests {
  /// A List above the size from which sources are cut.
  private func list(_ item: (Int) -> String, end: String = "kind: List\nmetadata: {}\n") -> String {
    "apiVersion: v1\nitems:\n" + (0..<12_000).map(item).joined() + end
  }

  private func item(_ i: Int) -> String {
    """
    - apiVersion: v1
      kind: ConfigMap
      metadata:
        name: c\(i)
        uid: "\(i)"
      data:
        text: |
          - not an item
          é
        list:
        - a
        - \(i)

    """
  }

  private func compare(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    var parallel = ReadingOptions()
    parallel.jobs = 3
    let whole = reading(text)
    let pieces = reading(text, options: parallel)
    #expect(whole.documents == pieces.documents, sourceLocation: sourceLocation)
    #expect(whole.problems == pieces.problems, sourceLocation: sourceLocation)
  }

  @Test("as kubectl prints it")
  func plain() {
    compare(list(item))
  }

  @Test("with what makes the pieces depend on each other or look like items")
  func traps() {
    compare(list { $0 == 6000 ? "- name: \"quoted\n- apiVersion: v1\n  end\"\n" : item($0) })
    compare(list { $0 == 3 ? "- &x {a: 1}\n" : $0 == 11_990 ? "- *x\n" : item($0) })
    compare(list(item, end: "kind: List\nother:\n- a\n- b\n"))
    compare(list(item, end: "---\nkind: Other\n"))
    compare(list({ $0 == 9000 ? "- [unclosed\n" : item($0) }))
    compare(list({ $0 == 9000 ? "# comment\n\n" + item($0) : item($0) }, end: ""))
    compare(list { $0 == 9000 ? "- a: 1\n  a: 2\n" : item($0) })
  }

  @Test("places are those of the source, not of the piece")
  func places() {
    let text = list(item)
    var options = ReadingOptions()
    options.jobs = 3
    let store = DocumentStore()
    let source = SourceText(path: "t", text: text)
    let reading = store.read(source, options: options)
    let items = DocumentValue(reading.documents[0], in: store)["items"]?.elements ?? []
    #expect(items.count == 12_000)
    for i in [0, 5_999, 11_999] {
      let place = items[i][path: "metadata", "name"]?.place
      #expect(place.map { source.position(of: $0.offset) }?.line == 3 + 12 * i + 3)
      #expect(place.map { source.position(of: $0.offset) }?.column == 11)
    }
    let kind = DocumentValue(reading.documents[0], in: store)["kind"]?.place
    #expect(kind.map { source.position(of: $0.offset) }?.line == 3 + 12 * 12_000)
  }

  @Test("JSON as kubectl prints it, and JSON that is truncated")
  func json() {
    let items = (0..<12_000).map { i in
      """
              {
                  "metadata": {
                      "name": "c\(i)",
                      "note": "},{ é"
                  },
                  "list": [
                      {
                          "a": 1
                      },
                      {
                          "a": \(i)
                      }
                  ]
              }
      """
    }
    let text =
      "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n" + items.joined(separator: ",\n")
      + "\n    ],\n    \"kind\": \"List\"\n}\n"
    compare(text)
    compare(String(text.dropLast(300)))
    compare(text.replacing("\"c6000\"", with: "c6000"))
  }
}

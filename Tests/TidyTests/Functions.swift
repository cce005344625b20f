/// Something with a body of statements: what it is called and how many lines it takes, from its
/// first word to its closing brace.
struct FunctionSpan: Equatable {
  var name: String
  /// The first line, from 1.
  var line: Int
  var length: Int
}

extension SwiftText {
  /// The functions, initialisers, subscripts and computed properties of the file, nested ones too.
  /// Requirements of protocols have no body and are left out.
  var functions: [FunctionSpan] {
    words.indices.compactMap { index in
      guard introducesFunction(index), let open = bodyStart(afterWord: index) else { return nil }
      return FunctionSpan(
        name: name(ofFunctionAt: index), line: words[index].line,
        length: newlines(from: words[index].bytes.lowerBound, to: bodyEnd(from: open)) + 1)
    }
  }

  private func introducesFunction(_ index: Int) -> Bool {
    switch words[index].text {
    case "func", "var", "subscript", "deinit": true
    // `.init(…)` is a call, and so is `Value.init`.
    case "init": previousByte(before: words[index].bytes.lowerBound) != UInt8(ascii: ".")
    default: false
    }
  }

  private func name(ofFunctionAt index: Int) -> String {
    let word = words[index].text
    guard word == "func" || word == "var", index + 1 < words.count else { return word }
    let between = code[words[index].bytes.upperBound..<words[index + 1].bytes.lowerBound]
    // Anything but spaces before the next word is an operator's name: `func == (…)`.
    let sign = between.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(") }
    return sign.isEmpty ? words[index + 1].text : String(decoding: sign, as: UTF8.self)
  }

  private func previousByte(before offset: Int) -> UInt8? {
    code[..<offset].last { $0 != UInt8(ascii: " ") && $0 != newline }
  }

  /// The brace that opens the body, nil if the declaration has none. Braces inside parentheses and
  /// brackets belong to default arguments.
  private func bodyStart(afterWord index: Int) -> Int? {
    let isProperty = words[index].text == "var"
    var depth = 0
    var at = words[index].bytes.upperBound
    while at < code.count {
      switch code[at] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "{") where depth == 0: return at
      case UInt8(ascii: "}") where depth <= 0: return nil
      // A stored property: what follows is its value.
      case UInt8(ascii: "=") where isProperty && depth == 0: return nil
      case newline where depth == 0 && declarationEnds(at: at, isProperty: isProperty): return nil
      default: break
      }
      if depth < 0 { return nil }
      at += 1
    }
    return nil
  }

  /// Whether the declaration is over at this line break, without a body. A function's head may run
  /// on with its result, its `where` clause or its brace.
  private func declarationEnds(at offset: Int, isProperty: Bool) -> Bool {
    guard !isProperty else { return true }
    let rest = code[offset...].drop { $0 == UInt8(ascii: " ") || $0 == newline }
    let continuations = ["{", "->", "where", "throws", "async", "rethrows", "("]
    return !continuations.contains { rest.starts(with: $0.utf8) }
  }

  private func bodyEnd(from open: Int) -> Int {
    var depth = 0
    for at in open..<code.count {
      if code[at] == UInt8(ascii: "{") { depth += 1 }
      if code[at] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return at }
    }
    return code.count
  }

  private func newlines(from start: Int, to end: Int) -> Int {
    code[start..<end].count { $0 == newline }
  }
}

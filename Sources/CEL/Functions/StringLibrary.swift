import Basics
import Documents

/// The string library of cel-go, as Kubernetes has it.
enum StringLibrary {
  static let functions: [Function] = parts + searches + texts + lists

  private static let parts: [Function] = [
    Function(
      "charAt", .kubernetes(1, 23),
      "The character at a position, from 0; '' right after the last one.",
      ("'node'.charAt(1)", #""o""#),
      [
        .member(.string, .int, .string) { e, s, i in
          e.attempt { () throws(LibraryError) in
            e.slice(s, try StringFunctions.charAt(e.text(s), i.asInt))
          }
        }
      ]),
    Function(
      "substring", .kubernetes(1, 23),
      "The characters from one position up to, and without, another, or to the end.",
      ("'node'.substring(1, 3)", #""od""#),
      [
        .member(.string, .int, .string, cost: .traversal) { e, s, i in
          e.attempt { () throws(LibraryError) in
            e.slice(s, try StringFunctions.substring(e.text(s), from: i.asInt))
          }
        },
        .member(all: [.string, .int, .int], .string, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in
            let range = try StringFunctions.substring(
              e.text(v[0]), from: v[1].asInt, to: v[2].asInt)
            return e.slice(v[0], range)
          }
        },
      ]),
    Function(
      "trim", .kubernetes(1, 23), "A text without white space at its ends.",
      ("'  node '.trim()", #""node""#),
      [
        .member(.string, .string, cost: .traversal) { e, s in
          e.slice(s, StringFunctions.trim(e.text(s)))
        }
      ]),
    Function(
      "split", .kubernetes(1, 23),
      "The parts of a text between separators, of which there may be a highest number.",
      ("'10.0.0.1,10.0.0.2'.split(',')", #"["10.0.0.1", "10.0.0.2"]"#),
      [
        .member(.string, .string, .list(.string), cost: .rewriting) { e, s, separator in
          e.attempt { () throws(LibraryError) in
            e.slices(s, try StringFunctions.split(e.text(s), separator: e.text(separator)))
          }
        },
        .member(all: [.string, .string, .int], .list(.string), cost: .rewriting) { e, v in
          e.attempt { () throws(LibraryError) in
            let parts = try StringFunctions.split(
              e.text(v[0]), separator: e.text(v[1]), limit: v[2].asInt)
            return e.slices(v[0], parts)
          }
        },
      ]),
  ]

  private static let searches: [Function] = [
    Function(
      "indexOf", .kubernetes(1, 23),
      """
      The position of a text in another, from 0 or from where to begin; -1 where it is not \
      in it.
      """, ("'node-1'.indexOf('-')", "4"),
      [
        .member(.string, .string, .int, cost: .traversal) { e, s, needle in
          e.attempt { () throws(LibraryError) in
            .int(try StringFunctions.indexOf(e.text(s), e.text(needle)))
          }
        },
        .member(all: [.string, .string, .int], .int, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in
            .int(try StringFunctions.indexOf(e.text(v[0]), e.text(v[1]), from: v[2].asInt))
          }
        },
      ]),
    Function(
      "lastIndexOf", .kubernetes(1, 23),
      """
      The last position of a text in another, up to one where to end; -1 where it is not \
      in it.
      """, ("'a-b-c'.lastIndexOf('-')", "3"),
      [
        .member(.string, .string, .int, cost: .traversal) { e, s, needle in
          .int(StringFunctions.lastIndexOf(e.text(s), e.text(needle)))
        },
        .member(all: [.string, .string, .int], .int, cost: .traversal) { e, v in
          e.attempt { () throws(LibraryError) in
            .int(try StringFunctions.lastIndexOf(e.text(v[0]), e.text(v[1]), from: v[2].asInt))
          }
        },
      ]),
  ]

  private static let texts: [Function] = [
    Function(
      "lowerAscii", .kubernetes(1, 23), "A text with the letters A to Z in lower case.",
      ("'Node'.lowerAscii()", #""node""#),
      [
        .member(.string, .string, cost: .traversal) { e, s in
          e.string(StringFunctions.lowerASCII(e.text(s)))
        }
      ]),
    Function(
      "upperAscii", .kubernetes(1, 23), "A text with the letters a to z in upper case.",
      ("'Node'.upperAscii()", #""NODE""#),
      [
        .member(.string, .string, cost: .traversal) { e, s in
          e.string(StringFunctions.upperASCII(e.text(s)))
        }
      ]),
    Function(
      "reverse", .celGo, "The characters of a text from the last to the first.",
      ("'node'.reverse()", #""edon""#),
      [
        .member(.string, .string, cost: .traversal) { e, s in
          e.string(StringFunctions.reverse(e.text(s)))
        }
      ]),
    Function(
      "replace", .kubernetes(1, 23),
      "A text with another in it replaced, everywhere or a given number of times.",
      ("'a.b.c'.replace('.', '-')", #""a-b-c""#),
      [
        .member(all: [.string, .string, .string], .string, cost: .rewriting) { e, v in
          e.attempt { () throws(LibraryError) in
            let text = try StringFunctions.replace(
              e.text(v[0]), e.text(v[1]), with: e.text(v[2]))
            return e.string(text)
          }
        },
        .member(all: [.string, .string, .string, .int], .string, cost: .rewriting) { e, v in
          e.attempt { () throws(LibraryError) in
            let text = try StringFunctions.replace(
              e.text(v[0]), e.text(v[1]), with: e.text(v[2]), limit: v[3].asInt)
            return e.string(text)
          }
        },
      ]),
    Function(
      "strings.quote", .kubernetes(1, 29),
      "A text in double quotes, with escapes for what would end it.",
      (#"strings.quote('a"b')"#, #""\"a\\\"b\"""#),
      [
        .function(.string, .string, cost: .traversal) { e, s in
          e.string(QuotedText.cel(e.text(s)))
        }
      ]),
    Function(
      "format", .kubernetes(1, 29),
      "A text with values put in: `%s` any value, `%d` a number, `%.1f`, `%x`, `%%`.",
      ("'%s has %d pods'.format(['w1', 3])", #""w1 has 3 pods""#),
      [
        .member(.string, .list(.dyn), .string, demand: .partial, cost: .traversal) { e, s, list in
          e.format(s, list)
        }
      ]),
  ]

  private static let lists: [Function] = [
    Function(
      "join", .kubernetes(1, 23), "The texts of a list as one, with a separator if one is given.",
      ("['a', 'b'].join(', ')", #""a, b""#),
      [
        .member(.list(.string), .string, cost: .constant(0)) { e, list in e.join(list, nil) },
        .member(.list(.string), .string, .string, cost: .constant(0)) { e, list, separator in
          e.join(list, separator)
        },
      ])
  ]
}

extension Evaluation {
  fileprivate func join(_ list: Value, _ separator: Value?) -> Value {
    let count = memory.count(list: list)
    let between = separator.map(\.byteCount) ?? 0
    var total = max(0, count - 1) * between
    for element in elements(list) {
      guard element.tag == .string else { return error(.overload, list, element) }
      total += element.byteCount
    }
    charge(UInt64(2 * total + 9) / 10)
    return newText(capacity: total) { target in
      var end = target
      for i in 0..<count {
        if i > 0, let separator { end = copy(separator, to: end) }
        end = copy(memory.element(i, of: list), to: end)
      }
      return end - target
    }
  }

  private func copy(
    _ value: Value, to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if value.byteCount > 0 {
      target.update(from: text(value).baseAddress!, count: value.byteCount)
    }
    return target + value.byteCount
  }

  fileprivate func format(_ pattern: Value, _ list: Value) -> Value {
    if let problem = incompleteWithin(list) { return problem }
    if isOverBudget { return costExceeded() }
    return attempt { () throws(LibraryError) in
      let text = try FormatString(text(pattern)).text(count: memory.count(list: list)) { i in
        formatArgument(memory.element(i, of: list))
      }
      charge(UInt64(text.count) / 10)
      return isOverBudget ? costExceeded() : string(text)
    }
  }

  /// Why not all of a value is known, however deep; nil if it is.
  ///
  /// Lists share elements, so that a few values may hold more than any time is enough to walk: each
  /// is charged as often as it is met.
  func incompleteWithin(_ value: Value) -> Value? {
    if !value.isUsable { return unusable(value) }
    guard value.tag == .list || value.tag == .map else { return nil }
    guard enter(value) else { return costExceeded() }
    defer { leave() }
    var result = incomplete(value)
    if value.tag == .list {
      for element in elements(value) where element.tag == .list || element.tag == .map {
        result = both(result, incompleteWithin(element))
      }
    } else {
      for i in 0..<memory.count(map: value) {
        let content = memory.entry(i, of: value).value
        guard content.tag == .list || content.tag == .map else { continue }
        result = both(result, incompleteWithin(content))
      }
    }
    return result
  }

  private func both(_ a: Value?, _ b: Value?) -> Value? {
    guard let a, let b else { return a ?? b }
    return unusable(a, b)
  }

  /// Over budget, or too deep, an argument is null: the result is an error then.
  private func formatArgument(_ value: Value) -> FormatArgument {
    charge(1)
    guard !isOverBudget, enter(value) else { return .null }
    defer { leave() }
    switch value.tag {
    case .null: return .null
    case .bool: return .bool(value.asBool)
    case .int: return .int(value.asInt)
    case .uint: return .uint(value.payload)
    case .double: return .double(value.asDouble)
    case .string, .bytes:
      charge(UInt64(value.byteCount) / 10)
      if isOverBudget { return .null }
      return value.tag == .string ? .string(String(text(value))) : .bytes(Array(text(value)))
    case .duration: return .duration(Duration(nanoseconds: value.asInt))
    case .timestamp: return timestamp(value).map { .timestamp($0) } ?? .null
    case .type: return .type(TypeName.name(value))
    case .list: return .list(elements(value).map { formatArgument($0) })
    case .map:
      return .map(
        (0..<memory.count(map: value)).map { i in
          let (key, content) = memory.entry(i, of: value)
          return (formatArgument(key), formatArgument(content))
        })
    default: return .other(typeName: TypeName.name(of: value))
    }
  }
}

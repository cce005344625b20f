// Swift compares strings by canonical equivalence ("é" equals "e" + U+0301). The order and the
// identity of what is printed must not depend on that, so the result model compares bytes.

extension String {
  /// Whether this string's UTF-8 bytes come before the other's.
  package func precedesByBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// Whether both strings are the same bytes.
  package func equalsByBytes(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

/// A list of keys that is compared from the left, strings by their bytes: `-1`, `0` or `1`.
package func compareByBytes(_ left: [String?], _ right: [String?]) -> Int {
  for (l, r) in zip(left, right) {
    switch (l, r) {
    case (nil, nil): continue
    case (nil, _): return -1
    case (_, nil): return 1
    case (let l?, let r?):
      if l.precedesByBytes(r) { return -1 }
      if r.precedesByBytes(l) { return 1 }
    }
  }
  return left.count == right.count ? 0 : left.count < right.count ? -1 : 1
}

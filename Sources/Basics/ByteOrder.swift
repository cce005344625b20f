import CLibrary

// Swift compares strings by canonical equivalence ("é" equals "e" + U+0301). The order and the
// identity of what is printed must not depend on that, so bytes are compared.

extension String {
  /// Whether this string's UTF-8 bytes come before the other's.
  public func precedesByBytes(_ other: String) -> Bool {
    compareByBytes(self, other) < 0
  }

  /// Whether both strings are the same bytes.
  public func equalsByBytes(_ other: String) -> Bool {
    utf8.count == other.utf8.count && compareByBytes(self, other) == 0
  }
}

extension Sequence<String> {
  /// In the order of the strings' UTF-8 bytes.
  public func sortedByBytes() -> [String] { sorted { $0.precedesByBytes($1) } }
}

/// Compares two strings by their bytes: below, at or above zero.
public func compareByBytes(_ left: String, _ right: String) -> Int {
  withUTF8Bytes(left) { left in
    withUTF8Bytes(right) { right in
      let common = min(left.count, right.count)
      if common > 0, let left = left.baseAddress, let right = right.baseAddress {
        let order = Int(memcmp(left, right, common))
        if order != 0 { return order }
      }
      return left.count - right.count
    }
  }
}

/// Compares lists of keys from the left; nil comes before any string.
public func compareByBytes(_ left: [String?], _ right: [String?]) -> Int {
  for (l, r) in zip(left, right) {
    let order = compareByBytes(l, r)
    if order != 0 { return order }
  }
  return left.count - right.count
}

/// Compares two keys; nil comes before any string.
public func compareByBytes(_ left: String?, _ right: String?) -> Int {
  switch (left, right) {
  case (nil, nil): 0
  case (nil, _): -1
  case (_, nil): 1
  case (let left?, let right?): compareByBytes(left, right)
  }
}

import Documents

/// What is wrong with a saved result, and where in it.
package struct ResultMistake: Error {
  /// Keys and positions from the top, the innermost first.
  package var path: [String] = []
  package let message: String

  package init(_ message: String) { self.message = message }

  /// `findings[3].severity is not text`.
  package var description: String {
    var place = ""
    for key in path.reversed() { place += key.hasPrefix("[") || place.isEmpty ? key : "." + key }
    return place.isEmpty ? message : "\(place) \(message)"
  }
}

/// Reads the fields of an object of a saved result: each is there and of its type, or the whole
/// result is refused. Only `added` fields may be missing: none whose absence could hide a finding.
package struct ResultFields {
  private let value: DocumentValue

  package init(_ value: DocumentValue) throws(ResultMistake) {
    guard value.value.tag == .map else { throw ResultMistake("is not an object") }
    self.value = value
  }

  /// Numbers are lengths and places: more than this is none.
  private static let most: Int64 = 1 << 50
  /// What is counted is added up, and sums stay in their range.
  private static let mostCounted: Int64 = 1 << 32

  /// What a field holds that was added after the first results of its schema; what those mean by
  /// not having it.
  package func added<Result>(
    _ key: String, or standard: Result,
    _ read: (String) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> Result {
    value[key] == nil ? standard : try read(key)
  }

  private func at<Result>(
    _ key: String, _ read: (DocumentValue) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> Result {
    do throws(ResultMistake) {
      guard let field = value[key] else { throw ResultMistake("is missing") }
      return try read(field)
    } catch {
      var mistake = error
      mistake.path.append(key)
      throw mistake
    }
  }

  package func text(_ key: String) throws(ResultMistake) -> String {
    try at(key) { field throws(ResultMistake) in
      guard let text = field.string else { throw ResultMistake("is not a text") }
      return text
    }
  }

  package func flag(_ key: String) throws(ResultMistake) -> Bool {
    try at(key) { field throws(ResultMistake) in
      guard let flag = field.bool else { throw ResultMistake("is neither true nor false") }
      return flag
    }
  }

  /// A number that is not negative.
  package func number(_ key: String, from least: Int64 = 0) throws(ResultMistake) -> Int {
    try number(key, in: least...Self.most)
  }

  /// A number of things.
  package func count(_ key: String, from least: Int64 = 0) throws(ResultMistake) -> Int {
    try number(key, in: least...Self.mostCounted)
  }

  private func number(_ key: String, in range: ClosedRange<Int64>) throws(ResultMistake) -> Int {
    try at(key) { field throws(ResultMistake) in
      guard let number = field.int, range.contains(number) else {
        throw ResultMistake("is not a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return Int(number)
    }
  }

  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self
  ) throws(ResultMistake) -> Choice where Choice.RawValue == String {
    let text = try text(key)
    return try at(key) { _ throws(ResultMistake) in
      guard let choice = Choice(rawValue: text) else {
        throw ResultMistake("is none of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return choice
    }
  }

  /// What may be null.
  package func optional<Result>(
    _ key: String, _ read: (String) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> Result? {
    let isNull = try at(key) { field throws(ResultMistake) in field.isNull }
    return isNull ? nil : try read(key)
  }

  package func optionalText(_ key: String) throws(ResultMistake) -> String? {
    try optional(key, text)
  }

  /// A flag that is there only where it is true.
  func presentFlag(_ key: String) throws(ResultMistake) -> Bool {
    value[key] == nil ? false : try flag(key)
  }

  package func object<Result>(
    _ key: String, _ read: (ResultFields) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> Result {
    try at(key) { field throws(ResultMistake) in try read(ResultFields(field)) }
  }

  package func optionalObject<Result>(
    _ key: String, _ read: (ResultFields) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> Result? {
    try optional(key) { key throws(ResultMistake) in try object(key, read) }
  }

  package func texts(_ key: String) throws(ResultMistake) -> [String] {
    try list(key) { element throws(ResultMistake) in
      guard let text = element.string else { throw ResultMistake("is not a text") }
      return text
    }
  }

  package func textLists(_ key: String) throws(ResultMistake) -> [[String]] {
    try list(key) { element throws(ResultMistake) in
      guard element.value.tag == .list else { throw ResultMistake("is not a list") }
      return try element.elements.map { text throws(ResultMistake) in
        guard let text = text.string else {
          throw ResultMistake("holds something that is not a text")
        }
        return text
      }
    }
  }

  /// Numbers of things.
  package func counts(_ key: String) throws(ResultMistake) -> [Int] {
    try list(key, Self.count)
  }

  package func countLists(_ key: String) throws(ResultMistake) -> [[Int]] {
    try list(key) { element throws(ResultMistake) in
      guard element.value.tag == .list else { throw ResultMistake("is not a list") }
      return try element.elements.map(Self.count)
    }
  }

  private static func count(_ field: DocumentValue) throws(ResultMistake) -> Int {
    guard let number = field.int, (0...mostCounted).contains(number) else {
      throw ResultMistake("is not a number from 0 to \(mostCounted)")
    }
    return Int(number)
  }

  package func flags(_ key: String) throws(ResultMistake) -> [Bool] {
    try list(key) { element throws(ResultMistake) in
      guard let flag = element.bool else { throw ResultMistake("is neither true nor false") }
      return flag
    }
  }

  package func objects<Result>(
    _ key: String, _ read: (ResultFields) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> [Result] {
    try list(key) { element throws(ResultMistake) in try read(ResultFields(element)) }
  }

  private func list<Result>(
    _ key: String, _ read: (DocumentValue) throws(ResultMistake) -> Result
  ) throws(ResultMistake) -> [Result] {
    try at(key) { field throws(ResultMistake) in
      guard field.value.tag == .list else { throw ResultMistake("is not a list") }
      var items: [Result] = []
      for (index, element) in field.elements.enumerated() {
        do throws(ResultMistake) {
          items.append(try read(element))
        } catch {
          var mistake = error
          mistake.path.append("[\(index)]")
          throw mistake
        }
      }
      return items
    }
  }
}

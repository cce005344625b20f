import Basics
import Documents
import Findings

/// Reads files of a pack's folder `translations`: `translations/<language>/<topic>.yaml`.
struct TranslationLoader {
  let problems: ProblemList

  static let folder = "translations"

  /// The language of a file, by its path in the pack; nil if it is no translation.
  static func language(ofFile path: String) -> String? {
    let parts = path.split(separator: "/")
    guard parts.count == 3, parts[0] == folder, isLanguage(parts[1]) else { return nil }
    return String(parts[1])
  }

  /// `zh`, `pt-BR`: as SARIF and HTML write languages. English is what the rules are written in.
  private static func isLanguage(_ name: Substring) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let isLetters = { (part: Substring, range: ClosedRange<UInt8>) in
      part.utf8.count == 2 && part.utf8.allSatisfy(range.contains)
    }
    return (1...2).contains(parts.count) && isLetters(parts[0], 0x61...0x7A) && parts[0] != "en"
      && parts.dropFirst().allSatisfy { isLetters($0, 0x41...0x5A) }
  }

  /// Says of a file that it lies in the folder and in no language's.
  func addMisplaced(_ source: SourceText, at path: String) {
    let name = path.split(separator: "/").last ?? ""
    problems.add(
      "wrong-name",
      "\(source.path) is in no language: a translation lies in \(Self.folder)/<language>/, such as "
        + "\(Self.folder)/zh/\(name)",
      at: SourcePlace(source: source, offset: 0),
      help: "A language is two letters, or two and a region, such as pt-BR; rules are English.")
  }

  func translations(_ document: DocumentValue, into language: String) -> [RuleTranslation] {
    guard let file = FieldReader(document, as: RuleDeclarations.translations, problems) else {
      return []
    }
    if let schema = file.value("schema"), schema.int != 1 {
      problems.add("wrong-value", "\"schema\" must be 1", at: schema.place)
    }
    return file.objects("translations", as: RuleDeclarations.translation).map { fields in
      RuleTranslation(
        language: language, rule: fields.required("rule"), title: text("title", fields),
        why: text("why", fields), fix: text("fix", fields),
        sourceDigest: fields.required("sourceDigest"),
        digestPlace: fields.value("sourceDigest")?.place, place: fields.map.place)
    }
  }

  /// Lines of other languages cannot be joined as those of English.
  private func text(_ name: String, _ fields: FieldReader) -> String {
    fields.required(name).joiningLines
  }

  /// Gives rules their translations.
  ///
  /// - Parameter unread: ids of rules whose files could not be read, which was said.
  func add(_ translations: [RuleTranslation], to rules: inout [Rule], unread: Set<String>) {
    let positions = Dictionary(rules.indices.map { (rules[$0].id, $0) }) { first, _ in first }
    for translation in translations where !translation.rule.isEmpty {
      guard let position = positions[translation.rule] else {
        if unread.contains(translation.rule) { continue }
        problems.add(
          "unknown-rule",
          "the pack has no rule \"\(translation.rule)\" to translate"
            + didYouMean(translation.rule, among: rules.map(\.id)), at: translation.place)
        continue
      }
      let known = rules[position].translations
      if let first = known.first(where: { $0.language == translation.language }) {
        problems.add(
          "duplicate-rule",
          "the rule \"\(translation.rule)\" is translated into \(translation.language) twice",
          at: translation.place, related: first.place)
        continue
      }
      rules[position].translations.append(translation)
    }
  }
}

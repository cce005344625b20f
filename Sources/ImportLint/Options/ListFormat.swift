import ArgumentParser

/// The forms of a listing.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown
}

/// The forms of a listing that has no documentation.
enum InspectionFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

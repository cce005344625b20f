import Basics

extension Timestamp {
  /// `Sep  3 08:11:24 2034 GMT`, as openssl prints it.
  init?(openssl text: String) {
    let words = text.split(separator: " ").map(String.init)
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard words.count >= 4, let month = months.firstIndex(of: words[0]), let day = Int(words[1]),
      let year = Int(words[3]), (1...31).contains(day), (0...9999).contains(year)
    else { return nil }
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    self.init(
      rfc3339: "\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(day, 2))T\(words[2])Z")
  }
}

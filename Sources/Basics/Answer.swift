/// An answer to a question that the evidence may leave open.
///
/// A refusal says why not, if that is worth saying (`Void` if it is not); a doubt says what is
/// missing, or what went wrong.
@frozen public enum Answer<Refusal, Doubt> {
  case yes
  case no(Refusal)
  case unknown(Doubt)
}

extension Answer: Sendable where Refusal: Sendable, Doubt: Sendable {}

extension Answer where Refusal == Void {
  public static var no: Answer { .no(()) }
}

extension Answer where Doubt: RangeReplaceableCollection {
  /// Both must hold: a certain no decides, then what is not known.
  public func and(_ other: Answer) -> Answer {
    switch (self, other) {
    case (.no, _): self
    case (_, .no): other
    case (.unknown(let a), .unknown(let b)): .unknown(a + b)
    case (.unknown, _): self
    default: other
    }
  }
}

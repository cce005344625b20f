import Synchronization

/// A value that is made when it is first asked for, or was there from the beginning.
///
/// Whoever makes it must not ask for it meanwhile.
public enum Deferred<Value: Sendable>: Sendable {
  case made(Value)
  case pending(Pending)

  public final class Pending: Sendable {
    private let state: Mutex<State>

    private enum State {
      case new(@Sendable () -> Value)
      case made(Value)
    }

    fileprivate init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.new(make)) }

    /// The value; nil if it has not been asked for.
    fileprivate var known: Value? {
      state.withLock { if case .made(let value) = $0 { value } else { nil } }
    }

    fileprivate var value: Value {
      state.withLock { state in
        switch state {
        case .made(let value): return value
        case .new(let make):
          let value = make()
          state = .made(value)
          return value
        }
      }
    }
  }

  public init(_ make: @escaping @Sendable () -> Value) { self = .pending(Pending(make)) }

  public var value: Value {
    switch self {
    case .made(let value): value
    case .pending(let pending): pending.value
    }
  }

  /// The value; nil if it has yet to be made.
  public var known: Value? {
    switch self {
    case .made(let value): value
    case .pending(let pending): pending.known
    }
  }

  /// The same with its value at hand: asking for that takes no lock.
  public var resolved: Deferred { .made(value) }
}

import Documents

/// Kubernetes' quantities.
enum QuantityLibrary {
  static let functions: [Function] = [
    function(
      "quantity",
      [.function(.string, .quantity, cost: .traversal) { e, v in e.parseQuantity(v) }]),
    function(
      "isQuantity",
      [
        .function(.string, .bool, cost: .traversal) { e, v in
          .bool((try? Quantity(parsing: e.text(v))) != nil)
        }
      ]),
    function(
      "isInteger", [.member(.quantity, .bool) { e, v in .bool(e.quantity(v).integer != nil) }]),
    function(
      "asInteger",
      [
        .member(.quantity, .int) { e, v in
          e.attempt { () throws(LibraryError) in .int(try e.quantity(v).asInteger()) }
        }
      ]),
    function(
      "asApproximateFloat",
      [.member(.quantity, .double) { e, v in .double(e.quantity(v).approximateFloat) }]),
    function("sign", [.member(.quantity, .int) { e, v in .int(e.quantity(v).sign) }]),
    function(
      "add",
      [
        .member(.quantity, .quantity, .quantity) { e, a, b in
          e.attempt { () throws(LibraryError) in
            e.opaque(try e.quantity(a).adding(e.quantity(b)))
          }
        },
        .member(.quantity, .int, .quantity) { e, a, b in
          e.attempt { () throws(LibraryError) in e.opaque(try e.quantity(a).adding(b.asInt)) }
        },
      ]),
    function(
      "sub",
      [
        .member(.quantity, .quantity, .quantity) { e, a, b in
          e.attempt { () throws(LibraryError) in
            e.opaque(try e.quantity(a).subtracting(e.quantity(b)))
          }
        },
        .member(.quantity, .int, .quantity) { e, a, b in
          e.attempt { () throws(LibraryError) in e.opaque(try e.quantity(a).subtracting(b.asInt)) }
        },
      ]),
    function("isLessThan", [compare(.bool) { .bool($0 < 0) }]),
    function("isGreaterThan", [compare(.bool) { .bool($0 > 0) }]),
    function("compareTo", [compare(.int) { .int($0) }]),
  ]

  private static func function(_ name: String, _ overloads: [Overload]) -> Function {
    Function(name, since: KubernetesVersion(1, 28), overloads)
  }

  private static func compare(
    _ result: CELType, _ body: @escaping @Sendable (Int64) -> Value
  ) -> Overload {
    .member(.quantity, .quantity, result) { e, a, b in
      body(e.quantity(a).compare(e.quantity(b)))
    }
  }
}

extension Evaluation {
  fileprivate func parseQuantity(_ value: Value) -> Value {
    do throws(Quantity.ParseError) {
      return opaque(try Quantity(parsing: text(value)))
    } catch {
      return self.error(error.message)
    }
  }
}

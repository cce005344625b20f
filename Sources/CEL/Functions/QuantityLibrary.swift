import Documents

/// Kubernetes' quantities.
enum QuantityLibrary {
  static let functions: [Function] = [
    Function(
      "quantity", .kubernetes(1, 28),
      "The quantity that a text is, `500m` or `2Gi`; an error if it is not one.",
      ("quantity('1Gi').asInteger()", "1073741824"),
      [.function(.string, .quantity, cost: .traversal) { e, v in e.parseQuantity(v) }]),
    Function(
      "isQuantity", .kubernetes(1, 28), "Whether a text is a quantity.",
      ("isQuantity('2 GB')", "false"),
      [
        .function(.string, .bool, cost: .traversal) { e, v in
          .bool((try? Quantity(parsing: e.text(v))) != nil)
        }
      ]),
    Function(
      "isInteger", .kubernetes(1, 28), "Whether a quantity is a whole number of 64 bits.",
      ("quantity('500m').isInteger()", "false"),
      [.member(.quantity, .bool) { e, v in .bool(e.quantity(v).integer != nil) }]),
    Function(
      "asInteger", .kubernetes(1, 28), "A quantity as a whole number; an error if it is not one.",
      ("quantity('2k').asInteger()", "2000"),
      [
        .member(.quantity, .int) { e, v in
          e.attempt { () throws(LibraryError) in .int(try e.quantity(v).asInteger()) }
        }
      ]),
    Function(
      "asApproximateFloat", .kubernetes(1, 28),
      "A quantity as a number with a fraction, which may be rounded.",
      ("quantity('500m').asApproximateFloat()", "0.5"),
      [.member(.quantity, .double) { e, v in .double(e.quantity(v).approximateFloat) }]),
    Function(
      "sign", .kubernetes(1, 28), "-1, 0 or 1, as a quantity is negative, zero or positive.",
      ("quantity('-1').sign()", "-1"),
      [.member(.quantity, .int) { e, v in .int(e.quantity(v).sign) }]),
    Function(
      "add", .kubernetes(1, 28), "The sum of two quantities, or of a quantity and a number.",
      ("quantity('1Gi').add(quantity('1Gi')).compareTo(quantity('2Gi'))", "0"),
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
    Function(
      "sub", .kubernetes(1, 28), "The difference of two quantities, or of a quantity and a number.",
      ("quantity('3').sub(1).asInteger()", "2"),
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
    Function(
      "isLessThan", .kubernetes(1, 28), "Whether a quantity is less than another.",
      ("quantity('500m').isLessThan(quantity('1'))", "true"), [compare(.bool) { .bool($0 < 0) }]),
    Function(
      "isGreaterThan", .kubernetes(1, 28), "Whether a quantity is greater than another.",
      ("quantity('1Gi').isGreaterThan(quantity('1G'))", "true"),
      [compare(.bool) { .bool($0 > 0) }]),
    Function(
      "compareTo", .kubernetes(1, 28),
      "-1, 0 or 1, as a quantity is less than, equal to or greater than another.",
      ("quantity('1').compareTo(quantity('1000m'))", "0"), [compare(.int) { .int($0) }]),
  ]

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

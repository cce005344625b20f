import Basics
import Documents

/// Base64.
enum EncoderLibrary {
  static let functions: [Function] = [
    Function(
      "base64.encode", .celGo, "Bytes as Base64.", ("base64.encode(b'hi')", #""aGk=""#),
      [
        .function(.bytes, .string, cost: .traversal) { e, v in e.string(Base64.encode(e.text(v))) }
      ]),
    Function(
      "base64.decode", .celGo, "The bytes that a text of Base64 stands for.",
      ("string(base64.decode('aGk='))", #""hi""#),
      [
        .function(.string, .bytes, cost: .traversal) { e, v in
          do throws(Base64.DecodingError) {
            return e.bytes(try Base64.decode(e.text(v)))
          } catch {
            return e.error("illegal base64 data at input byte \(error.index)")
          }
        }
      ]),
  ]
}

/// The bytes of Base64 text (RFC 4648, standard alphabet); line breaks are skipped, padding is
/// optional. nil for anything else.
func decodedBase64(_ text: String) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count / 4 * 3)
  var bits: UInt32 = 0
  var count = 0
  var padded = false
  for byte in text.utf8 {
    let digit: UInt8
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte + 4
    case UInt8(ascii: "+"): digit = 62
    case UInt8(ascii: "/"): digit = 63
    case UInt8(ascii: "="):
      padded = true
      continue
    case 0x0A, 0x0D: continue
    default: return nil
    }
    if padded { return nil }
    bits = bits << 6 | UInt32(digit)
    count += 1
    if count % 4 == 0 {
      bytes += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      bits = 0
    }
  }
  switch count % 4 {
  case 0: return bytes
  case 2: return bytes + [UInt8(bits >> 4 & 0xFF)]
  case 3: return bytes + [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
  default: return nil
  }
}

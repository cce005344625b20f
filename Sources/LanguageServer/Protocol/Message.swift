import Basics
import Documents

/// A message of JSON-RPC 2.0 that came in.
enum Message {
  case request(RequestID, method: String, parameters: DocumentValue?)
  case notification(method: String, parameters: DocumentValue?)
  /// The answer to a request of this side, none of which needs one.
  case response
  /// What is no message, and what is said of it.
  case flawed(RequestID?, ResponseError)

  /// Bytes of a method's name.
  private static let nameLimit = 256

  init(_ bytes: [UInt8]) {
    guard case .success(let source) = SourceText.decode(path: "message", bytes: bytes) else {
      self = .flawed(nil, ResponseError(.parseError, "the message is not UTF-8"))
      return
    }
    let store = DocumentStore()
    let reading = store.readJSON(source)
    if let flaw = reading.flaws.first(where: \.losesContent) {
      self = .flawed(nil, ResponseError(.parseError, "the message is not JSON: \(flaw.message)"))
      return
    }
    guard reading.documents.count == 1 else {
      let reason = reading.documents.isEmpty ? "the message is empty" : "the message holds several"
      self = .flawed(nil, ResponseError(.parseError, reason))
      return
    }
    self.init(DocumentValue(reading.documents[0], in: store))
  }

  private init(_ value: DocumentValue) {
    let id = value["id"].flatMap(RequestID.init)
    func flawed(_ reason: String) -> Message {
      .flawed(id, ResponseError(.invalidRequest, reason))
    }
    guard value.value.tag == .map else {
      self = flawed("the message is not an object")
      return
    }
    guard let method = value["method"] else {
      let isResponse = value["result"] != nil || value["error"] != nil
      self = isResponse ? .response : flawed("the message has no method")
      return
    }
    guard let name = method.string, !name.isEmpty, name.utf8.count <= Self.nameLimit else {
      self = flawed("the method is not a name")
      return
    }
    let parameters = value["params"]
    if let parameters, ![.map, .list, .null].contains(parameters.value.tag) {
      self = flawed("the parameters are not an object")
      return
    }
    if value["id"] == nil {
      self = .notification(method: name, parameters: parameters)
    } else if let id {
      self = .request(id, method: name, parameters: parameters)
    } else {
      self = flawed("the id is neither a number nor a text")
    }
  }
}

/// What a request is called, as its answer is.
enum RequestID: Equatable {
  case number(Int)
  case text(String)

  /// Bytes of an id.
  private static let limit = 1024

  init?(_ value: DocumentValue) {
    if let number = value.int.flatMap(Int.init(exactly:)) {
      self = .number(number)
    } else if let text = value.string, text.utf8.count <= Self.limit {
      self = .text(text)
    } else {
      return nil
    }
  }

  var json: JSONText {
    switch self {
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    }
  }
}

/// Why a request has no result.
struct ResponseError: Error {
  /// Codes of JSON-RPC and of the Language Server Protocol.
  enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    case serverNotInitialized = -32002
  }

  let code: Code
  let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// Messages on their way out, one behind the other.
struct OutgoingMessages {
  private(set) var bytes: [UInt8] = []

  mutating func add(result: JSONText, of id: RequestID) {
    add([("id", id.json), ("result", result)])
  }

  mutating func add(error: ResponseError, of id: RequestID?) {
    let fields: [(String, JSONText)] = [
      ("code", .number(error.code.rawValue)), ("message", .string(error.reason)),
    ]
    add([("id", id?.json ?? .null), ("error", .object(fields))])
  }

  mutating func add(notification method: String, _ parameters: JSONText) {
    add([("method", .string(method)), ("params", parameters)])
  }

  private mutating func add(_ fields: [(String, JSONText)]) {
    let text = JSONText.object([("jsonrpc", .string("2.0"))] + fields).text()
    bytes += Array("Content-Length: \(text.utf8.count)\r\n\r\n".utf8)
    bytes += Array(text.utf8)
  }

  /// What was added since it was taken last.
  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}

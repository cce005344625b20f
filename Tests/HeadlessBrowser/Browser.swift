import CLibrary
import Foundation
import Testing

/// A headless Chromium with one page, spoken to by the DevTools protocol over two pipes.
public final class Browser {
  /// The executable that `make browser` names, and the file of axe-core; nil in every other run.
  public static let executable = ProcessInfo.processInfo.environment["IMPORTLINT_BROWSER"]
  public static let axe = ProcessInfo.processInfo.environment["IMPORTLINT_AXE"]
  /// Where pictures go that people are to look at.
  public static let pictures = ProcessInfo.processInfo.environment["IMPORTLINT_PICTURES"]

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private let process = Process()
  private let folder: String
  private let requests: Int32
  private let answers: Int32
  private var received: [UInt8] = []
  private var calls = 0
  private var session: String?
  private var pages = 0
  /// What the page said, in order: each with a method and its parameters.
  public private(set) var events: [(method: String, params: [String: Any])] = []

  /// Seconds to wait for an answer of the browser.
  private static let patience = 60.0

  public init(width: Int = 1280) throws {
    folder = NSTemporaryDirectory() + "/importlint-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let executable = try #require(Browser.executable)
    for name in ["requests", "answers"] where mkfifo("\(folder)/\(name)", 0o600) != 0 {
      throw Failure(description: "no pipe could be made")
    }
    // Open for both directions, neither end waits for the other.
    requests = Glibc.open("\(folder)/requests", O_RDWR)
    answers = Glibc.open("\(folder)/answers", O_RDWR)
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<\"$PIPES/requests\" 4>\"$PIPES/answers\"", executable,
      "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
      "--no-first-run", "--user-data-dir=\(folder)/profile", "--window-size=\(width),900",
      "about:blank",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(["PIPES": folder]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] ?? ""
    let answer = try call("Target.attachToTarget", ["targetId": target, "flatten": true])
    session = answer["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable") }
    try resize(to: width)
  }

  /// Ends the browser that this one started.
  public func close() {
    _ = try? call("Browser.close", ofPage: false)
    process.waitUntilExit()
    Glibc.close(requests)
    Glibc.close(answers)
    try? FileManager.default.removeItem(atPath: folder)
  }

  // MARK: The protocol

  /// Sends a command and waits for its answer; what else comes meanwhile is kept.
  @discardableResult
  public func call(
    _ method: String, _ params: [String: Any] = [:], ofPage: Bool = true
  ) throws -> [String: Any] {
    calls += 1
    var message: [String: Any] = ["id": calls, "method": method, "params": params]
    if ofPage, let session { message["sessionId"] = session }
    let bytes = try [UInt8](JSONSerialization.data(withJSONObject: message)) + [0]
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(requests, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure(description: "the browser takes no requests") }
      sent += count
    }
    let number = calls
    while true {
      let answer = try nextMessage(for: method)
      guard answer["id"] as? Int == number else { continue }
      if let error = answer["error"] as? [String: Any] {
        throw Failure(description: "\(method): \(error["message"] ?? "")")
      }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// Waits for one of these events.
  private func wait(for methods: String..., after count: Int) throws {
    while !events[count...].contains(where: { methods.contains($0.method) }) {
      _ = try nextMessage(for: methods[0])
    }
  }

  private func nextMessage(for what: String) throws -> [String: Any] {
    let end = Date(timeIntervalSinceNow: Browser.patience)
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let zero = received.firstIndex(of: 0) {
        let object = try JSONSerialization.jsonObject(with: Data(received[..<zero]))
        received.removeFirst(zero + 1)
        let message = object as? [String: Any] ?? [:]
        if let method = message["method"] as? String {
          events.append((method, message["params"] as? [String: Any] ?? [:]))
        }
        return message
      }
      var waiting = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard end.timeIntervalSinceNow > 0, process.isRunning else {
        throw Failure(description: "the browser says nothing to \(what)")
      }
      guard poll(&waiting, 1, 500) > 0 else { continue }
      let count = Glibc.read(answers, &piece, piece.count)
      if count > 0 { received += piece[..<count] }
    }
  }

  // MARK: The page

  /// Loads a page from a file, as a double click does.
  public func open(_ html: [UInt8]) throws {
    pages += 1
    let file = "\(folder)/page-\(pages).html"
    try Data(html).write(to: URL(filePath: file))
    try open(url: "file://\(file)")
  }

  public func open(url: String) throws {
    let count = events.count
    try call("Page.navigate", ["url": url])
    // Another fragment of the page that is shown loads nothing.
    try wait(for: "Page.loadEventFired", "Page.navigatedWithinDocument", after: count)
  }

  public func reload() throws {
    let count = events.count
    try call("Page.reload")
    try wait(for: "Page.loadEventFired", after: count)
  }

  /// The value of an expression of JavaScript; a promise is waited for.
  public func value(_ expression: String) throws -> Any? {
    let answer = try call(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true])
    if let details = answer["exceptionDetails"] as? [String: Any] {
      let exception = details["exception"] as? [String: Any]
      throw Failure(description: "\(expression): \(exception?["description"] ?? details)")
    }
    return (answer["result"] as? [String: Any])?["value"]
  }

  public func number(_ expression: String) throws -> Int {
    try #require(value(expression) as? Int, "\(expression) is no number")
  }

  public func text(_ expression: String) throws -> String {
    try #require(value(expression) as? String, "\(expression) is no text")
  }

  public func isTrue(_ expression: String) throws -> Bool { try value(expression) as? Bool == true }

  /// Presses and releases a key.
  public func press(_ key: String, code: Int, text: String? = nil) throws {
    var params: [String: Any] = [
      "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code,
    ]
    if let text { params["text"] = text }
    try call("Input.dispatchKeyEvent", params)
    params["type"] = "keyUp"
    try call("Input.dispatchKeyEvent", params)
  }

  /// Clicks into the middle of an element.
  public func click(_ selector: String) throws {
    let place = try text(
      """
      (function () {
        var element = document.querySelector(\(quoted(selector)));
        element.scrollIntoView({block: "center"});
        var box = element.getBoundingClientRect();
        return (box.x + box.width / 2) + " " + (box.y + box.height / 2);
      })()
      """)
    let parts = place.split(separator: " ").compactMap { Double($0) }
    for type in ["mousePressed", "mouseReleased"] {
      try call(
        "Input.dispatchMouseEvent",
        ["type": type, "x": parts[0], "y": parts[1], "button": "left", "clickCount": 1])
    }
  }

  func quoted(_ text: String) -> String {
    let data = (try? JSONSerialization.data(withJSONObject: [text])) ?? Data()
    return String(String(decoding: data, as: UTF8.self).dropFirst().dropLast())
  }

  public func resize(to width: Int) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600])
  }

  public func setDark(_ isDark: Bool, media: String = "") throws {
    try call(
      "Emulation.setEmulatedMedia",
      [
        "media": media,
        "features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]],
      ])
  }

  /// A picture of what a window of that height shows, for people.
  public func takePicture(_ name: String, height: Int = 900) throws {
    guard let folder = Browser.pictures else { return }
    let width = try number("window.innerWidth")
    let answer = try call(
      "Page.captureScreenshot",
      [
        "captureBeyondViewport": true,
        "clip": ["x": 0, "y": 0, "width": width, "height": height, "scale": 1],
      ])
    try write(answer["data"], to: "\(folder)/\(name).png")
  }

  /// The page as a PDF.
  public func pdf(_ name: String) throws -> Data {
    let answer = try call("Page.printToPDF", ["printBackground": true])
    if let folder = Browser.pictures { try write(answer["data"], to: "\(folder)/\(name).pdf") }
    return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
  }

  private func write(_ base64: Any?, to file: String) throws {
    try Data(base64Encoded: base64 as? String ?? "")?.write(to: URL(filePath: file))
  }

  /// Milliseconds between frames while an element is scrolled, sorted.
  ///
  /// - Parameters:
  ///   - element: an expression of JavaScript.
  ///   - step: pixels a frame, to the right and down.
  public func frames(scrolling element: String, by step: (x: Int, y: Int)) throws -> [Double] {
    let times = try value(
      """
      new Promise(function (answer) {
        var element = \(element);
        var times = [];
        var last = 0;
        requestAnimationFrame(function move(now) {
          if (last) { times.push(now - last); }
          last = now;
          var x = element.scrollLeft, y = element.scrollTop;
          element.scrollBy(\(step.x), \(step.y));
          var isOver = element.scrollLeft === x && element.scrollTop === y;
          if (isOver || times.length > 1000) { answer(times); return; }
          requestAnimationFrame(move);
        });
      })
      """)
    return (times as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }.sorted()
  }

  // MARK: What went wrong

  /// Errors on the console, refusals by the content policy, dialogs, and whatever the page asked
  /// of anybody but its own file.
  public var complaints: [String] {
    events.compactMap { method, params in
      switch method {
      case "Runtime.exceptionThrown", "Page.javascriptDialogOpening": return "\(method): \(params)"
      case "Runtime.consoleAPICalled":
        return ["error", "warning"].contains(params["type"] as? String) ? "\(params)" : nil
      case "Log.entryAdded": return "\(params["entry"] ?? "")"
      case "Network.requestWillBeSent":
        let url = (params["request"] as? [String: Any])?["url"] as? String ?? ""
        return url.hasPrefix("file://\(folder)/page-") ? nil : "asks for \(url)"
      default: return nil
      }
    }
  }

  /// What axe-core finds wrong with the page: the rule, and the first element that breaks it.
  public func violations() throws -> [String] {
    let file = try #require(Browser.axe)
    if try !isTrue("typeof window.axe === 'object'") {
      _ = try value(String(contentsOfFile: file, encoding: .utf8) + "; 0")
    }
    let found = try value(
      """
      axe.run(document, {resultTypes: ["violations"]}).then(function (result) {
        return result.violations.map(function (violation) {
          var node = violation.nodes[0];
          return violation.id + " (" + violation.nodes.length + "): " + node.html.slice(0, 200) +
            " " + node.failureSummary;
        });
      })
      """)
    return found as? [String] ?? ["axe-core gave no result"]
  }
}

import Foundation
import Testing

@testable import Collecting

@Suite("calls of kubectl", .timeLimit(.minutes(10)))
struct KubectlTests {
  private func failure(
    _ body: () async throws(KubectlFailure) -> some Sendable
  ) async -> KubectlFailure? {
    do throws(KubectlFailure) {
      _ = try await body()
      return nil
    } catch {
      return error
    }
  }

  @Test("a call gives what it prints")
  func output() async throws {
    let stub = try StubKubectl("printf 'a b'; echo 'Warning: old' >&2")
    #expect(try await stub.kubectl.output(of: ["get"]) == Array("a b".utf8))
    #expect(stub.calls == ["get --request-timeout=60s"])
  }

  @Test("context, kubeconfig and standard input reach it")
  func arguments() async throws {
    let stub = try StubKubectl("cat")
    var kubectl = stub.kubectl
    kubectl.context = "a b"
    kubectl.kubeconfig = "/k"
    kubectl.timeLimit = .seconds(20)
    #expect(try await kubectl.output(of: ["apply"], input: "x\n") == Array("x\n".utf8))
    #expect(stub.calls == ["apply --kubeconfig=/k --context=a b --request-timeout=20s"])
    kubectl.program = "kubectl"
    #expect(
      kubectl.shell(["get", "pods.v1.", "-o=jsonpath={.a}"])
        == "kubectl get pods.v1. -o='jsonpath={.a}' --kubeconfig=/k --context='a b' "
        + "--request-timeout=20s")
  }

  @Test("a refusal is not tried again, what may pass is")
  func attempts() async throws {
    let refusing = try StubKubectl("echo 'Error from server (Forbidden): no' >&2; exit 1")
    let refusal = await failure { () throws(KubectlFailure) in
      try await refusing.kubectl.output(of: ["get"])
    }
    #expect(refusal == KubectlFailure(.denied, "Error from server (Forbidden): no"))
    #expect(refusing.calls.count == 1)

    let busy = try StubKubectl(
      "[ $call -lt 3 ] && { echo 'Error from server (TooManyRequests): wait' >&2; exit 1; }; "
        + "echo ok")
    #expect(try await busy.kubectl.output(of: ["get"]) == Array("ok\n".utf8))
    #expect(busy.calls.count == 3)

    let dead = try StubKubectl("echo 'Unable to connect to the server: EOF' >&2; exit 1")
    let end = await failure { () throws(KubectlFailure) in
      try await dead.kubectl.output(of: ["get"])
    }
    #expect(end?.kind == .unreachable)
    #expect(dead.calls.count == 3)
  }

  @Test("what takes too long is ended, with all that it started")
  func timeLimit() async throws {
    let stub = try StubKubectl("sleep 900 & echo $! > \"$(dirname \"$0\")/child\"; wait")
    var kubectl = stub.kubectl
    kubectl.timeLimit = .milliseconds(500)
    let slow = kubectl
    let end = await failure { () throws(KubectlFailure) in try await slow.output(of: ["get"]) }
    #expect(end?.kind == .tooSlow)
    #expect(stub.calls.count == 1)
    let child = try #require(stub.text(of: "child").flatMap { Int32($0.dropLast()) })
    // It may be a zombie until whoever adopted it looks; it sleeps no more.
    let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
    #expect(state.map { $0.contains(") Z ") } ?? true)
  }

  @Test("a cancelled task ends its call")
  func cancelling() async throws {
    let stub = try StubKubectl("exec sleep 900")
    let kubectl = stub.kubectl
    let task = Task {
      do throws(KubectlFailure) {
        _ = try await kubectl.output(of: ["get"])
        return KubectlFailure?.none
      } catch {
        return error
      }
    }
    while stub.calls.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
  }

  @Test("more output than is taken, and no kubectl at all, are failures")
  func limits() async throws {
    let loud = try StubKubectl("head -c 100000 /dev/zero")
    let tooLarge = await failure { () throws(KubectlFailure) in
      try await loud.kubectl.output(of: ["get"], limit: 1000)
    }
    #expect(tooLarge?.kind == .tooLarge)
    var kubectl = loud.kubectl
    kubectl.program = "/nowhere/kubectl"
    let nowhere = kubectl
    let missing = await failure { () throws(KubectlFailure) in
      try await nowhere.output(of: ["get"])
    }
    #expect(missing == KubectlFailure(.notInstalled, "there is no /nowhere/kubectl"))
  }

  @Test(
    "kubectl's words say what is the matter",
    arguments: [
      ("Error from server (Forbidden): pods is forbidden", KubectlFailure.Kind.denied),
      ("error: You must be logged in to the server (Unauthorized)", .unauthenticated),
      (
        "error: You must be logged in to the server (the server has asked for the client to "
          + "provide credentials)", .unauthenticated
      ),
      ("error: the server doesn't have a resource type \"foo\"", .notFound),
      ("Error from server (NotFound): the server could not find the requested resource", .notFound),
      ("Error from server (Expired): The provided continue parameter is too old", .expired),
      ("Error from server (TooManyRequests): m", .throttled),
      ("Error from server (InternalError): m", .server),
      ("Error from server (ServiceUnavailable): m", .server),
      ("Error from server: etcdserver: leader changed", .server),
      ("Error from server (Timeout): m", .timeOut),
      (
        "Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded "
          + "while awaiting headers)", .timeOut
      ),
      ("The connection to the server 127.0.0.1:6443 was refused - did you …", .unreachable),
      ("Unable to connect to the server: dial tcp: lookup x: no such host", .unreachable),
      ("error: unexpected EOF", .unreachable),
      ("error: write /dev/stdout: no space left on device", .fullDisk),
      ("error: context \"x\" does not exist", .other),
    ])
  func kinds(_ line: String, _ kind: KubectlFailure.Kind) {
    let text = "Warning: old\nE1128 02:00:57.000000 1 memcache.go:265] couldn't get\n\(line)\n"
    let failure = KubectlFailure(errors: Array(text.utf8), status: "exit code 1")
    #expect(failure == KubectlFailure(kind, line))
  }

  @Test("messages hold no credential, and are never empty")
  func messages() {
    let text = "Unable to connect to the server: proxyconnect https://u:hunter2@proxy:3128: EOF"
    let failure = KubectlFailure(errors: Array(text.utf8), status: "")
    #expect(!failure.message.contains("hunter2"))
    #expect(
      KubectlFailure(errors: [], status: "signal 9").message
        == "kubectl ended with signal 9, and said nothing")
  }
}

// Calls: which function a name means, and which of its overloads can apply.

import Basics

extension Checker {
  mutating func call(
    _ id: Expression.ID, _ name: String, _ receiver: Expression?, _ arguments: [Expression]
  ) -> CELType {
    if let receiver {
      if let function = namespaced(receiver, name) {
        return resolve(id, function, nil, arguments, namespaced: true)
      }
      guard let function = environment.functions[name], hasMember(function) else {
        return unknown(id, name, receiver, arguments)
      }
      return resolve(id, function, receiver, arguments, namespaced: false)
    }
    for candidate in environment.candidates(name) {
      if let function = environment.functions[candidate] {
        return resolve(id, function, nil, arguments, namespaced: false)
      }
    }
    return unknown(id, name, nil, arguments)
  }

  /// `math.abs`: a function whose name begins with what looks like a receiver.
  private func namespaced(_ receiver: Expression, _ name: String) -> Function? {
    guard mayBeQualified(receiver), let prefix = qualifiedName(receiver) else { return nil }
    for candidate in environment.candidates("\(prefix).\(name)") {
      if let function = environment.functions[candidate] { return function }
    }
    return nil
  }

  private func hasMember(_ function: Function) -> Bool {
    function.overloads.indices.contains { function.overloads[$0].isMember }
  }

  private mutating func unknown(
    _ id: Expression.ID, _ name: String, _ receiver: Expression?, _ arguments: [Expression]
  ) -> CELType {
    if isSilent {
      if let receiver { _ = type(of: receiver) }
      for argument in arguments { _ = type(of: argument) }
      return .dyn
    }
    var name = name
    // A misspelt namespaced function: the receiver is not a value.
    var names = environment.functions.names(member: receiver != nil)
    if receiver != nil { names += Checker.macros }
    let nearest = closestWord(to: name, among: names)
    var hint = nearest.map { "did you mean '\($0)'?" }
    // The arguments of what was to be a macro hold names that only the macro knows.
    let isMacro = receiver != nil && Checker.macros.contains { $0 == name || $0 == nearest }
    if let receiver, let prefix = qualifiedName(receiver), isNamespace(prefix) {
      name = "\(prefix).\(name)"
      hint =
        isVariable(name)
        ? "it takes no arguments: \(name)"
        : suggestion(for: name, among: environment.functions.names(member: false))
    } else {
      if let receiver { _ = type(of: receiver) }
      let other = environment.functions[name]
      if let other, receiver != nil, !hasMember(other) {
        hint = "it is called as \(name)(…)"
      } else if Checker.macros.contains(name) {
        hint = "the macro '\(name)' takes other arguments"
      }
    }
    if !isMacro { for argument in arguments { _ = type(of: argument) } }
    report(syntax.anchor(of: id), "unknown function '\(name)'", hint)
    return .dyn
  }

  private static let macros = Set(
    MacroLibrary.functions.filter { !$0.isOperator }.map(\.name))

  private func isVariable(_ name: String) -> Bool {
    environment.candidates(name).contains { environment.index(of: $0) != nil }
  }

  private func isNamespace(_ prefix: String) -> Bool {
    (environment.namespaces.contains(prefix)
      || environment.functions.functions.keys.contains { $0.hasPrefix(prefix + ".") }
      || environment.table.names.contains { $0.hasPrefix(prefix + ".") })
      && !environment.candidates(prefix).contains { environment.index(of: $0) != nil }
  }

  private mutating func resolve(
    _ id: Expression.ID, _ function: Function, _ receiver: Expression?,
    _ arguments: [Expression], namespaced: Bool
  ) -> CELType {
    var given: [CELType] = []
    if let receiver { given.append(type(of: receiver)) }
    for argument in arguments { given.append(type(of: argument)) }
    var result: CELType?
    var matching: [Int] = []
    for i in function.overloads.indices
    where function.overloads[i].isMember == (receiver != nil) {
      guard let type = match(function.overloads[i], given) else { continue }
      matching.append(i)
      guard let known = result else {
        result = type
        continue
      }
      if solver.substitute(known) != solver.substitute(type) { result = .dyn }
    }
    if environment.compatibility != nil {
      let versions = matching.map { function.overloads[$0].since }
      // One that belongs to no version of Kubernetes is there whatever the version.
      if !versions.contains(nil), let since = versions.compactMap({ $0 }).min() {
        require(since, for: function.name, at: id)
      }
    }
    if matching.isEmpty {
      mismatch(id, function, given, member: receiver != nil)
      matching = function.overloads.indices.filter {
        function.overloads[$0].isMember == (receiver != nil)
      }
    }
    references[Int(id)] = .function(function, matching, namespaced: namespaced)
    if RegexLibrary.bodies[function.name] != nil {
      let operands = (receiver.map { [$0] } ?? []) + arguments
      if operands.count > 1 { pattern(operands[1]) }
    }
    if environment.validatesLiterals, receiver == nil, let flaw = function.literalFlaw {
      validate(arguments, flaw)
    }
    return result ?? .dyn
  }

  /// Reports texts with which the call always fails.
  private mutating func validate(_ arguments: [Expression], _ flaw: Function.LiteralFlaw) {
    for (position, argument) in arguments.enumerated() {
      guard case .literal(let id, .string(let bytes)) = argument,
        let found = flaw(position, String(decoding: bytes, as: UTF8.self))
      else { continue }
      report(syntax.range(of: id), found.message, found.hint)
    }
  }

  /// Compiles a constant regular expression, and reports one that is not valid.
  private mutating func pattern(_ expression: Expression) {
    guard case .literal(let id, .string(let bytes)) = expression else { return }
    if let known = compiled[bytes] {
      patterns[id] = known
      return
    }
    guard compiled.count < Checker.patternLimit else {
      report(
        syntax.range(of: id),
        "the expression has more than \(Checker.patternLimit) regular expressions")
      return
    }
    do throws(LibraryError) {
      let regex = try Regex(String(decoding: bytes, as: UTF8.self))
      compiled[bytes] = regex
      patterns[id] = regex
    } catch {
      report(syntax.range(of: id), error.message)
    }
  }

  /// The result of an overload for arguments of these types; nil if it does not take them.
  private mutating func match(_ overload: Overload, _ given: [CELType]) -> CELType? {
    guard overload.isGeneric || overload.isVariadic else {
      guard overload.parameters.count == given.count,
        solver.isAssignable(given, to: overload.parameters)
      else { return nil }
      return overload.result
    }
    var wanted = overload.parameters
    if overload.isVariadic, let last = wanted.last {
      while wanted.count < given.count { wanted.append(last) }
    }
    guard wanted.count == given.count else { return nil }
    let parameters = solver.fresh(overload.typeParameters)
    if overload.isGeneric { wanted = wanted.map { solver.instantiate($0, parameters) } }
    guard solver.isAssignable(given, to: wanted) else { return nil }
    return overload.isGeneric ? solver.instantiate(overload.result, parameters) : overload.result
  }

  private mutating func mismatch(
    _ id: Expression.ID, _ function: Function, _ given: [CELType], member: Bool
  ) {
    let types = given.map { described($0) }
    let operands = function.isOperator
    let shown: String
    switch (function.name, types.count) {
    case ("[]", 2), ("[?]", 2): shown = "\(types[0])[\(types[1])]"
    case (let name, 2) where operands: shown = "\(types[0]) \(name) \(types[1])"
    case (let name, _) where member:
      shown = "\(types[0]).\(name)(\(types.dropFirst().joined(separator: ", ")))"
    default: shown = "\(function.name)(\(types.joined(separator: ", ")))"
    }
    let forms = function.signatures
    // Kubernetes' functions are in its own documentation, and some have a dozen forms.
    let isShown = !operands && function.origin == .importLint && forms.count < 4
    report(
      syntax.anchor(of: id),
      operands ? "no such operation: \(shown)" : "no such overload: \(shown)",
      isShown ? "it is called as \(forms.joined(separator: " or "))" : nil)
  }
}

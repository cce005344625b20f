import Basics
import Documents
import Findings

extension NodeFactsBuilder {
  // MARK: Units

  var units: FactField {
    let systemd = SystemdUnits(files)
    var unsure: [String: [String: UInt32]] = [:]
    for (unit, property, places) in systemd.contradictions {
      unsure[unit, default: [:]][property] = contradiction(
        "\(property) of systemd unit \(unit)", places)
    }
    let strange = systemd.strange.sorted { left, right in
      let (first, second) = (left.place, right.place)
      return first.source === second.source
        ? first.offset < second.offset : first.source.path.precedesByBytes(second.source.path)
    }
    for (unit, property, place) in strange {
      contradictions.reportDoubt(
        "\(property) of systemd unit \(unit) is not a state of one, and counts as unknown", place)
    }
    for (message, place) in systemd.doubts { contradictions.reportDoubt(message, place) }
    for (place, rows, said) in systemd.miscounted {
      contradictions.reportMiscounted(place, rows: rows, said: said)
    }
    let noTable = missing(
      command: "systemctl list-units --all --no-pager", file: "commands/systemctl-list-units.txt",
      "the state of other systemd units")
    let noState = missing(
      command: "systemctl list-unit-files --no-pager",
      file: "commands/systemctl-list-unit-files.txt", "which units start at boot")
    var values: [(String, Value)] = []
    for name in systemd.units.keys.sortedByBytes() {
      guard let fields = systemd.units[name] else { continue }
      let first = fields["active"] ?? fields.min { $0.key < $1.key }?.value
      guard let builder = first.flatMap({ builders.builder(for: $0.source) }) ?? builders.builder()
      else { continue }
      let offset = first?.range.lowerBound ?? 0
      // A unit's fields may come from two files; those of the other one get no place here.
      builder.beginMap(at: offset)
      for key in ["load", "active", "sub", "enabled"] {
        builder.key(key)
        if let reason = unsure[name]?[key] {
          builder.unknown(reason: reason, at: offset)
        } else if let field = fields[key] {
          if field.source === first?.source {
            builder.string(offset: field.range.lowerBound, count: field.range.count)
          } else {
            builder.string(field.source.text(in: field.range), at: offset)
          }
        } else {
          builder.unknown(reason: key == "enabled" ? noState : noTable, at: offset)
        }
      }
      builder.endMap()
      values.append((name, builder.finish()))
    }
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    for (name, value) in values {
      builder.key(name)
      builder.link(value)
    }
    builder.endMap(tail: systemd.isWhole ? 0 : noTable)
    return .value(builder.finish())
  }

  // MARK: Key and value files

  var osRelease: FactField {
    let paths = ["etc/os-release", "usr/lib/os-release"]
    let found = paths.compactMap { files[$0] }
    if found.count == 2, !found[0].source.text.utf8.elementsEqual(found[1].source.text.utf8) {
      // One is a link to the other, on every system.
      return .unknown(
        contradiction("os-release", found.map { SourcePlace(source: $0.source, offset: 0) }))
    }
    for path in paths {
      guard let file = files[path], let builder = builders.builder(for: file.source) else {
        continue
      }
      var hasID = false
      builder.beginMap()
      for range in file.wholeLines {
        guard let line = Assignment(file.source.text(in: range), separators: [0x3D]),
          !line.isComment
        else { continue }
        hasID = hasID || line.key == "ID"
        builder.key(line.key)
        builder.string(line.value, at: range.lowerBound + line.valueStart)
      }
      // A file that ends before the system's name was cut.
      builder.endMap(tail: file.mayBeTruncated || !hasID ? missing(file: path) : 0)
      return .value(builder.finish())
    }
    return .unknown(missing(file: "etc/os-release"))
  }

  var sysctl: FactField {
    var values: [(key: String, value: Value)] = []
    var known: [String: Int] = [:]
    let prefix = "proc/sys/"
    for path in files.keys.sortedByBytes() {
      guard path.hasPrefix(prefix), let file = files[path],
        !file.mayBeTruncated, let builder = builders.builder(for: file.source)
      else { continue }
      let name = String(path.dropFirst(prefix.count).map { $0 == "/" ? "." : $0 })
      let line = file.source.lineRange(at: 0)
      builder.string(offset: line.lowerBound, count: line.count)
      known[name] = known[name] ?? values.count
      values.append((name, builder.finish()))
      builders.close(file.source)
    }
    if let file = files["commands/sysctl.txt"] ?? files["commands/sysctl-a.txt"],
      let builder = builders.builder(for: file.source)
    {
      for range in file.wholeLines {
        // An empty value tells nothing: many parameters that cannot be read are printed like that.
        guard let line = Assignment(file.source.text(in: range), separators: [0x3D]),
          !line.value.isEmpty
        else { continue }
        builder.string(line.value, at: range.lowerBound + line.valueStart)
        let value = builder.finish()
        guard let i = known[line.key] else {
          known[line.key] = values.count
          values.append((line.key, value))
          continue
        }
        if let other = DocumentValue(values[i].value, in: builders.store).string,
          !other.utf8.elementsEqual(line.value.utf8)
        {
          let reason = contradiction("kernel parameter \(line.key)", values[i].value, value)
          values[i].value = Value(.unknown, payload: UInt64(reason))
        }
      }
    }
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    for (key, value) in values {
      builder.key(key)
      builder.link(value)
    }
    // Nothing in the output of `sysctl -a` tells that no line of it is lost.
    builder.endMap(
      tail: missing(command: "sysctl -a", file: "commands/sysctl.txt", "a kernel parameter"))
    return .value(builder.finish())
  }

  /// The version of control groups, by the type of the file system that is mounted for them.
  var cgroup: FactField {
    let path = "commands/cgroup.txt"
    if let file = files[path] {
      for range in file.source.lineRanges {
        switch file.source.text(in: range).filter({ $0 != " " }) {
        case "cgroup2fs": return .text("v2")
        case "tmpfs": return .text("v1")
        default: continue
        }
      }
    }
    return .unknown(
      missing(
        command: "stat -fc %T /sys/fs/cgroup", file: path, "the cgroup version"))
  }

  // MARK: Certificates

  var certificates: FactField {
    var values: [Value] = []
    var paths: [String] = []
    // One that is truncated, cannot be read or does not count may be the one that has expired.
    var isWhole =
      !contested.union(refused).contains(where: CertificateFacts.isCertificate)
      && !denied.keys.contains { path in
        CertificateFacts.isCertificate(path)
          || path.hasSuffix("/") && !path.hasPrefix("etc/rancher/")
      }
    for path in files.keys.sortedByBytes() {
      guard CertificateFacts.endings.contains(where: path.hasSuffix), let file = files[path]
      else { continue }
      guard values.count < CertificateFacts.nodeLimit else {
        isWhole = false
        break
      }
      let found = CertificateFacts.all(in: file.source, path: "/\(path)")
      let begun = CertificateFacts.count(in: file.source)
      let isMeant = CertificateFacts.isCertificate(path) && !path.hasSuffix(".pem")
      isWhole = isWhole && found.count >= max(begun, isMeant ? 1 : 0)
      guard !found.isEmpty, let builder = builders.builder(for: file.source) else { continue }
      paths.append(path)
      for certificate in found {
        certificate.push(builder)
        values.append(builder.finish())
      }
      builders.close(file.source)
    }
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginList()
    for value in values { builder.link(value) }
    builder.endList(tail: isWhole && hasMainCertificates(paths) ? 0 : missingCertificates)
    return .value(builder.finish())
  }

  /// Whether the kubelet's certificate and, on the control plane, the API server's are there: then
  /// someone collected the node's certificates, not a few files that happen to hold one.
  private func hasMainCertificates(_ paths: [String]) -> Bool {
    let kubelet = paths.contains { $0.contains("kubelet") || $0.contains("kube-node") }
    let server = paths.contains { $0.contains("apiserver") }
    guard let object, hasAllLabels else { return false }
    let labels = object["metadata"]?["labels"]?.entries.map(\.key) ?? []
    let isServer = labels.contains {
      ["control-plane", "controlplane", "master"].map { "node-role.kubernetes.io/\($0)" }
        .contains($0)
    }
    return kubelet && (server || !isServer)
  }

  private var missingCertificates: UInt32 {
    let folder: String
    switch service {
    case .k3s(let program): folder = "/var/lib/rancher/\(program)/{agent,server/tls}/*.crt"
    case .other, .unknown: folder = "/etc/kubernetes/pki/*.crt, /var/lib/kubelet/pki/*"
    }
    return surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFile, "the certificates of node \(name) were not all collected",
        collect: CollectionStep(
          .nodeFile, folder, at: "each below nodes/<NODE>/, as on the node", node: name)))
  }

  // MARK: Texts

  var texts: FactField {
    var values: [(String, Value)] = []
    for path in files.keys.sortedByBytes() {
      guard let file = files[path] else { continue }
      let isHidden = file.source.isMasked || TextMark.concealed(in: file.source)
      let builder =
        surroundings.placesTexts ? builders.builder(for: file.source) : builders.builder()
      guard let builder else { continue }
      if isHidden {
        builder.hidden(reason: ReasonTable.hidden)
      } else if surroundings.placesTexts {
        builder.string(offset: 0, count: file.source.count)
      } else {
        builder.string(file.source.buffer, at: 0)
      }
      values.append(("/\(path)", builder.finish()))
    }
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    let script = CollectionStep(
      .nodeCommand, "sh node-script.sh", at: "what importlint node-script prints", node: name)
    let tail = surroundings.reasons.number(
      of: MissingEvidence(
        .nodeFile, "other files of node \(name) were not collected",
        // Where somebody looked for files already, the script would find no more.
        collect: absent.isEmpty ? script : nil))
    builder.beginMap()
    for (path, value) in values {
      builder.key(path)
      builder.link(value)
    }
    builder.endMap(tail: tail)
    return .value(builder.finish())
  }
}

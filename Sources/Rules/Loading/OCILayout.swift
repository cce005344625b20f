import Basics
import Documents
import Findings
import Snapshots

/// An OCI image layout that oras, skopeo or another client left on disk: an index, manifests and
/// blobs by their digests. One layer of one manifest is the pack's archive.
///
/// A path behind which a tag stands, `layout:v1`, names one of several manifests.
struct OCILayout {
  private let folder: String
  private let tag: String?
  private let shown: String

  private static let documentLimit = 4 << 20
  /// The annotations of the image specification.
  private static let tagAnnotation = "org.opencontainers.image.ref.name"
  private static let titleAnnotation = "org.opencontainers.image.title"
  /// Indexes that lie in one another, at most.
  private static let depthLimit = 3

  /// Nil if it is none.
  init?(_ locator: String) {
    shown = locator
    if OCILayout.isLayout(locator) {
      folder = locator
      tag = nil
      return
    }
    guard let colon = locator.lastIndex(of: ":") else { return nil }
    let path = String(locator[..<colon])
    guard OCILayout.isLayout(path) else { return nil }
    folder = path
    tag = String(locator[locator.index(after: colon)...])
  }

  private static func isLayout(_ folder: String) -> Bool {
    let names = InputWalk.names(in: folder) ?? []
    return names.contains("oci-layout") && names.contains("index.json")
  }

  /// The file that is the pack's archive, and its digest; nil, with problems, if there is none.
  func archive(_ problems: ProblemList) -> (file: String, sha256: String)? {
    do throws(Failure) {
      let store = DocumentStore()
      var document = try self.document(at: "\(folder)/index.json", in: store)
      for _ in 0..<OCILayout.depthLimit {
        guard let manifests = document["manifests"] else { break }
        let blob = try blob(chosen(from: manifests.elements))
        document = try self.document(at: blob.file, in: store, sha256: blob.sha256)
      }
      let layers = (document["layers"]?.elements ?? []).filter(isArchive)
      guard layers.count == 1 else {
        throw Failure(
          reason:
            "its manifest has \(counted(layers.count, "layer")) that may be a pack's archive, "
            + "and must have one")
      }
      return try blob(layers[0])
    } catch {
      problems.addFatal(
        "unreadable-pack", "the OCI layout \(shown) cannot be read: \(error.reason)")
      return nil
    }
  }

  private struct Failure: Error {
    let reason: String
  }

  private func chosen(from manifests: [DocumentValue]) throws(Failure) -> DocumentValue {
    let named = manifests.filter { manifest in
      guard let tag else { return true }
      return manifest["annotations"]?[OCILayout.tagAnnotation]?.string == tag
    }
    // An index below that of the layout says no tags.
    let isUntagged =
      manifests.count == 1 && manifests[0]["annotations"]?[OCILayout.tagAnnotation] == nil
    let found = named.isEmpty && isUntagged ? manifests : named
    guard found.count == 1 else {
      let tags = manifests.compactMap { $0["annotations"]?[OCILayout.tagAnnotation]?.string }
      throw Failure(
        reason: "it holds \(counted(found.count, "manifest")) of that name; tags are "
          + (tags.isEmpty ? "none" : tags.joined(separator: ", ")) + ", as in \(folder):TAG")
    }
    return found[0]
  }

  private func isArchive(_ layer: DocumentValue) -> Bool {
    let type = layer["mediaType"]?.string ?? ""
    let title = layer["annotations"]?[OCILayout.titleAnnotation]?.string ?? ""
    return type.contains("tar") || type.contains("zip")
      || [".tar", ".tar.gz", ".tgz", ".zip", ".tar.zst", ".tar.xz"].contains(where: title.hasSuffix)
  }

  /// The file of a descriptor. A digest names nothing but a file of the layout's own.
  private func blob(_ descriptor: DocumentValue) throws(Failure) -> (file: String, sha256: String) {
    let digest = descriptor["digest"]?.string ?? ""
    let hexadecimal = String(digest.dropFirst("sha256:".count))
    guard digest.hasPrefix("sha256:"), hexadecimal.utf8.count == 64,
      hexadecimal.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { throw Failure(reason: "a digest is no SHA-256") }
    let file = "\(folder)/blobs/sha256/\(hexadecimal)"
    guard let path = InputWalk.realPath(file), let root = InputWalk.realPath(folder),
      InputWalk.isInside(path, root)
    else { throw Failure(reason: "the blob \(digest) is not in it") }
    return (path, hexadecimal)
  }

  private func document(
    at file: String, in store: DocumentStore, sha256: String? = nil
  ) throws(Failure) -> DocumentValue {
    var limits = ReadingLimits()
    limits.sourceBytes = OCILayout.documentLimit
    switch SourceText.read(file: file, path: shown, limits: limits) {
    case .failure(let error): throw Failure(reason: "a document of it \(error.message)")
    case .success(let source):
      if let sha256, SHA256.hexadecimalDigest(of: UnsafeRawBufferPointer(source.buffer)) != sha256 {
        throw Failure(reason: "a manifest does not have the digest that the index states")
      }
      let reading = store.read(source)
      guard reading.flaws.isEmpty, let first = reading.documents.first else {
        throw Failure(reason: "a document of it is no JSON")
      }
      return DocumentValue(first, in: store)
    }
  }
}

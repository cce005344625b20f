// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "importlint",
  // Atomics and Mutex are in the system there.
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "importlint", targets: ["ImportLint"]),
    .executable(name: "generate-rules", targets: ["GenerateRules"]),
    .executable(name: "cel-conformance", targets: ["CELConformance"]),
    .executable(name: "policy-conformance", targets: ["PolicyConformance"]),
    // For Fuzzing/, a package of its own.
    .library(name: "Documents", targets: ["Documents"]),
    .library(name: "CEL", targets: ["CEL"]),
    .library(name: "Snapshots", targets: ["Snapshots"]),
    .library(name: "Rules", targets: ["Rules"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Without its trait it does without Foundation.
    .package(
      url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    // Descriptors, as Subprocess takes them.
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    // No pkgConfig: re2.pc asks for -pthread, which SwiftPM refuses with a warning.
    .systemLibrary(name: "CLibRE2", providers: [.apt(["libre2-dev"])]),
    // RE2 behind a C interface: Swift cannot import its C++ header without C++ interoperability.
    .target(
      name: "RegexShim", dependencies: ["CLibRE2"],
      // The module map's own link line reaches Swift importers only, and the shim is C++.
      linkerSettings: [.linkedLibrary("re2")]),
    .systemLibrary(name: "CLibCrypto", providers: [.apt(["libssl-dev"])]),
    // libcrypto behind a C interface without deprecated functions and macros.
    .target(
      name: "CryptoShim", dependencies: ["CLibCrypto"],
      linkerSettings: [.linkedLibrary("crypto")]),
    // libarchive for tar, zip and decompression, and zlib, which also checks what it gives.
    .systemLibrary(
      name: "CLibArchive", providers: [.apt(["libarchive-dev", "zlib1g-dev"])]),
    // The C library, by one name on every system.
    .target(name: "CLibrary"),
    // The ground floor: what every other target may use, and what uses none of them.
    .target(name: "Basics", dependencies: ["CLibrary", "CryptoShim"]),
    // Names and addresses → others of the same form, and back.
    .target(name: "Anonymizing", dependencies: ["Basics", "Documents"]),
    .target(name: "Documents", dependencies: ["Basics", "CLibYAML", "CLibrary", "Findings"]),
    .target(name: "CEL", dependencies: ["Basics", "CLibrary", "Documents", "RegexShim"]),
    .target(
      name: "Snapshots",
      dependencies: ["Basics", "CLibArchive", "CLibrary", "Documents", "Findings"]),
    .target(name: "Findings", dependencies: ["Basics", "CLibrary"]),
    .target(name: "Governance", dependencies: ["Basics", "Findings"]),
    .target(name: "Rules", dependencies: ["Basics", "CEL", "CLibrary", "Snapshots", "Findings"]),
    .target(
      name: "RuleTesting", dependencies: ["Basics", "CEL", "Rules", "Snapshots", "Findings"]),
    .target(
      name: "Profiles", dependencies: ["Basics", "CEL", "Rules", "Snapshots", "Findings"]),
    .target(name: "Reports", dependencies: ["Basics", "Findings"]),
    // What the commands share, as a library: from inputs to judgements, traces and answers.
    .target(
      name: "Engine",
      dependencies: [
        "Anonymizing", "Basics", "CLibrary", "Governance", "Profiles", "Rules", "Snapshots",
        "Findings",
        "Documents",
      ]),
    // Runs kubectl. Nothing that judges may use it: see the invariants in ARCHITECTURE.md.
    .target(
      name: "Collecting",
      dependencies: [
        "Basics", "CLibArchive", "CLibrary", "Findings",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // Many clusters: runs this program for each of them, and no other.
    .target(
      name: "Fleet",
      dependencies: [
        "Basics", "CLibrary", "Documents", "Engine", "Findings", "Reports", "Rules", "Snapshots",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // Packs as archives: packs them, and has git, ssh-keygen and cosign say where they come from.
    .target(
      name: "Packaging",
      dependencies: [
        "Basics", "CLibArchive",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // What editors ask of files of packs, targets, waivers and configurations.
    .target(
      name: "LanguageServer",
      dependencies: [
        "Basics", "CEL", "CLibrary", "Documents", "Engine", "Findings", "RuleTesting", "Rules",
        "Snapshots",
      ]),
    .executableTarget(
      name: "ImportLint",
      dependencies: [
        "Anonymizing", "Basics", "CEL", "CLibrary", "Collecting", "Documents", "Engine", "Findings",
        "Fleet", "Governance", "LanguageServer", "Packaging", "Reports", "RuleTesting", "Rules",
        "Snapshots",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "GenerateRules",
      dependencies: ["Basics", "CLibrary", "Engine", "Rules", "Snapshots", "Findings", "Documents"]),
    .executableTarget(
      name: "CELConformance", dependencies: ["Basics", "CEL", "CLibrary", "Documents"]),
    .executableTarget(
      name: "PolicyConformance",
      dependencies: ["Basics", "CLibrary", "Rules", "Findings", "Documents"]),
    // Measures expressions; `make bench` runs it.
    .executableTarget(
      name: "cel-bench", dependencies: ["CEL", "CLibrary", "Documents", "CountingMalloc"],
      path: "Benchmarks/CEL"),
    .target(name: "CountingMalloc", path: "Benchmarks/CountingMalloc"),
    // Where the checkout is, and the data beside it, for all tests.
    .target(name: "Checkout", path: "Tests/Checkout"),
    // Makes archives for tests.
    .target(name: "Archives", dependencies: ["CLibArchive"], path: "Tests/Archives"),
    .testTarget(
      name: "AnonymizingTests", dependencies: ["Anonymizing", "Basics", "Documents"]),
    .testTarget(name: "BasicsTests", dependencies: ["Basics", "CLibrary", "Checkout"]),
    .testTarget(name: "DocumentsTests", dependencies: ["CLibrary", "Checkout", "Documents"]),
    .testTarget(
      name: "CELTests",
      dependencies: ["Basics", "CEL", "CELConformance", "CLibrary", "Checkout", "Documents"],
      exclude: ["conformance-exceptions.txt"]),
    // Files with credentials in them, for tests that none gets out.
    .target(name: "Canaries", dependencies: ["CLibrary"], path: "Tests/Canaries"),
    .testTarget(
      name: "SnapshotsTests",
      dependencies: [
        "Archives", "Basics", "CLibrary", "Canaries", "Checkout", "Collecting", "Documents",
        "Findings",
        "JSONSchemas", "Snapshots",
      ]),
    .testTarget(
      name: "RulesTests",
      dependencies: ["Basics", "Checkout", "JSONSchemas", "Profiles", "Rules", "RuleTesting"]),
    .testTarget(name: "GovernanceTests", dependencies: ["Basics", "Findings", "Governance"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Basics", "CLibrary", "Checkout", "Engine", "Findings", "HeadlessBrowser", "JSONSchemas",
        "Reports",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "ImportLint", "GenerateRules", "Engine", "Reports", "Rules", "Snapshots", "Findings",
        "Documents", "Archives", "Anonymizing", "Basics", "Checkout", "Canaries", "JSONSchemas",
        "Collecting",
      ]),
    .testTarget(
      name: "CollectingTests",
      dependencies: ["Basics", "Checkout", "Collecting", "Documents", "Findings"]),
    .testTarget(
      name: "FleetTests",
      dependencies: [
        "Basics", "Checkout", "Engine", "Findings", "Fleet", "HeadlessBrowser", "JSONSchemas",
        "Reports",
      ]),
    .testTarget(
      name: "LanguageServerTests",
      // The executable is run, too.
      dependencies: [
        "Basics", "Checkout", "Documents", "Engine", "ImportLint", "LanguageServer",
      ]),
    .testTarget(name: "TidyTests", dependencies: ["Checkout"]),
    // Chromium, for tests of pages.
    .target(name: "HeadlessBrowser", dependencies: ["CLibrary"], path: "Tests/HeadlessBrowser"),
    // Reads the schemas in docs/schemas for several tests.
    .target(name: "JSONSchemas", path: "Tests/JSONSchemas"),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

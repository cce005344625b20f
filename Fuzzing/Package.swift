// swift-tools-version: 6.1
import PackageDescription

// A package of its own: building or testing the project does not build it. Everything it depends on
// is built again, with the instructions that tell libFuzzer which code an input reached.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "importlint", path: "..")],
  targets: [
    .systemLibrary(name: "LibFuzzer", path: "LibFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "LibFuzzer",
        .product(name: "Documents", package: "importlint"),
        .product(name: "CEL", package: "importlint"),
        .product(name: "Snapshots", package: "importlint"),
        .product(name: "Rules", package: "importlint"),
      ],
      path: "Fuzz",
      // The default linker of Swift 6.1 to 6.3 on Linux, gold, fails on libFuzzer's runtime.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.1
import PackageDescription

// A package of its own: it measures the release executable from outside, as any program, and
// building or testing the project does not build it.
let package = Package(
  name: "benchmarks",
  targets: [
    // Writes the large List that is measured.
    .executableTarget(name: "ClusterList", path: "ClusterList"),
    // Runs commands, measures them from outside and prints the table.
    .executableTarget(name: "Measure", path: "Measure"),
  ],
  swiftLanguageModes: [.v6]
)

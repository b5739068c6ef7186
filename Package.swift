// swift-tools-version: 6.2
import PackageDescription

/// A target of the library, with the floors below it that it may import (docs/ARCHITECTURE.md).
func room(_ name: String, on floors: String..., products: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: floors.map { .init(stringLiteral: $0) } + products)
}

/// The tests of one or several rooms.
func tests(of name: String, on floors: String...) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: ([name] + floors).map { .init(stringLiteral: $0) })
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "rall",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Rall", targets: ["Rall"]),
    .executable(name: "rall", targets: ["RallTool"]),
    .executable(name: "rall-validation", targets: ["RallValidation"]),
    .executable(name: "rall-benchmark", targets: ["RallBenchmark"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // 0
    .systemLibrary(
      name: "CHDF5", pkgConfig: hdf5,
      providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    // The kernels of a step, compiled for each kind of processor (docs/decisions/0017-kernels.md).
    .target(name: "CLanes", exclude: lanesIncluded),
    .target(
      name: "CMPI", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    room("RallUnits"),
    room("RallNumerics"),
    room("RallJSON"),
    room("RallPlot"),
    // 1
    room("RallKernel", on: "RallNumerics", "CLanes"),
    room("RallMorphology", on: "RallUnits"),
    room("RallMembrane", on: "RallUnits", "RallNumerics"),
    room("RallTheory"),
    room("RallMPI", on: "CMPI"),
    // 2
    room("RallModel", on: "RallUnits", "RallNumerics", "RallMorphology", "RallMembrane"),
    room("RallSWC", on: "RallUnits", "RallJSON", "RallMorphology"),
    // 3
    room(
      "RallCable", on: "RallUnits", "RallNumerics", "RallMorphology", "RallMembrane", "RallModel"),
    room("RallAnalysis", on: "RallUnits", "RallNumerics"),
    room("RallHDF5", on: "RallUnits", "RallMorphology", "RallSWC", "RallModel", "CHDF5"),
    // 4
    room(
      "RallSimulation", on: "RallUnits", "RallNumerics", "RallKernel", "CLanes", "RallMembrane",
      "RallModel", "RallCable"),
    room("RallPoint", on: "RallUnits", "RallModel"),
    room(
      "RallImpedance", on: "RallUnits", "RallNumerics", "RallMorphology", "RallMembrane",
      "RallModel", "RallCable"),
    room(
      "RallExperiment", on: "RallUnits", "RallMorphology", "RallMembrane", "RallModel", "CYAML"),
    // 5
    room(
      "RallRun", on: "RallUnits", "RallJSON", "RallPlot", "RallNumerics", "RallKernel",
      "RallMorphology", "RallMembrane", "RallModel",
      "RallSWC", "RallCable", "RallAnalysis", "RallHDF5", "RallSimulation", "RallPoint",
      "RallImpedance", "RallExperiment", "RallMPI"),
    // 6
    room(
      "Rall", on: "RallUnits", "RallJSON", "RallMorphology", "RallMembrane", "RallModel", "RallSWC",
      "RallCable", "RallAnalysis", "RallSimulation", "RallPoint", "RallImpedance", "RallExperiment",
      "RallRun"),
    // 7
    // The random numbers of all tests, the same in every run.
    .target(name: "TestRandom", path: "Tests/TestRandom"),
    tests(of: "RallUnits"),
    // A number of 106 bits, the judge of what doubles do.
    .target(name: "TestPrecision", path: "Tests/TestPrecision"),
    tests(of: "RallNumerics", on: "TestPrecision"),
    tests(of: "RallKernel", on: "RallNumerics", "CLanes", "TestPrecision", "TestRandom"),
    tests(of: "RallMPI"),
    tests(of: "RallPlot"),
    tests(of: "RallMorphology", on: "RallUnits", "TestRandom"),
    tests(of: "RallModel", on: "RallUnits"),
    tests(of: "RallSWC", on: "RallUnits", "RallMorphology", "TestRandom"),
    tests(of: "RallMembrane", on: "RallNumerics"),
    // Shapes that the tests of several rooms share.
    .target(
      name: "TestNeurons",
      dependencies: [
        "RallNumerics", "RallUnits", "RallMorphology", "RallMembrane", "RallCable", "TestRandom",
      ],
      path: "Tests/TestNeurons"),
    tests(
      of: "RallCable", on: "RallUnits", "RallNumerics", "RallMorphology", "RallMembrane",
      "RallModel", "RallAnalysis", "RallTheory", "TestNeurons", "TestRandom"),
    tests(
      of: "RallImpedance", on: "RallUnits", "RallNumerics", "RallKernel", "RallMorphology",
      "RallMembrane",
      "RallModel", "RallCable", "RallSimulation", "RallTheory", "TestNeurons", "TestRandom"),
    tests(
      of: "RallSimulation", on: "RallUnits", "RallNumerics", "RallKernel", "RallMorphology",
      "RallMembrane", "RallModel", "RallCable", "RallAnalysis", "RallTheory", "TestNeurons",
      "TestRandom"),
    tests(of: "RallPoint", on: "RallUnits", "RallModel", "RallTheory"),
    tests(of: "RallTheory"),
    tests(of: "RallHDF5", on: "RallUnits", "RallMorphology", "RallModel", "CHDF5"),
    tests(of: "RallAnalysis", on: "RallUnits"),
    tests(
      of: "RallExperiment", on: "RallUnits", "RallMorphology", "RallMembrane", "RallModel",
      "TestRandom"),
    tests(
      of: "RallRun", on: "RallUnits", "RallJSON", "RallMorphology", "RallModel", "RallSWC",
      "RallHDF5", "RallExperiment", "RallCable", "RallTheory"),
    tests(of: "Rall"),
    .executableTarget(name: "RallTool", dependencies: ["Rall", argumentParser]),
    // Random experiments on real neurons: printed errors against true ones.
    .target(
      name: "Honesty",
      dependencies: [
        "RallUnits", "RallNumerics", "RallMorphology", "RallMembrane", "RallModel", "RallSWC",
        "RallCable", "RallAnalysis", "RallSimulation", "RallImpedance", "TestNeurons", "TestRandom",
      ],
      path: "validation/honesty"),
    .testTarget(name: "HonestyTests", dependencies: ["Honesty"]),
    // Where theory and engine meet.
    .executableTarget(
      name: "RallValidation",
      dependencies: [
        "RallUnits", "RallNumerics", "RallJSON", "RallPlot", "RallMorphology", "RallMembrane",
        "RallTheory", "RallModel", "RallSWC", "RallCable", "RallAnalysis", "RallSimulation",
        "RallPoint", "RallImpedance", "RallHDF5", "RallRun", "TestNeurons", "TestRandom", "Honesty",
        argumentParser,
      ],
      path: "validation",
      exclude: [
        "README.md", "converged", "honesty", "impedance", "kills", "motor-fibre",
        "myelinated-axons",
        "neuron", "peers",
        "readers",
        "real-neurons", "soak/run.sh", "speed", "sweep",
        "work-precision",
        "wrong-input",
      ]),
    // How long steps take (docs/performance.md).
    .executableTarget(
      name: "RallBenchmark",
      dependencies: [
        "RallUnits", "RallJSON", "RallKernel", "RallMorphology", "RallModel", "RallSWC",
        "RallCable",
        "RallSimulation", argumentParser,
      ],
      path: "validation/speed",
      exclude: [
        "arbor_speed.py", "measure.py", "measure.sh", "neuron_speed.py", "workloads.py",
      ]),
  ]
)

// Fuzzing (docs/robustness.md): with RALL_FUZZ in the environment there is one program more, and every
// module counts the branches that it takes. Without it nothing of this is there.
let isFuzzed = Context.environment["RALL_FUZZ"] != nil
if isFuzzed {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Fuzz/CFuzzer"),
    .executableTarget(
      name: "RallFuzz",
      dependencies: [
        "CFuzzer", "RallUnits", "RallMorphology", "RallMembrane", "RallModel", "RallSWC",
        "RallCable",
        "RallSimulation", "RallExperiment", "RallHDF5", "RallRun",
      ],
      path: "Fuzz/RallFuzz"),
  ]
}

/// What the kernels' sources include.
var lanesIncluded: [String] {
  ["kernels", "lanes", "gates", "hh", "mrg", "fh", "tree", "factored", "double"].map { "\($0).inc" }
}

var hdf5: String {
  #if os(macOS)
    "hdf5"
  #else
    "hdf5-serial"
  #endif
}

// SwiftPM compiles a module anew when one that it lists has changed, but not when only one further
// below has, whose structs it holds all the same: their layout there would be the old one. So each
// lists all that is below it, and `make check-architecture` looks at what it imports.
var below: [String: Set<String>] = [:]
for target in package.targets {
  let listed = target.dependencies.compactMap { dependency -> String? in
    if case .byNameItem(let name, _) = dependency { name } else { nil }
  }
  let all = listed.reduce(into: Set(listed)) { $0.formUnion(below[$1] ?? []) }
  below[target.name] = all
  target.dependencies += all.subtracting(listed).sorted().map { .init(stringLiteral: $0) }
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ]
  if isFuzzed { target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"])) }
}

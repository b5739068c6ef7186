import RallRun
import Testing

/// A slip of a unit can be computed with, and is said.
@Suite("Values that hardly any neuron has")
struct ImplausibleValuesTests {
  private func warnings(_ yaml: String) throws -> [String] {
    try Bench().prepared(yaml).warnings.filter { $0.code == "implausible" }.map(\.message)
  }

  private func axon(
    node: String = "length: 1 um", internode: String = "length: 100 um, lamellae: 30",
    more: String = ""
  ) -> String {
    """
    rall: 1
    morphology: { cylinder: { length: 1 mm, diameter: 1 um, type: axon } }
    myelin:
      - region: axon
        node: { \(node), hh: { gna: 1200 mS/cm2 } }
        internode: { \(internode) }
        \(more)
    run: { duration: 5 ms }
    """
  }

  @Test(
    "are said of a membrane line, at their place",
    arguments: [
      ("axoplasm: 1 ohm cm", "membrane[0].axoplasm: 1 ohm cm is hardly meant"),
      ("capacitance: 1000 uF/cm2", "membrane[0].capacitance: 1000 uF/cm2 is hardly meant"),
      ("passive: { g: 1 S/cm2, e: -65 V }", "membrane[0].passive.e: -65000 mV is hardly meant"),
    ])
  func membranes(layer: String, message: String) throws {
    let said = try warnings(
      """
      rall: 1
      morphology: { cylinder: { length: 1 mm, diameter: 1 um, type: axon } }
      membrane: [{ region: all, \(layer) }]
      run: { duration: 5 ms }
      """)
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix(message) == true, "\(said)")
  }

  @Test("are not said of an axon as there are")
  func plausible() throws { #expect(try warnings(axon()) == []) }

  @Test("are said of myelin, at their place")
  func myelin() throws {
    for (yaml, path) in [
      (axon(node: "length: 90 um"), "node.length"),
      (axon(node: "length: 1 um, capacitance: 1000 uF/cm2"), "node.capacitance"),
      (axon(internode: "length: 2 um, lamellae: 30"), "internode.length"),
      (axon(internode: "length: 100 um, lamellae: 3000"), "internode.lamellae"),
      (axon(internode: "length: 100 um, g_ratio: 0.99"), "internode.g_ratio"),
      (axon(internode: "length: 100 um, g_ratio: 0.7, e: -65 V"), "internode.e"),
      (
        axon(internode: "length: 100 um, lamellae: 30, membrane_capacitance: 1 nF/cm2"),
        "internode.membrane_capacitance"
      ),
      (axon(more: "axoplasm: 1 ohm cm"), "axoplasm"),
      (
        axon(
          internode:
            "length: 100 um, lamellae: 130, axolemma: { passive: { g: 1000 S/cm2, e: -80 mV } }",
          more: "cable: double\n    periaxonal: { width: 4 nm, resistivity: 70 ohm cm }"),
        "internode.axolemma.passive.g"
      ),
      (
        axon(
          internode:
            "length: 100 um, lamellae: 130, axolemma: { passive: { g: 1 mS/cm2, e: -80 mV } }",
          more: "cable: double\n    periaxonal: { width: 4 nm, resistivity: 0.7 ohm cm }"),
        "periaxonal.resistivity"
      ),
    ] {
      let said = try warnings(yaml)
      #expect(said.count == 1, "\(path): \(said)")
      #expect(said.first?.hasPrefix("myelin[0].\(path): ") == true, "\(said)")
    }
  }
}

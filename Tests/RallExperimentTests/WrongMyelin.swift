extension WrongInput {
  /// A myelin line with one entry of it written otherwise.
  private static func line(
    node: String = "{ length: 1 um, hh: {} }",
    internode: String = "{ length: 100 um, lamellae: 30 }", more: String = ""
  ) -> String {
    "myelin: [{ region: axon, node: \(node), internode: \(internode)\(more) }]"
  }

  static let myelin = [
    WrongInput("myelin: ‸{ region: axon }", "a mapping for myelin", "a list"),
    WrongInput(
      "myelin: [‸{ region: axon, node: { length: 1 um } }]", "a myelin line without internode"),
    WrongInput(line(more: ", ‸nod: {}"), "key 'nod' of a myelin line", "mean node?"),
    WrongInput(line(more: ", centred: ‸yes"), "'yes'", "true, false"),
    WrongInput(line(more: ", axoplasm: ‸70 ohm"), "70 ohm, a resistance", "ohm cm"),
    WrongInput(line(more: ", cable: ‸duoble"), "'duoble'", "single, double", "mean double?"),
    WrongInput(line(more: ", cable: ‸double"), "without periaxonal", "width: 4 nm"),
    WrongInput(
      line(more: ", periaxonal: ‸{ width: 4 nm, resistivity: 70 ohm cm }"),
      "periaxonal of a single cable", "cable: double"),
    WrongInput(
      line(more: ", cable: double, periaxonal: ‸{ width: 4 nm }"), "periaxonal without resistivity"),
    WrongInput(
      line(more: ", cable: double, periaxonal: { width: ‸0 nm, resistivity: 70 ohm cm }"), "0 nm",
      "more than 0"),
    WrongInput(line(node: "‸{ hh: {} }"), "node without length"),
    WrongInput(line(node: "{ length: ‸0 um, hh: {} }"), "0 um", "more than 0"),
    WrongInput(line(node: "{ length: 1 um, ‸hhh: {} }"), "key 'hhh' of node", "mean hh?"),
    WrongInput(
      line(node: "{ length: 1 um, hh: { ‸gnaa: 1 mS/cm2 } }"), "key 'gnaa' of hh", "mean gna?"),
    WrongInput(
      line(node: "{ length: 1 um, periaxonal_width: ‸2 nm }"),
      "periaxonal_width belongs to a double cable"),
    WrongInput(
      line(
        node: "{ length: 1 um, periaxonal_width: ‸2 nm }",
        internode: "{ length: 100 um, lamellae: 9, axolemma: { passive: {} } }",
        more: ", cable: double, periaxonal: { width: 4 nm, resistivity: 70 ohm cm }"),
      "belongs to a lumped model", "centred: true"),
    WrongInput(
      line(node: "{ length: 100 um, hh: {} }", internode: "{ length: ‸1 um, lamellae: 9 }"),
      "shorter than its node of 100 um", "swapped?"),
    WrongInput(line(internode: "‸{ length: 100 um }"), "neither lamellae nor g_ratio"),
    WrongInput(
      line(internode: "{ length: 100 um, lamellae: 30, ‸g_ratio: 0.7 }"), "g_ratio beside lamellae"),
    WrongInput(line(internode: "{ length: 100 um, lamellae: ‸0 }"), "at least one lamella", "0"),
    WrongInput(
      line(internode: "{ length: 100 um, lamellae: ‸0.5 }"), "at least one lamella", "0.5"),
    WrongInput(line(internode: "{ length: 100 um, lamellae: ‸30 um }"), "30 um, a length"),
    WrongInput(
      line(internode: "{ length: 100 um, g_ratio: ‸1.2 }"), "lies between 0 and 1", "1.2"),
    WrongInput(line(internode: "{ length: 100 um, g_ratio: ‸0 }"), "lies between 0 and 1", "0"),
    WrongInput(line(internode: "{ length: 100 um, g_ratio: ‸1 }"), "lies between 0 and 1", "1"),
    WrongInput(
      line(internode: "{ length: 100 um, g_ratio: 0.7, fibre_diameter: ‸10 um }"),
      "the g-ratio gives the fibre its diameter"),
    WrongInput(
      line(
        internode: "{ length: 10 um, lamellae: 9, paranode: { length: ‸5 um, diameter: 1 um } }"),
      "take 10 um of an internode of 10 um"),
    WrongInput(
      line(
        internode: "‸{ length: 100 um, lamellae: 9 }",
        more: ", cable: double, periaxonal: { width: 4 nm, resistivity: 70 ohm cm }"),
      "needs an axolemma"),
    WrongInput(
      line(internode: "{ length: 100 um, lamellae: 9, pieces: ‸6 }"), "pieces where the division",
      "centred: true"),
    WrongInput(
      line(internode: "{ length: 100 um, lamellae: 9, axolemma: ‸{ passive: {} } }"),
      "axolemma belongs to a double cable"),
    WrongInput(
      line(internode: "{ length: 100 um, lamellae: 9, ‸paranod: { length: 3 um } }"),
      "mean paranode?"),
    WrongInput(
      line(internode: "{ length: 100 um, lamellae: 9, paranode: ‸{ diameter: 3 um } }"),
      "paranode without length"),
    WrongInput(
      line(
        internode:
          "{ length: 100 um, lamellae: 9, juxtaparanode: { length: 3 um, periaxonal_width: ‸4 nm } }"
      ),
      "periaxonal_width belongs to a double cable"),
    WrongInput(
      "myelin: [{ mrg: { region: axon, diameter: ‸20 um } }]", "from 5.7 um to 16 um", "20 um"),
    WrongInput("myelin: [{ mrg: ‸{ region: axon } }]", "the preset mrg without diameter"),
    WrongInput(
      "myelin: [{ mrg: { region: axon, diameter: 10 um }, ‸node: {} }]",
      "key 'node' of a myelin line of a preset"),
    WrongInput("‸mrg: { region: axon, diameter: 10 um }", "the unknown key 'mrg'"),
    WrongInput("detect: [{ name: a, at: nodes(‸-1), above: 0 mV }]", "'-'", "the number of a node"),
    WrongInput("detect: [{ name: a, at: ‸node(3), above: 0 mV }]", "site 'node'", "mean nodes?"),
    WrongInput("regions: { ‸nodes: axon }", "the name nodes", "a meaning already"),
  ]
}

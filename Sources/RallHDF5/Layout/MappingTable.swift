import RallModel

/// Which columns belong to which cell and section, as SONATA has it: `mapping/`.
///
/// `index_pointers` has one entry more than there are cells; bmtk calls it `index_pointer`.
struct MappingTable {
  let columns: [Column]

  init(_ columns: [Column]) { self.columns = columns }

  /// What stands for it in the report's group, and the two axes above `mapping`.
  static let names = [
    "mapping/node_ids", "mapping/index_pointers", "mapping/index_pointer", "mapping/element_ids",
    "mapping/element_pos", "node", "node_plus_one",
  ]

  func write(to path: String, in file: borrowing File) throws(HDF5Failure) {
    let node = try Dimension(size: 1, at: "\(path)/node", in: file)
    let nodes = try file.createDataset("\(path)/mapping/node_ids", [UInt64(0)])
    try nodes.setAttribute("sorted", UInt8(1))
    try node.attach(to: nodes)

    let nodePlusOne = try Dimension(size: 2, at: "\(path)/node_plus_one", in: file)
    let pointers = try file.createDataset(
      "\(path)/mapping/index_pointers", [0, UInt64(columns.count)])
    try nodePlusOne.attach(to: pointers)
    try file.link("\(path)/mapping/index_pointers", as: "\(path)/mapping/index_pointer")

    let compartment = Dimension(existing: try file.dataset("\(path)/compartment"))
    let elements = try file.createDataset(
      "\(path)/mapping/element_ids", columns.map { UInt32($0.section) })
    try elements.setAttribute("long_name", "section")
    try compartment.attach(to: elements)
    let positions = try file.createDataset(
      "\(path)/mapping/element_pos", columns.map { Float($0.sectionPosition) })
    try positions.setAttribute("long_name", "place in the section")
    try compartment.attach(to: positions)
  }
}

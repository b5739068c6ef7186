/// Every case, in the order of the table.
enum Cases {
  static let all: [any Case] = [
    V01LengthConstant(),
    V02InputResistance(),
    V03Frustum(),
    V04EquivalentCylinder(),
    V08Rallpack1(),
  ]
}

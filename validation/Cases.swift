/// Every case, in the order of the table.
enum Cases {
  static let all: [any Case] = [
    V01LengthConstant(),
    V02InputResistance(),
    V03Frustum(),
    V04EquivalentCylinder(),
    V06EqualizingTimeConstants(),
    V07StepResponse(),
    V08Rallpack1(),
    V09Rallpack2(),
    V10Rallpack3(),
    V11SquidRest(),
    V12ActionPotential(),
    V13ThresholdJump(),
    V14FiringRate(),
    V15LossOfRest(),
    V16SquidVelocity(),
    V17HeatBlock(),
    V18Scaling(),
    V24NetworkLaws(),
    V25IntegrateAndFire(),
    V26Siegert(),
    V28OrderInTime(),
    V30Reconstruction(),
    V31OrderInSpace(),
  ]
}

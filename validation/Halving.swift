/// The number between two at which `condition` turns true, by halving.
func halving(
  from low: Double, to high: Double, within width: Double, where condition: (Double) throws -> Bool
) rethrows -> Double {
  var (low, high) = (low, high)
  while high - low > width {
    let middle = (low + high) / 2
    if try condition(middle) { high = middle } else { low = middle }
  }
  return (low + high) / 2
}

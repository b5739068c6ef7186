/// The number between `low` and `high` at which `condition` turns, from what it is at `low` to the
/// contrary, by halving down to a width of `tolerance`, or to the last bit.
///
/// Nothing but the order is asked of the condition, so a spike may decide as well as a sign.
func boundary(
  from low: Double, to high: Double, within tolerance: Double = 0,
  where condition: (Double) -> Bool
) -> Double {
  let atLow = condition(low)
  var (low, high) = (low, high)
  var middle = low + (high - low) / 2
  while middle > low, middle < high, high - low > tolerance {
    if condition(middle) == atLow { low = middle } else { high = middle }
    middle = low + (high - low) / 2
  }
  return high
}

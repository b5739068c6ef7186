import RallRun
import Testing

@Suite("A file for a figure")
struct PlotFileTests {
  private func failure(_ path: String) -> Failure? {
    do throws(Failure) {
      _ = try PlotFile(path)
      return nil
    } catch {
      return error
    }
  }

  @Test("is named .svg, and takes the place of nothing but a figure")
  func names() throws {
    let bench = try Bench()
    for name in ["", ".svg", "cell.swc", "experiment.yaml", "plot.png", "svg"] {
      #expect(failure(name)?.status == 64, "'\(name)'")
    }
    try bench.write("rall: 1", to: "mine.svg")
    let refused = failure(bench.path("mine.svg"))
    #expect(refused?.status == 73 && refused?.lines[0].contains("give another name") == true)
    #expect(failure(bench.path(".")) != nil)
    #expect(failure(bench.path("new.svg")) == nil && failure(bench.path("NEW.SVG")) == nil)
    let axon = experiment(
      "measure: [{ name: r, input_resistance: { at: soma } }]", membrane: nil)
    try bench.write(axon, to: "experiment.yaml")
    let axis = try SweepAxis("cell.temperature=6..12 degC:2")
    let report = try axis.measure(file: bench.path("experiment.yaml"))
    for _ in 0..<2 { try report.writePlot(to: PlotFile(bench.path("r.svg"))) }
    #expect(bench.files.contains("r.svg"))
    try bench.write("mine", to: "r.svg")
    #expect(failure(bench.path("r.svg"))?.status == 73)
  }
}

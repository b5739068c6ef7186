import RallMorphology
import RallUnits
import Testing

@Suite("Sites on a morphology")
struct SiteTests {
  let cell = Shapes.forked

  func place(_ section: Int, _ position: Double) -> Location {
    Location(section: section, position: position.um)
  }

  func error(_ site: Site, on morphology: Morphology? = nil) -> SiteError? {
    do throws(SiteError) { _ = try site.locations(on: morphology ?? cell) } catch { return error }
    return nil
  }

  @Test("a sample of the file is found by its own id; on a fork it ends the parent")
  func samples() throws {
    #expect(try Site.swc(1).locations(on: cell) == [place(0, 0)])
    #expect(try Site.swc(4).locations(on: cell) == [place(2, 0)])
    #expect(try Site.swc(5).locations(on: cell) == [place(2, 30)])
    #expect(try Site.swc(6).locations(on: cell) == [place(2, 60)])
    #expect(try Site.swc(9).locations(on: cell) == [place(4, 140)])
    #expect(error(.swc(10)) == .unknownSample(10))
  }

  @Test("samples that the soma's sphere stands for are at its centre")
  func absorbed() throws {
    var cell = cell
    cell.soma.absorbed = [42]
    #expect(try Site.swc(42).locations(on: cell) == [place(0, 0)])
  }

  @Test("a fraction of a section is one of its path length")
  func fraction() throws {
    #expect(try Site.section(4, 0.25).locations(on: cell) == [place(4, 35)])
    #expect(try Site.section(4, 1).locations(on: cell) == [place(4, 140)])
    #expect(error(.section(5, 0.5)) == .noSuchSection(5, count: 5))
    #expect(error(.section(1, 1.5)) == .fractionOutside(section: 1, 1.5))
    #expect(error(.section(1, .nan)) != nil)
  }

  @Test("without a soma there is no site soma, and the start of the first section is offered")
  func noSoma() throws {
    #expect(try Site.soma.locations(on: cell) == [place(0, 0)])
    let cable = Morphology.cylinder(length: 1.mm, diameter: 2.um)
    #expect(error(.soma, on: cable) == .noSoma)
    #expect("\(SiteError.noSoma)".contains("section(0, 0)"))
  }

  @Test("at() follows the longest path of the region, from where it is entered")
  func along() throws {
    #expect(try Site.at(100.um, .apical).locations(on: cell) == [place(4, 40)])
    #expect(try Site.at(30.um, .apical).locations(on: cell) == [place(2, 30)])
    #expect(try Site.at(0.um, .axon).locations(on: cell) == [place(1, 0)])
    #expect(try Site.at(200.um, .apical).locations(on: cell) == [place(4, 140)])
    let far = Region.and(.apical, .compare(.distance, .greater, 40))
    #expect(try Site.at(5.um, far).locations(on: cell) == [place(2, 45)])
    #expect(try Site.at(25.um, far).locations(on: cell) == [place(4, 5)])
  }

  @Test("at() beyond the end says how long the longest path is")
  func beyond() {
    #expect(error(.at(201.um, .apical)) == .beyond(201.um, .apical, longest: 200.um))
    #expect(error(.at(1.um, .basal)) == .emptyRegion(.basal))
    #expect(error(.at(-1.um, .axon)) == .noPathLength(-1.um))
    #expect(error(.at(1.um, .section(9))) == .region(.noSuchSection(9, count: 5)))
  }

  @Test("tips and forks are those of the region")
  func ends() throws {
    #expect(
      try Site.tips(.all).locations(on: cell) == [place(1, 100), place(3, 40), place(4, 140)])
    #expect(try Site.tips(.apical).locations(on: cell) == [place(3, 40), place(4, 140)])
    #expect(try Site.forks(.all).locations(on: cell) == [place(2, 60)])
    #expect(error(.forks(.axon)) == .noForks(.axon))
    #expect(error(.tips(.section(2))) == .noTips(.section(2)))
    #expect(error(.tips(.basal)) == .emptyRegion(.basal))
  }

  @Test("without myelin there are no nodes, and every vertex is not one place")
  func later() {
    #expect(error(.nodes) == .noMyelin)
    #expect(error(.node(3)) == .noMyelin)
    #expect(error(.all) == .everyVertex)
  }

  @Test(
    "a site is printed as an experiment writes it",
    arguments: [
      (Site.soma, "soma"), (.swc(1204), "swc(1204)"), (.section(3, 0.5), "section(3, 0.5)"),
      (.section(0, 0), "section(0, 0)"), (.at(300.um, .axon), "at(300 um, axon)"),
      (.tips(.or(.basal, .apical)), "tips(basal or apical)"), (.forks(.all), "forks(all)"),
      (.nodes, "nodes"), (.node(3), "nodes(3)"), (.all, "all"),
    ])
  func printed(site: Site, text: String) { #expect("\(site)" == text) }
}

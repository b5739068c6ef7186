import Foundation
import RallMorphology
import RallSWC
import RallUnits
import Testing

@Suite("Inspection")
struct InspectionTests {
  private func inspect(_ text: String, _ options: ReadingOptions = .init()) -> Inspection {
    Inspection(bytes: Array(text.utf8), name: "a/cell.swc", options: options)
  }

  private func object(_ json: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
    return try #require(value as? [String: Any])
  }

  @Test("the JSON has the stable keys, in their order, and the numbers of the neuron")
  func json() throws {
    let inspection = inspect(Neuron.plain)
    let json = inspection.json
    let keys = [
      "file", "sha256", "simulatable", "samples", "roots", "forks", "tips", "longestPath", "soma",
      "neurites", "types", "raw", "diagnostics",
    ]
    var rest = json[...]
    for key in keys {
      let place = try #require(rest.range(of: "\"\(key)\": "))
      rest = rest[place.upperBound...]
    }
    let object = try object(json)
    #expect(Set(object.keys) == Set(keys))
    #expect(object["file"] as? String == "a/cell.swc")
    #expect(object["simulatable"] as? Bool == true)
    #expect(object["samples"] as? Int == 8 && object["roots"] as? Int == 1)
    #expect(object["forks"] as? Int == 1 && object["tips"] as? Int == 3)
    #expect(object["longestPath"] as? Double == 60)
    let soma = try #require(object["soma"] as? [String: Any])
    #expect(Set(soma.keys) == ["rule", "samples", "area"] && soma["rule"] as? String == "sphere")
    let neurites = try #require(object["neurites"] as? [String: Any])
    #expect(Set(neurites.keys) == ["sections", "length", "area", "volume"])
    #expect(neurites["length"] as? Double == 130)
    let types = try #require(object["types"] as? [String: [String: Any]])
    #expect(Set(types.keys) == ["axon", "apical"])
    #expect(
      Set(types["axon"]!.keys) == ["type", "sections", "samples", "length", "area", "volume"])
    #expect(types["apical"]?["type"] as? Int == 4 && types["apical"]?["samples"] as? Int == 5)
    #expect(types["apical"]?["sections"] as? Int == 3)
    let raw = try #require(object["raw"] as? [String: Any])
    #expect(Set(raw.keys) == ["length", "area"] && raw["length"] as? Double == 140)
    #expect((object["diagnostics"] as? [Any])?.isEmpty == true)
  }

  @Test("types of no name are named by their number, and the soma is none of them")
  func names() throws {
    let text = "1 1 0 0 0 5 -1\n2 6 0 5 0 1 1\n3 6 0 9 0 2 2\n4 0 5 0 0 1 1\n5 0 9 0 0 2 4\n"
    let types = try #require(try object(inspect(text).json)["types"] as? [String: Any])
    #expect(Set(types.keys) == ["custom6", "undefined"])
  }

  @Test("a rejected file gives its name and its diagnostics, and nothing else")
  func rejected() throws {
    for text in ["", "1 1 0 0 0 nan -1\n", SomaTests.outline(8), RepairTests.trees] {
      let inspection = inspect(text)
      #expect(!inspection.isSimulatable)
      let object = try object(inspection.json)
      #expect(Set(object.keys) == ["file", "diagnostics"])
      let diagnostics = try #require(object["diagnostics"] as? [[String: Any]])
      #expect(diagnostics.contains { $0["severity"] as? String == "error" })
      for diagnostic in diagnostics {
        #expect(Set(diagnostic.keys) == ["severity", "code", "line", "message"])
      }
    }
  }

  @Test("a file that needs a repair gives the full object and cannot be simulated")
  func needsRepair() throws {
    for text in [RepairTests.zeros, RepairTests.duplicates] {
      let object = try object(inspect(text).json)
      #expect(object["simulatable"] as? Bool == false && object["neurites"] != nil)
      let repaired = inspect(text, .init(repair: [.zeroRadius, .duplicatePoints]))
      #expect(repaired.isSimulatable)
    }
  }

  @Test("the scale reaches every number")
  func scale() throws {
    let object = try object(inspect(Neuron.plain, .init(scale: 0.5)).json)
    #expect(object["longestPath"] as? Double == 30)
    #expect((object["raw"] as? [String: Any])?["length"] as? Double == 70)
  }

  @Test("the table tells the soma's rule, every type, the warnings by line and the verdict")
  func text() {
    let text = inspect(Neuron.plain + "9 4 0 66 0 0.4 8 7\n").text
    for part in [
      "9 samples, 1 root", "soma: sphere, 1 sample, area 314.16 um2",
      "2 edges to neurites left out, 10.00 um", "longest path from the soma or root: 61.00 um",
      "20000 ohm cm2 and 150 ohm cm", "a/cell.swc:9: warning: 8 columns", "[extraColumns]",
    ] {
      #expect(text.contains(part))
    }
    #expect(text.hasSuffix("can be simulated"))
    let row = text.split(separator: "\n").first { $0.hasPrefix("axon") }
    #expect(
      row?.split(separator: " ").map(String.init).prefix(6) == [
        "axon", "2", "1", "2", "40.00", "125.66",
      ])
    #expect(inspect("").text.hasSuffix("cannot be simulated"))
  }

  @Test("lambda of 1 um at 20000 ohm cm2 and 150 ohm cm is 577.35 um, and grows with the root")
  func lambda() {
    // √(1e-4 cm · 20000 Ω cm² / (4 · 150 Ω cm)) = 0.057735 cm.
    let one = Inspection.lengthConstant(ofDiameter: 1.um).value(in: .um)
    #expect(one.isWithin(1e-12, of: 1e6 / 3_000_000.0.squareRoot()))
    #expect(Inspection.lengthConstant(ofDiameter: 4.um).value(in: .um).isWithin(1e-15, of: 2 * one))
  }

  @Test("a file name with quotes in it is quoted")
  func quotes() throws {
    let name = "a \"b\"\\c.swc"
    let inspection = Inspection(bytes: Array(Neuron.plain.utf8), name: name)
    #expect(try object(inspection.json)["file"] as? String == name)
  }
}

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-4 examples, and lengths about the padding's edges.
  @Test(
    "known digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func known(text: String, digest: String) { #expect(SHA256.hex(of: text.utf8) == digest) }

  @Test("in pieces or at once, the digest is one", arguments: [0, 1, 55, 56, 63, 64, 65, 200])
  func pieces(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for piece in [1, 7, 64, 100] {
      var hash = SHA256()
      for start in stride(from: 0, to: count, by: piece) {
        hash.update(Array(bytes[start..<min(start + piece, count)]))
      }
      #expect(hash.hex() == SHA256.hex(of: bytes))
    }
  }
}

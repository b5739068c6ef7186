"""Hands what stands in results to the programs that analyse it, and judges what they find.

    analyses.py RESULT [RESULT ...]     of each RESULT.h5, RESULT.json and RESULT.inspect.json
"""

import json
import pathlib
import sys
import tempfile

import efel
import h5py
import lfpykit
import morphio
import neurom
import numpy as np

from table import Table, reports


def check_efel(table, file, printed):
    """Spikes in the finest trace of the soma, beside the detector there."""
    fine = [file[path] for path in reports(file) if file[path]["data"].attrs["variable"] == "v"]
    report = min(fine, key=lambda report: report["time"][1], default=None)
    sites = [(name, number, site) for name, all in printed["detect"].items()
             for number, site in enumerate(all) if site["at"] == "soma" and site["times"]]
    if report is None or not sites:
        return
    name, number, site = sites[0]
    compartment = file[f"events/{name}"].attrs["compartments"][number]
    columns = np.flatnonzero(report["compartment"][:] == compartment)
    if not len(columns):
        return
    times, trace = report["time"][:], report["data"][:, columns[0]].astype(float)
    every = times[1]

    def spikes():
        efel.reset()
        efel.set_setting("Threshold", float(file[f"events/{name}"].attrs["threshold"]))
        efel.set_setting("interp_step", float(every))
        found = efel.get_feature_values(
            [{"T": times, "V": trace, "stim_start": [0.0], "stim_end": [times[-1]]}],
            ["Spikecount", "peak_voltage", "peak_time"])[0]
        count = int(found["Spikecount"][0]) == len(site["times"])
        # The highest frame lies at most half an interval from the peak: lower by at most V'' h^2 / 8.
        curvature = np.abs(np.diff(trace, 2)).max() / every**2
        bound = curvature * every**2 / 8 + 1e-4
        off = np.abs(found["peak_voltage"] - np.array(site["peaks"])).max() if count else np.nan
        later = (found["peak_time"] > np.array(site["times"])).all() if count else False
        return count and off <= bound and later, f"{len(site['times'])} spikes, peaks within {off:.2g} of {bound:.2g} mV"

    table.attempt("eFEL", "spikes and peaks of the soma's trace", spikes)


def check_lfpykit(table, file):
    """The potential around the cell, of the membrane currents as they are in the file."""
    for path in reports(file):
        report = file[path]
        compartments = report["compartment"][:]
        whole = len(compartments) == len(np.unique(compartments)) and len(compartments) > 1
        if report["data"].attrs["variable"] != "i_membrane" or not whole:
            continue

        def potential():
            ends = [np.array([report[f"{axis}0"][:], report[f"{axis}1"][:]]).T for axis in "xyz"]
            cell = lfpykit.CellGeometry(x=ends[0], y=ends[1], z=ends[2], d=report["diameter"][:])
            away = np.array([[2e4], [1e4], [-1e4]])
            near = np.array([[30.0], [40.0], [60.0]])
            currents = report["data"][:].T.astype(float)
            off = []
            for place in [near, away]:
                found = lfpykit.PointSourcePotential(
                    cell, x=place[0], y=place[1], z=place[2], sigma=0.3).get_transformation_matrix() @ currents
                middle = np.array([end.mean(axis=1) for end in ends])
                distance = np.linalg.norm(middle - place, axis=0)
                exact = (currents / (4 * np.pi * 0.3 * distance[:, None])).sum(axis=0)
                size = (np.abs(currents) / (4 * np.pi * 0.3 * distance[:, None])).sum(axis=0).max()
                off.append(np.abs(found[0] - exact).max() / size)
            # Sums of C products, each rounded.
            return max(off) <= len(compartments) * 2**-52, f"within {max(off):.0e} of point sources' potential"

        def line():
            edges = file[f"geometry/{path.rsplit('/', 1)[-1]}/half_edges"]
            ends = [np.array([edges[f"{axis}0"][:], edges[f"{axis}1"][:]]).T for axis in "xyz"]
            length = np.sqrt(sum((end[:, 1] - end[:, 0])**2 for end in ends))
            kept = length > 0
            area, owner = edges["area"][:], edges["compartment"][:]
            share = area / np.bincount(owner, area)[owner]
            order = {compartment: column for column, compartment in enumerate(compartments)}
            density = report["data"][:].T.astype(float)[[order[one] for one in owner]] * share[:, None]
            cell = lfpykit.CellGeometry(
                x=ends[0][kept], y=ends[1][kept], z=ends[2][kept], d=area[kept] / (np.pi * length[kept]))
            away = lfpykit.LineSourcePotential(
                cell, x=np.array([1e6]), y=np.array([0.0]), z=np.array([0.0]), sigma=0.3
            ).get_transformation_matrix() @ density[kept]
            # A metre away there is one source: what the electrodes let in and no more.
            total = density[kept].sum(axis=0) / (4 * np.pi * 0.3 * 1e6)
            size = np.abs(density[kept]).sum(axis=0).max() / (4 * np.pi * 0.3 * 1e6)
            reach = max(np.abs(end).max() for end in ends) / 1e6
            return np.abs(away[0] - total).max() <= 2 * reach * size, "line sources: one source from far away"

        table.attempt("LFPykit", f"/{path} as it is", potential)
        table.attempt("LFPykit", f"/{path} on the half-edges", line)


def check_neurom(table, path, file, inspected):
    """The shape within, measured by NeuroM, beside what rall makes of the SWC file."""
    for cell in file["morphology"]:
        if not inspected.get("simulatable"):
            continue

        def shape(load):
            neuron = neurom.core.Morphology(load())
            length = sum(neurom.get("section_lengths", neuron))
            wanted = inspected["neurites"]["length"]
            tips = neurom.get("number_of_leaves", neuron)
            good = abs(length - wanted) <= 1e-5 * wanted and tips == inspected["tips"]
            return good, f"{length:.2f} um of neurite, {tips} tips"

        def text():
            with tempfile.TemporaryDirectory() as folder:
                name = pathlib.Path(folder) / "cell.swc"
                name.write_bytes(file[f"morphology/{cell}/swc_text"][:].tobytes())
                return shape(lambda: morphio.Morphology(name))

        table.attempt("NeuroM", "the tables within", lambda: shape(lambda: morphio.Collection(path).load(f"morphology/{cell}")))
        table.attempt("NeuroM", "the SWC text within", text)


def main(results):
    morphio.set_maximum_warnings(0)
    table = Table()
    for result in results:
        with open(f"{result}.json") as opened:
            printed = json.load(opened)
        inspected = pathlib.Path(f"{result}.inspect.json")
        with h5py.File(f"{result}.h5") as file:
            print(f"{file.attrs['title']} ({result}.h5)")
            check_efel(table, file, printed)
            check_lfpykit(table, file)
            if inspected.exists():
                check_neurom(table, f"{result}.h5", file, json.loads(inspected.read_text()))
    return table.end()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))

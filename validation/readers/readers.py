"""Opens results of rall with the readers of the field and compares what each of them read.

    readers.py RESULT.h5 RESULT.json [RESULT.h5 RESULT.json ...]

RESULT.json is what `rall run --json` printed of the same run.
"""

import hashlib
import json
import sys

import h5py
import libsonata
import morphio
import netCDF4
import numpy as np
import xarray as xr
from bmtk.utils.reports import CompartmentReport
from bmtk.utils.reports.spike_trains import SpikeTrains

from table import Table, reports

ENGINES = ["netcdf4", "h5netcdf"]


def check_h5py(table, file, printed):
    """The plain view, and that it says what the command printed."""
    table.check("h5py", "status as printed", file.attrs["status"] == printed["status"],
                file.attrs["status"])
    vertices = len(np.unique(np.concatenate(
        [file[f"geometry/{cell}/half_edges/compartment"][:] for cell in file["geometry"]]
        + [file[path]["compartment"][:] for path in reports(file)])))
    table.check("h5py", "compartments as printed", vertices == printed["compartments"], vertices)
    provenance = file["provenance"].attrs
    table.check("h5py", "step as printed", provenance["step_ms"] == printed["step"],
                f"{provenance['step_ms']} ms")
    last = max(file[path]["time"][-1] for path in reports(file))
    # Steps between two edges of a stimulus are at most the step, and cut finer behind an edge.
    table.check("h5py", "the steps cover the frames",
                printed["steps"] * printed["step"] > last - printed["step"],
                f"{printed['steps']} steps, last frame at {last} ms")
    for path in reports(file):
        data = file[path]["data"]
        table.check("h5py", f"/{path}: all frames there",
                    data.shape == (file[path]["frames_written"][()], len(file[path]["compartment"])),
                    f"{data.shape[0]} x {data.shape[1]} {data.attrs['variable']} in {data.attrs['units']}")
        table.check("h5py", f"/{path}: every value is a number",
                    data.attrs["units"] == "1" or bool(np.isfinite(data[:]).all()))
        if data.attrs["variable"] == "i_membrane" and data.shape[1] == vertices:
            check_balance(table, file, path)
    check_detectors(table, file, printed)
    check_measures(table, file, printed)


def check_balance(table, file, path):
    """What flows out through the whole membrane is what the electrodes let in."""
    data, times = file[path]["data"][:].astype(float), file[path]["time"][:]
    injected, clear = np.zeros(len(times)), np.ones(len(times), bool)
    for stimulus in file.get("stimulus", {}).values():
        corners = stimulus["time"][:]
        injected += np.interp(times, corners, stimulus["current"][:])
        # Upright at a corner the current has two values, and either is right.
        clear &= np.abs(times[:, None] - corners).min(axis=1) > 1e-9
    off = np.abs(data.sum(axis=1) - injected)[clear].max()
    # Each current is rounded to single precision.
    bound = 2**-24 * np.abs(data).sum(axis=1).max() + 1e-9
    table.check("h5py", f"/{path}: adds up to what was injected", off <= bound, f"within {off:.1e} nA")


def check_detectors(table, file, printed):
    for name, sites in printed["detect"].items():
        events = file["events"][name]
        for point, site in enumerate(sites):
            mine = events["point"][:] == point
            times, peaks = events["timestamps"][:][mine], events["peak"][:][mine]
            table.check("h5py", f"/events/{name}: spike times at {site['at']} as printed",
                        times.tolist() == site["times"], f"{len(times)} spikes")
            # The file keeps peaks in single precision.
            table.check("h5py", f"/events/{name}: peaks at {site['at']} as printed",
                        np.allclose(peaks, site["peaks"], rtol=2**-23, atol=0))


def check_measures(table, file, printed):
    for name, answer in printed["measure"].items():
        group = file["measure"][name]
        table.check("h5py", f"/measure/{name}: kind as printed",
                    group.attrs["kind"] == answer["kind"], answer["kind"])
        entries = answer.get("values", [answer] if answer.get("value") is not None else [])
        found = {}
        for entry in entries:
            quantity = entry.get("quantity", "value")
            index = found[quantity] = found.get(quantity, -1) + 1
            stored = group[quantity]
            unit = entry.get("unit", answer.get("unit"))
            table.check("h5py", f"/measure/{name}: {quantity} as printed",
                        stored[index] == entry["value"] and stored.attrs["units"] == unit,
                        f"{stored[index]:.6g} {stored.attrs['units']}")


def check_libsonata(table, path, file):
    """Reports and spikes as SONATA has them."""
    def report():
        populations = libsonata.ElementReportReader(path)
        for name in populations.get_population_names():
            population, plain = populations[name], file["report"][name]
            frame = population.get()
            same = np.array_equal(frame.data, plain["data"][:])
            ids = frame.ids[:, 1].tolist() == plain["section_id"][:].tolist()
            # libsonata adds the step up: an error of half an ulp a step.
            bound = len(frame.times) * np.spacing(frame.times[-1])
            off = np.abs(frame.times - plain["time"][:]).max()
            units = population.data_units == plain["data"].attrs["units"]
            if not (same and ids and units and off <= bound):
                return False, f"{name}: data {same}, sections {ids}, units {units}, times off {off}"
        return True, f"{frame.data.shape}, times within {off:.1e} ms"

    def spikes():
        populations = libsonata.SpikeReader(path)
        count = 0
        for name in populations.get_population_names():
            population = populations[name]
            read = population.get_dict()
            if population.sorting != "by_time":
                return False, population.sorting
            count += len(read["timestamps"])
            if not (np.array_equal(read["timestamps"], file["spikes"][name]["timestamps"][:])
                    and np.array_equal(read["node_ids"], file["spikes"][name]["node_ids"][:])):
                return False, name
        return True, f"{count} spikes"

    if "report" in file:
        table.attempt("libsonata", "voltages, times and sections as h5py", report)
    table.attempt("libsonata", "spikes as h5py", spikes)


def check_bmtk(table, path, file):
    """Reports and spikes by the other implementation of SONATA."""
    def report():
        population = CompartmentReport(path, "r")
        name = population.populations[0]
        plain = file["report"][name]
        same = np.array_equal(population.data(), plain["data"][:])
        frames = len(population.time_trace())
        return same and frames == len(plain["time"]), f"{frames} frames by its own count"

    def spikes():
        table = SpikeTrains.from_sonata(path).to_dataframe()
        name = next(iter(file["spikes"]))
        times = file["spikes"][name]["timestamps"][:]
        return np.array_equal(np.sort(table["timestamps"].to_numpy()), times), f"{len(table)} spikes"

    if "report" in file:
        table.attempt("bmtk", "voltages as h5py, frames counted right", report)
    if any(len(file["spikes"][name]["timestamps"]) for name in file["spikes"]):
        table.attempt("bmtk", "spikes as h5py", spikes)


def groups(dataset, path=""):
    yield path
    for name in dataset.groups:
        yield from groups(dataset.groups[name], f"{path}/{name}")


def check_xarray(table, path, file, engine):
    """Every group opens, no dimension is made up, and values are those of h5py."""
    with netCDF4.Dataset(path) as dataset:
        places = list(groups(dataset))

    def everything():
        made_up, count = [], 0
        for place in places:
            with xr.open_dataset(path, engine=engine, group=place or None) as opened:
                made_up += [f"{place}: {name}" for name in opened.sizes if "phony" in str(name)]
                for name, variable in opened.variables.items():
                    plain = file[f"{place}/{name}"]
                    if plain.dtype.kind in "SO":
                        continue
                    count += 1
                    if not np.array_equal(variable.values, plain[()], equal_nan=plain.dtype.kind == "f"):
                        return False, f"{place}/{name} differs"
        return not made_up, ", ".join(made_up) or f"{len(places)} groups, {count} variables"

    def root():
        first = file[reports(file)[0]]
        variable = first["data"].attrs["variable"]
        with xr.open_dataset(path, engine=engine) as opened:
            traces = opened[variable]
            soma = traces.isel(compartment=0).sel(time=first["time"][len(first["time"]) // 2])
            right = (traces.dims == ("time", "compartment") and "x" in traces.coords
                     and traces.attrs["units"] == first["data"].attrs["units"]
                     and float(soma) == first["data"][len(first["time"]) // 2, 0])
            return right, f"{variable} {dict(traces.sizes)}"

    table.attempt(engine, "xarray opens every group and reads as h5py", everything)
    table.attempt(engine, "xarray opens the file itself as a table of traces", root)


def check_morphio(table, path, file):
    """The shape within is whole: bytes, sections, lengths."""
    for cell in file["morphology"]:
        group = file["morphology"][cell]
        digest = hashlib.sha256(group["swc_text"][:].tobytes()).hexdigest()
        table.check("hashlib", f"/morphology/{cell}: the SWC bytes have their hash",
                    digest == group.attrs["sha256"], digest[:12])

        def shape():
            neuron = morphio.Collection(path).load(f"morphology/{cell}")
            edges = file[f"geometry/{cell}/half_edges"]
            types = edges["swc_type"][:]
            neurites = sum(np.linalg.norm(np.diff(s.points, axis=0), axis=1).sum()
                           for s in neuron.iter())
            lengths = edges["length"][:][types != 1].sum()
            # Points are in single precision, and a length adds up a few thousand of them.
            right = abs(neurites - lengths) <= 1e-5 * lengths
            return right, f"{len(neuron.sections)} sections, {neurites:.2f} um of neurite"

        table.attempt("MorphIO", f"/morphology/{cell}: neurites as long as the compartments", shape)


def main(arguments):
    table = Table()
    for path, printed_path in zip(arguments[::2], arguments[1::2]):
        with open(printed_path) as printed_file:
            printed = json.load(printed_file)
        with h5py.File(path) as file:
            print(f"{file.attrs['title']} ({path})")
            check_h5py(table, file, printed)
            check_libsonata(table, path, file)
            check_bmtk(table, path, file)
            for engine in ENGINES:
                check_xarray(table, path, file, engine)
            check_morphio(table, path, file)
    return table.end()


if __name__ == "__main__":
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))

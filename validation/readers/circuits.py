"""Opens results that were handed on as SONATA's folders and as tables, and compares them with the result.

    circuits.py RESULT [RESULT ...]     of each RESULT.h5, RESULT.json, RESULT.sonata/ and RESULT.csv/
"""

import csv
import json
import pathlib
import sys

import bluepysnap
import h5py
import libsonata
import numpy as np

from table import Table, reports


def check_bluepysnap(table, folder, file, printed):
    """The folder is a simulation of one cell: its node, its shape, its reports, its spikes."""
    simulation = bluepysnap.Simulation(folder / "simulation_config.json")
    cell = next(iter(file["spikes"]))
    node = bluepysnap.circuit_ids.CircuitNodeId(cell, 0)

    def circuit():
        nodes = simulation.circuit.nodes[cell]
        ids = nodes.ids().tolist()
        return ids == [0] and nodes.size == 1, f"population {cell}, {nodes.get(0)['model_type']}"

    def shape():
        # The default of bluepysnap is to take the SWC's section of the soma for a section of its own.
        morphology = simulation.circuit.nodes[cell].morph.get(0)
        stored = file[f"morphology/{cell}/swc_text"][:].tobytes()
        same = (folder / "morphologies" / f"{cell}.swc").read_bytes() == stored
        return same and len(morphology.sections) > 0, f"{len(morphology.sections)} sections"

    def spikes():
        found = simulation.spikes[cell].get(node)
        first = next(iter(printed["detect"].values()))[0]["times"] if printed["detect"] else []
        # Of equal times the order may be another.
        return np.array_equal(np.sort(found.index.to_numpy()), np.sort(first)), f"{len(found)} spikes as printed"

    def times():
        step = simulation.dt == printed["step"]
        return step and simulation.time_stop >= simulation.dt, f"step {simulation.dt} ms, to {simulation.time_stop} ms"

    table.attempt("bluepysnap", "a circuit of one cell", circuit)
    if (file["morphology"][cell]["structure"][:, 1] != 1).any():
        table.attempt("bluepysnap", "its shape, byte for byte", shape)
    table.attempt("bluepysnap", "spikes as printed", spikes)
    table.attempt("bluepysnap", "step and end", times)
    for path in reports(file):
        plain = file[path]
        name = plain["data"].attrs["recording"]

        def report():
            found = simulation.reports[name][cell].get()
            # bluepysnap sorts by section.
            order = np.argsort(plain["section_id"][:], kind="stable")
            same = np.array_equal(found.to_numpy(), plain["data"][:][:, order], equal_nan=True)
            sections = [column[-1] for column in found.columns] == plain["section_id"][:][order].tolist()
            # A time is the sum of steps.
            off = np.abs(found.index.to_numpy() - plain["time"][:]).max()
            bound = max(1e-9, len(found) * np.spacing(plain["time"][-1]))
            good = same and sections and off <= bound
            return good, f"{found.shape[0]} x {found.shape[1]}, sections {sections}, values {same}, times within {off:.0e} ms"

        table.attempt("bluepysnap", f"report {name}: every value of /{path}", report)


def check_libsonata(table, folder, file):
    """The configuration is one that the reference implementation accepts."""
    def configuration():
        text = (folder / "simulation_config.json").read_text()
        config = libsonata.SimulationConfig(text, str(folder))
        names = sorted(file[path]["data"].attrs["recording"] for path in reports(file))
        return sorted(config.list_report_names) == names, f"reports {', '.join(names)}"

    def circuit():
        config = libsonata.CircuitConfig.from_file(str(folder / "circuit_config.json"))
        return config.node_populations == set(file["spikes"]), str(config.node_populations)

    table.attempt("libsonata", "simulation_config.json", configuration)
    table.attempt("libsonata", "circuit_config.json", circuit)


def numbers(value):
    """All numbers within a value of JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {number for item in value for number in numbers(item)}
    return {float(value)} if isinstance(value, (int, float)) else set()


def check_csv(table, folder, file, printed):
    """A table a recording, the spikes, the measures."""
    for path in reports(file):
        plain = file[path]
        name = plain["data"].attrs["recording"]

        def frames():
            with open(folder / f"{name}.csv", newline="") as opened:
                head, *rows = list(csv.reader(opened))
            numbers = np.array(rows, float)
            same = np.array_equal(numbers[:, 1:].astype(np.float32), plain["data"][:], equal_nan=True)
            times = np.array_equal(numbers[:, 0], plain["time"][:])
            right = head[0] == "time ms" and all(plain["data"].attrs["units"] in word for word in head[1:])
            return same and times and right, f"{len(rows)} rows of {len(head)} columns"

        table.attempt("csv", f"{name}.csv: every value of /{path}", frames)

    def spikes():
        with open(folder / "spikes.csv", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for name, sites in printed["detect"].items():
            for site in sites:
                mine = [float(row["time ms"]) for row in rows
                        if row["detector"] == name and row["site"] == site["at"]]
                if mine != site["times"]:
                    return False, f"{name} at {site['at']}"
        return True, f"{len(rows)} spikes as printed"

    def measures():
        with open(folder / "measures.csv", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            if float(row["value"]) not in numbers(printed["measure"][row["measure"]]):
                return False, f"{row['measure']}: {row['value']}"
        answered = {name for name, answer in printed["measure"].items()
                    if answer.get("values") or answer.get("value") is not None}
        return {row["measure"] for row in rows} == answered, f"{len(rows)} numbers as printed"

    table.attempt("csv", "spikes.csv as printed", spikes)
    table.attempt("csv", "measures.csv as printed", measures)


def main(results):
    table = Table()
    for result in results:
        with open(f"{result}.json") as opened:
            printed = json.load(opened)
        with h5py.File(f"{result}.h5") as file:
            print(f"{file.attrs['title']} ({result}.sonata, {result}.csv)")
            folder = pathlib.Path(f"{result}.sonata")
            check_bluepysnap(table, folder, file, printed)
            check_libsonata(table, folder, file)
            check_csv(table, pathlib.Path(f"{result}.csv"), file, printed)
    return table.end()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))

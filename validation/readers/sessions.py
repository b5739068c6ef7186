"""Opens results that were handed on as Neurodata Without Borders, and compares them with the result.

    sessions.py RESULT [RESULT ...]     of each RESULT.h5, RESULT.json and RESULT.nwb
"""

import json
import sys
import warnings

import elephant.statistics
import h5py
import neo
import numpy as np
import pynwb
import quantities

from table import Table, reports

BASE = {"mV": ("volts", 1e-3), "nA": ("amperes", 1e-9), "1": ("n.a.", 1)}


def check_validator(table, path):
    """What pynwb's own validator has to say."""
    def validate():
        found = pynwb.validate(path=path)
        errors = found[0] if isinstance(found, tuple) else found
        return not errors, "; ".join(map(str, errors)) or "no complaint"

    table.attempt("pynwb", "its validator", validate)


def check_series(table, session, file):
    """Every recording is a series of the same values, in base units, at times in seconds."""
    for path in reports(file):
        plain = file[path]
        name = plain["data"].attrs["recording"]

        def series():
            found = session.acquisition[name]
            unit, factor = BASE[plain["data"].attrs["units"]]
            same = np.array_equal(found.data[:], plain["data"][:], equal_nan=True)
            times = np.allclose(found.timestamps[:], plain["time"][:] / 1000, rtol=2**-52, atol=0)
            units = found.unit == unit and np.isclose(found.conversion, factor, rtol=2**-23, atol=0)
            return same and times and units, f"{found.data.shape} in {unit} of {found.conversion:g}"

        def columns():
            rows = session.processing["rall"][name].to_dataframe()
            same = all(np.array_equal(rows[mine], plain[its][:]) for mine, its in [
                ("compartment", "compartment"), ("section", "section_id"), ("x", "x"), ("y", "y"),
                ("z", "z"), ("diameter", "diameter")])
            return same, f"{len(rows)} places"

        table.attempt("pynwb", f"acquisition/{name}: every value of /{path}", series)
        table.attempt("pynwb", f"processing/rall/{name}: where its columns are", columns)


def check_stimuli(table, session, file):
    for name, plain in file.get("stimulus", {}).items():
        def stimulus():
            found = session.stimulus[name]
            values = plain["command" if "command" in plain else "current"]
            times = plain["command_time" if "command" in plain else "time"]
            same = np.array_equal(found.data[:], values[:])
            return same and np.allclose(found.timestamps[:], times[:] / 1000, rtol=2**-52, atol=0), f"{len(values)} corners or samples"

        table.attempt("pynwb", f"stimulus {name} as applied", stimulus)


def check_units(table, session, printed):
    def units():
        if not printed["detect"]:
            return session.units is None, "none"
        rows = session.units.to_dataframe()
        wanted = [(name, site["at"], site["times"]) for name, sites in printed["detect"].items() for site in sites]
        for (name, place, times), (_, row) in zip(wanted, rows.iterrows(), strict=True):
            right = row["detector"] == name and row["site"] == place
            if not right or not np.allclose(row["spike_times"], np.array(times) / 1000, rtol=2**-52, atol=0):
                return False, f"{name} at {place}"
        return True, f"{len(rows)} points of detectors as printed"

    table.attempt("pynwb", "units: spike times as printed", units)


def check_neo(table, path, file, printed):
    """neo opens the session by itself, and elephant takes its trains."""
    segments = []

    def session():
        segments.append(neo.io.NWBIO(path, mode="r").read_all_blocks()[0].segments[0])
        return True, f"{len(segments[0].spiketrains)} trains"

    table.attempt("neo", "the session", session)
    if not segments:
        return
    segment, = segments
    end = max(file[place]["time"][-1] for place in reports(file))

    def signals():
        found = {signal.name: signal for signal in segment.analogsignals + segment.irregularlysampledsignals}
        for place in reports(file):
            plain = file[place]
            signal = found[plain["data"].attrs["recording"]]
            units = plain["data"].attrs["units"]
            values = (signal if units == "1" else signal.rescale(units)).magnitude.reshape(plain["data"].shape)
            if not np.allclose(values, plain["data"][:], rtol=2**-22, atol=0, equal_nan=True):
                return False, place
        return True, f"{len(found)} signals"

    def rate():
        trains = segment.spiketrains
        wanted = [site["times"] for sites in printed["detect"].values() for site in sites]
        if len(trains) != len(wanted):
            return False, f"{len(trains)} trains for {len(wanted)} points"
        for train, times in zip(trains, wanted):
            counted = elephant.statistics.mean_firing_rate(
                train, t_start=0 * quantities.s, t_stop=end * quantities.ms)
            expected = len(times) / end * 1000
            if not np.isclose(float(counted.rescale("Hz")), expected, rtol=1e-12):
                return False, f"{counted} for {expected} Hz"
            if not np.allclose(elephant.statistics.isi(train).rescale("ms").magnitude, np.diff(times), rtol=1e-9):
                return False, "intervals"
        return True, f"{len(trains)} trains, rates and intervals as printed"

    table.attempt("neo", "the signals of the session", signals)
    if printed["detect"]:
        table.attempt("elephant", "rates and intervals of its spike trains", rate)


def main(results):
    warnings.simplefilter("ignore")
    table = Table()
    for result in results:
        with open(f"{result}.json") as opened:
            printed = json.load(opened)
        path = f"{result}.nwb"
        with h5py.File(f"{result}.h5") as file:
            print(f"{file.attrs['title']} ({path})")
            check_validator(table, path)
            with pynwb.NWBHDF5IO(path, "r") as io:
                session = io.read()
                check_series(table, session, file)
                check_stimuli(table, session, file)
                check_units(table, session, printed)
            check_neo(table, path, file, printed)
    return table.end()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))

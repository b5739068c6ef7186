#!/usr/bin/env python3
"""Opens a sweep of cable.yaml as a user of xarray and of netCDF4 would, and holds the one against the other.

    opened.py SWEEP.h5
"""

import sys

import h5py
import netCDF4
import numpy as np
import xarray as xr


def main(path):
    for engine in ["h5netcdf", "netcdf4"]:
        sweep = xr.open_dataset(path, engine=engine)
        gna, temperature = sweep["membrane[0].hh.gna"], sweep["cell.temperature"]
        assert sweep.sizes["variant"] == 16
        # What was swept stands beside every answer.
        for name in ["speed", "spikes.spikes", "trace.v", "status"]:
            assert {"membrane[0].hh.gna", "cell.temperature"} <= set(sweep[name].coords), name
        assert gna.attrs["units"] == "mS/cm2" and temperature.attrs["units"] == "degC"
        assert np.allclose(gna, np.repeat(np.linspace(100, 140, 4), 4), rtol=1e-14, atol=0)
        speed = sweep["speed"]
        assert speed.attrs["units"] == "m/s"
        # A spike that heat has blocked has no velocity, and a remark that says why.
        blocked = np.isnan(speed.values)
        assert 0 < blocked.sum() < 16
        assert [bool(text) for text in sweep["speed_remark"].values] == list(blocked)
        # The law of Hodgkin and Huxley's axon: faster with more sodium channels, and with warmth below the block.
        table = sweep.set_index(variant=["membrane[0].hh.gna", "cell.temperature"]).unstack("variant")["speed"]
        cold = table.sel({"cell.temperature": 6.0}).values
        assert (np.diff(cold) > 0).all()
        trace = sweep["trace.v"]
        assert trace.dims == ("variant", "trace.v.time", "trace.v.column")
        assert np.isfinite(trace).all()
        assert list(sweep["trace.v.section_pos"].values) == [0.25, 0.75]
        with h5py.File(path) as file, netCDF4.Dataset(path) as classic:
            assert np.array_equal(file["speed"][()], speed.values, equal_nan=True)
            assert np.array_equal(classic["trace.v"][:], trace.values)
            assert list(classic["failure"][:]) == [""] * 16
        sweep.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

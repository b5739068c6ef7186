#!/usr/bin/env python3
"""Status 0 where two sweeps have the same datasets, to the last bit.

    same.py SWEEP.h5 OTHER.h5
"""

import sys

import h5py


def datasets(path):
    with h5py.File(path) as file:
        return {
            name: (item.dtype, item.shape, item[()].tobytes() if item.dtype.kind != "O" else item.asstr()[()].tolist())
            for name, item in file.items()
            if isinstance(item, h5py.Dataset)
        }


def main(one, other):
    one, other = datasets(one), datasets(other)
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    if differing or len(one) < 10:
        print(f"{len(one)} datasets; these differ: {', '.join(differing)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

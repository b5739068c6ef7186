"""The motor fibre of McIntyre, Richardson and Grill 2002 of 10 um in NEURON: 21 nodes, one compartment a segment.

Built from the paper's table, each segment with its own diameter, and NEURON's `extracellular` for what is outside
the axolemma. Needs motor_node.mod, compiled where it is imported.
"""

import math
import os

os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
from neuron import h  # noqa: E402

h.load_file("stdrun.hoc")

NODES = 21
FIBRE, AXON, NODE = 10.0, 6.9, 3.3
SPACING, FLUT, MYSA, LAMELLAE = 1150.0, 46.0, 3.0, 120
STIN = (SPACING - 1 - 2 * MYSA - 2 * FLUT) / 6
LENGTH = (NODES - 1) * SPACING + 1
REST = -80.0


class Fibre:
    """The sections in order, the middle of each along the fibre (um), and its nodes."""

    def __init__(self):
        inner = [(FLUT, AXON, 0.004, 1e-4)] + [(STIN, AXON, 0.004, 1e-4)] * 6 + [(FLUT, AXON, 0.004, 1e-4)]
        internode = [(MYSA, NODE, 0.002, 1e-3)] + inner + [(MYSA, NODE, 0.002, 1e-3)]
        kinds = ([(1.0, NODE, 0.002, None)] + internode) * (NODES - 1) + [(1.0, NODE, 0.002, None)]
        self.sections, self.middles, self.nodes = [], [], []
        reached = 0.0
        for number, (length, diameter, space, leak) in enumerate(kinds):
            section = h.Section(name=f"segment{number}")
            section.L, section.diam, section.nseg, section.Ra, section.cm = length, diameter, 1, 70, 2
            section.insert("extracellular")
            # 70 ohm cm over the ring between axolemma and sheath, in megohm/cm; the second layer conducts all.
            ring = math.pi * ((diameter / 2 + space) ** 2 - (diameter / 2) ** 2)
            section.xraxial[0] = 7000 / ring
            section.xg[1], section.xraxial[1], section.xc[1] = 1e10, 1e10, 0
            if leak is None:
                section.insert("motor_node")
                section.xg[0], section.xc[0] = 1e10, 0
                self.nodes.append(section)
            else:
                section.insert("pas")
                section.g_pas, section.e_pas = leak, -80
                # 2n membranes in series, on the area of the fibre.
                section.xg[0] = 0.001 / (2 * LAMELLAE) * FIBRE / diameter
                section.xc[0] = 0.1 / (2 * LAMELLAE) * FIBRE / diameter
            if self.sections:
                section.connect(self.sections[-1](1), 0)
            self.sections.append(section)
            self.middles.append(reached + length / 2)
            reached += length
        h.celsius = 37

    def outside(self, potentials):
        """Sets the potential outside each segment, mV."""
        for section, potential in zip(self.sections, potentials):
            section.e_extracellular = potential

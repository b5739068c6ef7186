"""What all programs are told, in mV, ms, nA, um, ohm cm, uF/cm2, S/cm2 and degC."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Leak:
    g: float
    e: float = -65


@dataclass(frozen=True)
class Squid:
    """The membrane of Hodgkin and Huxley."""

    gl: float = 3e-4
    el: float = -54.3


@dataclass(frozen=True)
class Cable:
    """A cone, or a cylinder, with one membrane."""

    length: float
    near: float
    far: float
    axoplasm: float
    membrane: Leak | Squid
    celsius: float = 6.3


DENDRITE = Leak(5e-5)
# One length constant, 816 um: the cable of V02 with L = 1.
SEALED = Cable((2 / 4 * 20000 / 150) ** 0.5 * 100, 2, 2, 150, DENDRITE)
FRUSTA = {(a, b): Cable(200, a, b, 150, DENDRITE) for a, b in ((6, 2), (2, 6))}
# A thousand square micrometres: a cylinder of which only the membrane is asked for.
PATCH = Cable(10, 100 / 3.141592653589793, 100 / 3.141592653589793, 35.4, Squid())
JUMP = 15
AXON = Cable(80000, 476, 476, 35.4, Squid(), celsius=18.5)
KICK = {"start": 0.1, "duration": 0.2, "amplitude": 40000}
PLACES, LEVEL = (0.5, 0.75), -35
RALLPACK1 = Cable(1000, 1, 1, 100, Leak(2.5e-5))
RALLPACK3 = Cable(1000, 1, 1, 100, Squid(gl=2.5e-5, el=-65))
STEP = {"start": 0, "duration": 1000, "amplitude": 0.1}

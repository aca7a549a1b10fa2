"""The qualities that listeners can be given, as SEGUE_LADDER names them."""

from django.conf import settings

from segue.media.types import Probe, RungSpec


def ladder() -> list[RungSpec]:
    """In the setting's order; the setting has been checked."""
    return [_rung(name) for name in settings.SEGUE.ladder.split(",")]


def rungs_for(*, is_lossless: bool) -> list[RungSpec]:
    """A FLAC of what was lossy before would only be a large copy of its faults."""
    return [rung for rung in ladder() if is_lossless or rung.codec != "flac"]


def first_rungs(probe: Probe) -> list[RungSpec]:
    """What a track needs to be heard: the lossless one, which costs next to nothing, and the first lossy one."""
    rungs = rungs_for(is_lossless=probe.is_lossless)
    first_lossy = next(rung for rung in rungs if rung.codec != "flac")
    return [rung for rung in rungs if rung.codec == "flac" or rung is first_lossy]


def later_rungs(probe: Probe) -> list[RungSpec]:
    first = first_rungs(probe)
    return [rung for rung in rungs_for(is_lossless=probe.is_lossless) if rung not in first]


def _rung(name: str) -> RungSpec:
    if name == "flac":
        return RungSpec(name, "flac")
    codec, kbps = name.split("-")
    return RungSpec(name, "opus" if codec == "opus" else "aac", int(kbps))

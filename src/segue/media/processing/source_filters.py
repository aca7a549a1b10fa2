"""How a source becomes the sound that every rung is made of: time in samples, at most stereo, at most 192 kHz.

Downmix: ITU-R BS.775-3, annex 4, table 2: center and surrounds at -3 dB (1/sqrt 2) to their sides, no LFE (ffmpeg's
resampler extends it to 7.1 with side and back alike); all divided by the largest sum of a side's coefficients, so
that no loudness of the source can clip.

DSD: 88.2 kHz PCM of 24 bits, whatever the DSD rate. The resampler's low-pass ends below 44.1 kHz, which takes away
the shaped noise above hearing.
"""

from segue.media.processing import formats
from segue.media.types import Probe

DSD_RATE_HZ = 88_200
FROM_ZERO = "asetpts=round(N/SR/TB)"
"""Time is counted in samples: some containers start late or have gaps, which would become empty edits."""
_DOWNMIX = "aresample=ochl=stereo:clev=0.70710678:slev=0.70710678:lfe_mix_level=0:rematrix_maxval=1"


def source_filters(probe: Probe) -> list[str]:
    """The filters that every output shares, in order."""
    filters = [FROM_ZERO]
    if probe.channels > 2:
        filters.append(_DOWNMIX)
    if is_resampled(probe):
        filters.append(f"aresample={probe.sample_rate_hz}")
    return filters


def is_computed(probe: Probe) -> bool:
    """Whether the samples are others than the decoder gave: worth doing once for all outputs."""
    return probe.channels > 2 or is_resampled(probe)


def is_resampled(probe: Probe) -> bool:
    """Whether the decoder's rate isn't the one that we process at."""
    return formats.is_dsd(probe.codec) or (probe.codec == "wavpack" and probe.sample_rate_hz == DSD_RATE_HZ)

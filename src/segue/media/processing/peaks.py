"""Measures the waveform that is drawn under the player: 400 absolute peaks."""

from pathlib import Path

from segue.media.processing import child, ffmpeg
from segue.media.processing.errors import tool_failed
from segue.media.types import Probe

PEAK_COUNT = 400


def measure_peaks(source: Path, probe: Probe, workdir: Path) -> bytes:
    """PEAK_COUNT bytes: the largest absolute sample of any channel in each equal part, 255 for full scale.

    Raises ProcessingError.
    """
    frame_count = probe.duration_ms * probe.sample_rate_hz // 1000
    with ffmpeg.open_source(source) as descriptor:
        decode = [*ffmpeg.input_arguments(descriptor, is_strict=False), *ffmpeg.AUDIO_ONLY]
        decoder = [ffmpeg.ffmpeg_path(), *decode, "-c:a", "pcm_s16le", "-f", "s16le", "pipe:1"]
        arguments = [str(PEAK_COUNT), str(frame_count), str(probe.channels), *decoder]
        peaks = child.run_python(
            "peaks_child.py",
            arguments,
            workdir=workdir,
            limits=ffmpeg.decoding_limits(probe.duration_ms),
            pass_fds=(descriptor,),
            also_readable=(ffmpeg.ffmpeg_path(),),
        )
    if len(peaks) != PEAK_COUNT:
        raise tool_failed(f"{len(peaks)} peaks")
    return peaks

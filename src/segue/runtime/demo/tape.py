"""A stereo recording in progress: sounds are placed on it by the beat, then mixed with reverb and echo."""

from collections.abc import Iterable

import numpy as np

from segue.runtime.demo.notation import Note, frequency_hz
from segue.runtime.demo.sound import SAMPLE_RATE_HZ, Sound, faded, fast_length, shaped
from segue.runtime.demo.timbres import Instrument


class Tape:
    """A dry bus and two effect sends of fixed length: the music and `tail_s` for its last sounds."""

    def __init__(
        self, *, bpm: float, beats: float, tail_s: float, seed: int, looseness_ms: float = 6.0
    ) -> None:
        self.seconds_per_beat = 60.0 / bpm
        self.seconds = beats * self.seconds_per_beat + tail_s
        count = round(self.seconds * SAMPLE_RATE_HZ)
        self._dry = np.zeros((count, 2), dtype=np.float32)
        self._room = np.zeros((count, 2), dtype=np.float32)
        self._echo = np.zeros(count, dtype=np.float32)
        self._rng = np.random.default_rng(seed)
        self._looseness_s = looseness_ms / 1000

    def place(
        self,
        sound: Sound,
        beat: float,
        *,
        gain: float = 1.0,
        pan: float = 0.0,
        room: float = 0.2,
        echo: float = 0.0,
    ) -> None:
        """Add a sound at a beat. `pan` is -1 (left) to 1, equal power; `room` and `echo` are send levels."""
        start = round(beat * self.seconds_per_beat * SAMPLE_RATE_HZ)
        sound = sound[: max(0, len(self._dry) - start)]
        stereo = sound if sound.ndim == 2 else sound[:, None]
        angle = (pan + 1) * np.pi / 4
        placed = stereo * (gain * np.sqrt(2) * np.array([np.cos(angle), np.sin(angle)])).astype(np.float32)
        where = slice(start, start + len(sound))
        self._dry[where] += placed
        self._room[where] += np.float32(room) * placed
        if echo:
            self._echo[where] += np.float32(echo / 2) * placed.sum(axis=1)

    def play(
        self,
        instrument: Instrument,
        notes: Iterable[Note],
        *,
        at: float = 0.0,
        gain: float = 0.3,
        pan: float = 0.0,
        room: float = 0.2,
        echo: float = 0.0,
    ) -> None:
        """Play notes from beat `at`, each a little late and a little softer than written, as hands are."""
        for note in notes:
            late_s, loudness = self._rng.uniform(0, self._looseness_s), self._rng.uniform(0.88, 1.0)
            sound = instrument(
                round(frequency_hz(note.pitch), 3),
                round(note.beats * self.seconds_per_beat, 3),
                note.velocity,
            )
            beat = at + note.beat + late_s / self.seconds_per_beat
            self.place(sound, beat, gain=gain * loudness, pan=pan, room=room, echo=echo)

    def hit(
        self,
        sound: Sound,
        beats: Iterable[float],
        *,
        at: float = 0.0,
        gain: float = 0.3,
        pan: float = 0.0,
        room: float = 0.1,
    ) -> None:
        """Strike the same sound at several beats."""
        for beat in beats:
            loose = self._rng.uniform(0, self._looseness_s) / self.seconds_per_beat
            self.place(sound, at + beat + loose, gain=gain * self._rng.uniform(0.8, 1.0), pan=pan, room=room)

    def mixed(
        self, *, room_s: float = 1.6, echo_beats: float = 0.75, warmth_hz: float = 0.0, fade_s: float = 2.0
    ) -> Sound:
        """The finished mix, not yet mastered: dry sound, room and echo, darkened above `warmth_hz`."""
        echoes = self._echoes(echo_beats)
        mix = self._dry + echoes + _reverberated(self._room + np.float32(0.35) * echoes, room_s)
        return faded(shaped(mix, below_hz=warmth_hz, steepness=1) if warmth_hz else mix, release_s=fade_s)

    def _echoes(self, echo_beats: float) -> Sound:
        """Repeats that cross from side to side, each softer and by the last almost gone."""
        result = np.zeros_like(self._dry)
        step = round(echo_beats * self.seconds_per_beat * SAMPLE_RATE_HZ)
        for repeat in range(1, 6):
            if (shift := repeat * step) < len(result):
                result[shift:, repeat % 2] += np.float32(0.56**repeat) * self._echo[:-shift]
        return result


def _reverberated(send: Sound, room_s: float) -> Sound:
    """Convolve with a synthetic room: noise that decays by 60 dB in `room_s`, highs sooner than lows."""
    count = round(1.1 * room_s * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    noise = np.random.default_rng(1700).standard_normal((count, 2), dtype=np.float32)
    bright = shaped(noise, above_hz=220, below_hz=6500, steepness=1) * np.exp(-11.0 * t / room_s)[:, None]
    dark = shaped(noise, above_hz=160, below_hz=1800, steepness=1) * np.exp(-6.9 * t / room_s)[:, None]
    response = faded((bright + dark).astype(np.float32), attack_s=0.012, release_s=0.2 * room_s)
    response /= np.sqrt((response**2).sum(axis=0))
    size = fast_length(len(send) + count)
    result = np.empty_like(send)
    for side in (0, 1):
        spectrum = np.fft.rfft(send[:, side], size) * np.fft.rfft(response[:, side], size)
        result[:, side] = np.fft.irfft(spectrum, size)[: len(send)]
    return result

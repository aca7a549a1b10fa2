"""Written music for the demo pieces: note names, lines of notes and chord figures, all counted in beats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"#": 1, "b": -1}


@dataclass(frozen=True)
class Note:
    """One note: its start, its MIDI pitch (60 is middle C), its length, and how hard it is struck (0..1)."""

    beat: float
    pitch: int
    beats: float
    velocity: float = 0.8


def pitch(name: str) -> int:
    """MIDI number of a note name such as `F#3` or `Bb4` (C4 is 60)."""
    shift = sum(ACCIDENTALS[sign] for sign in name[1:-1])
    return SEMITONES[name[0]] + shift + 12 * (int(name[-1]) + 1)


def pitches(names: str) -> tuple[int, ...]:
    """MIDI numbers of note names separated by spaces, usually a chord."""
    return tuple(pitch(name) for name in names.split())


def frequency_hz(midi: float) -> float:
    """Equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((midi - 69.0) / 12.0))


def line(text: str, *, velocity: float = 0.8) -> list[Note]:
    """A melody: `A4:1.5 C5:.5 -:2` is a note of 1.5 beats, one of half a beat, and two beats of rest."""
    notes: list[Note] = []
    beat = 0.0
    for word in text.split():
        name, _, beats_text = word.partition(":")
        beats = float(beats_text or 1)
        if name != "-":
            notes.append(Note(beat, pitch(name), beats, velocity))
        beat += beats
    return notes


def moved(notes: Iterable[Note], *, beats: float = 0.0, semitones: int = 0) -> list[Note]:
    """The same notes later, higher or both."""
    return [replace(note, beat=note.beat + beats, pitch=note.pitch + semitones) for note in notes]


def block(
    chord: Sequence[int], beat: float, beats: float, *, velocity: float = 0.7, spread: float = 0.0
) -> list[Note]:
    """A chord struck from the bottom up, each note `spread` beats after the one below."""
    return [Note(beat + i * spread, tone, beats, velocity) for i, tone in enumerate(chord)]


def figure(
    chord: Sequence[int], order: Sequence[int], beat: float, step: float, *, ring: float = 2.0
) -> list[Note]:
    """A broken chord: its notes by index, one every `step` beats; -1 rests; the first is accented."""
    return [
        Note(
            beat + i * step, chord[index % len(chord)], ring * step, 0.9 if i == 0 else 0.66 + 0.12 * (i % 2)
        )
        for i, index in enumerate(order)
        if index >= 0
    ]

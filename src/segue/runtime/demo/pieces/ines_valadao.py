"""Inês Valadão: one nylon guitar, sometimes two."""

from segue.runtime.demo.notation import block, figure, line, moved, pitches
from segue.runtime.demo.sound import Sound
from segue.runtime.demo.tape import Tape
from segue.runtime.demo.timbres import muted_pluck, pluck, whistle


def tres_janelas() -> Sound:
    """A waltz in D, a hundred and twelve: the tune on top, a second guitar from the ninth bar."""
    tape = Tape(bpm=112, beats=96, tail_s=4, seed=201, looseness_ms=12)
    chords = [
        pitches(c)
        for c in (
            "D3 A3 F#4",
            "B2 F#3 D4",
            "G2 D3 B3",
            "A2 E3 C#4",
            "D3 A3 F#4",
            "E3 B3 G4",
            "A2 G3 C#4",
            "D3 A3 D4",
        )
    ]
    tune = [
        "A4:2 F#4:1",
        "B4:1 A4:1 F#4:1",
        "G4:2 B4:1",
        "E5:1 D5:1 C#5:1",
        "D5:2 A4:1",
        "G4:1 B4:1 E5:1",
        "C#5:2 E5:1",
        "D5:3",
    ]
    for bar in range(32):
        at, turn = 3 * bar, bar % 8
        tape.play(
            pluck, [*block(chords[turn][:1], 0, 3, velocity=0.85)], at=at, gain=0.32, pan=-0.15, room=0.2
        )
        tape.play(
            pluck,
            figure(chords[turn][1:], [0, 1, 0, 1], 1, 0.5, ring=2),
            at=at,
            gain=0.2,
            pan=-0.15,
            room=0.2,
        )
        if bar >= 8 or bar % 8 >= 4:
            tape.play(pluck, line(tune[turn], velocity=0.95), at=at, gain=0.34, pan=0.15, room=0.3, echo=0.08)
        if bar >= 16:
            tape.play(
                pluck,
                moved(line(tune[turn], velocity=0.6), beats=0.02, semitones=-12),
                at=at,
                gain=0.2,
                pan=0.5,
                room=0.3,
            )
    tape.play(pluck, block(pitches("D3 A3 D4 F#4 A4"), 0, 8, spread=0.2), at=96, gain=0.26, room=0.3)
    return tape.mixed(room_s=1.4, fade_s=2.5)


def nuvem_de_po() -> Sound:
    """Quick fingerpicking in A minor, a hundred and thirty-two, over a palm-muted pulse."""
    tape = Tape(bpm=132, beats=112, tail_s=3, seed=202, looseness_ms=7)
    chords = [pitches(c) for c in ("A2 E3 C4 E4", "F2 C3 A3 E4", "C3 G3 E4 G4", "E2 B2 G#3 D4")]
    tune = ["A4:1 C5:.5 E5:1.5 D5:1", "C5:1.5 A4:.5 F4:2", "G4:1 C5:.5 D5:.5 E5:2", "D5:.5 C5:.5 B4:1 G#4:2"]
    for bar in range(28):
        at, turn = 4 * bar, bar % 4
        order = [0, 2, 1, 3, 0, 3, 1, 2] if bar % 8 < 6 else [0, 3, 2, 1, 0, 1, 2, 3]
        tape.play(pluck, figure(chords[turn], order, 0, 0.5, ring=2.6), at=at, gain=0.28, pan=-0.2, room=0.18)
        if bar >= 8:
            tape.play(
                muted_pluck,
                figure(chords[turn][:2], [0, 1, 0, 1], 0.5, 1),
                at=at,
                gain=0.2,
                pan=0.35,
                room=0.1,
            )
        if 4 <= bar < 12 or 16 <= bar < 28:
            tape.play(pluck, line(tune[turn], velocity=1.0), at=at, gain=0.36, pan=0.12, room=0.3, echo=0.1)
        if 20 <= bar < 28:
            tape.play(whistle, line(tune[turn], velocity=0.4), at=at, gain=0.07, pan=-0.3, room=0.5)
    tape.play(pluck, block(pitches("A2 E3 A3 C4 E4"), 0, 6, spread=0.1), at=112, gain=0.28, room=0.3)
    return tape.mixed(room_s=1.2, fade_s=2)

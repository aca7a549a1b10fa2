"""Ollo Brandt: sequencers, bright arpeggios and a steady beat."""

from segue.runtime.demo.notation import block, figure, line, moved, pitches
from segue.runtime.demo.percussion import brush_hit, kick, rim, shaker
from segue.runtime.demo.sound import Sound
from segue.runtime.demo.tape import Tape
from segue.runtime.demo.timbres import bass, bell, blip, electric_piano, pad

ARRIVALS_SECONDS = 48.739
"""Where the continuous recording is cut: inside a bar, with every voice sounding."""


def terminal_gardens() -> Sound:
    """A hundred and eighteen, from C sharp minor to E major: one recording that becomes two tracks."""
    tape = Tape(bpm=118, beats=200, tail_s=5, seed=401, looseness_ms=2)
    minor = [pitches(c) for c in ("C#3 G#3 E4 B4", "A2 E3 C#4 G#4", "E3 B3 G#4 D#5", "B2 F#3 D#4 A#4")]
    major = [pitches(c) for c in ("E3 B3 G#4 D#5", "C#3 G#3 E4 B4", "A2 E3 C#4 G#4", "B2 F#3 D#4 E4")]
    sheen = pad(0.4, attack_s=0.8, release_s=1.5)
    for bar in range(50):
        at, chord = 4 * bar, (minor if bar < 24 else major)[bar // 2 % 4]
        _sequence(tape, bar, chord)
        tape.play(sheen, block(chord[1:], 0, 4, velocity=0.6), at=at, gain=0.045, room=0.5)
        if 4 <= bar < 48:
            tape.hit(kick(0.18), [0, 1, 2, 3] if bar >= 8 else [0, 2], at=at, gain=0.42, room=0.02)
            tape.hit(shaker(0.06), [0.5, 1.5, 2.5, 3.5], at=at, gain=0.16, pan=0.3)
        if 12 <= bar < 22 or 28 <= bar < 48:
            tape.hit(brush_hit(0.1), [1, 3], at=at, gain=0.2, pan=-0.1, room=0.25)
        if bar >= 2:
            tape.play(
                bass,
                figure(chord[:1], [0, -1, 0, 0, -1, 0, -1, 0], 0, 0.5, ring=0.9),
                at=at,
                gain=0.3,
                room=0.02,
            )
    theme = "G#5:1.5 E5:.5 B5:2 - G#5:.5 F#5:.5 E5:2 B4:1.5 C#5:.5 E5:2 D#5:1.5 E5:.5 F#5:2"
    for start in (64, 112, 144, 176):
        tape.play(bell, line(theme, velocity=0.6), at=start, gain=0.11, pan=0.2, room=0.5, echo=0.4)
    return tape.mixed(room_s=2.4, fade_s=5)


def ubermorgen() -> Sound:
    """A hundred and twenty-six in D Mixolydian: the bright one."""
    tape = Tape(bpm=126, beats=128, tail_s=3, seed=402, looseness_ms=2)
    chords = [pitches(c) for c in ("D3 A3 D4 F#4", "C3 G3 C4 E4", "G2 D3 B3 D4", "A2 E3 A3 C4")]
    hook = [
        "A5:.5 F#5:.5 D5:1 E5:.5 F#5:1.5",
        "G5:.5 E5:.5 C5:1 D5:.5 E5:1.5",
        "D5:.5 B4:.5 G4:1 A4:.5 B4:1.5",
        "C5:.5 D5:.5 E5:1 A5:2",
    ]
    for bar in range(32):
        at, turn = 4 * bar, bar % 4
        up = tuple(tone + 12 for tone in chords[turn])
        tape.play(
            blip,
            figure(up, [0, 1, 2, 3, 2, 1, 2, 3], 0, 0.5, ring=1),
            at=at,
            gain=0.17,
            pan=-0.35,
            room=0.2,
            echo=0.25,
        )
        tape.play(bass, figure(chords[turn][:1], [0] * 8, 0, 0.5, ring=0.8), at=at, gain=0.3, room=0.02)
        if bar >= 4 and not 20 <= bar < 22:
            tape.hit(kick(0.18), [0, 1, 2, 3], at=at, gain=0.45, room=0.02)
            tape.hit(shaker(0.06), [i / 2 for i in range(8)], at=at, gain=0.14, pan=0.35)
        if bar >= 8 and not 20 <= bar < 22:
            tape.hit(brush_hit(0.12), [1, 3], at=at, gain=0.26, room=0.25)
            tape.hit(rim(), [0.75, 2.25], at=at, gain=0.1, pan=-0.4, room=0.3)
        if 4 <= bar < 12 or 16 <= bar < 32:
            tape.play(
                electric_piano,
                block(chords[turn][1:], 0.5, 1.2, velocity=0.6),
                at=at,
                gain=0.12,
                pan=0.25,
                room=0.25,
            )
        if 8 <= bar < 16 or bar >= 20:
            tape.play(blip, line(hook[turn], velocity=0.9), at=at, gain=0.26, pan=0.1, room=0.35, echo=0.45)
        if bar >= 24:
            tape.play(
                bell, moved(line(hook[turn], velocity=0.5), semitones=0), at=at, gain=0.09, pan=-0.1, room=0.5
            )
    tape.play(electric_piano, block(pitches("D3 A3 D4 F#4 A4"), 0, 4), at=128, gain=0.16, room=0.4)
    return tape.mixed(room_s=1.6, fade_s=2)


def _sequence(tape: Tape, bar: int, chord: tuple[int, ...]) -> None:
    """The sixteenth-note voice: it opens from four notes a bar to sixteen over the first eight bars."""
    order = [0, 2, 1, 3, 2, 3, 1, 2, 0, 3, 2, 1, 3, 2, 1, 3]
    kept = [
        index if i % (4 if bar < 4 else 2 if bar < 8 else 1) == 0 else -1 for i, index in enumerate(order)
    ]
    up = tuple(tone + 12 for tone in chord)
    tape.play(
        blip,
        figure(up, kept, 0, 0.25, ring=1.6),
        at=4 * bar,
        gain=0.15,
        pan=0.4 * (-1) ** bar,
        room=0.25,
        echo=0.35,
    )

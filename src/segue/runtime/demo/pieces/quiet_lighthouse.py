"""Тихий маяк: pads, bells and wind; the music of a northern shore."""

from segue.runtime.demo.notation import Note, block, figure, line, moved, pitches
from segue.runtime.demo.percussion import wind
from segue.runtime.demo.sound import Sound
from segue.runtime.demo.tape import Tape
from segue.runtime.demo.timbres import bass, bell, blip, pad


def first_snow() -> Sound:
    """E Dorian without a pulse: chords that take ten seconds each, and bells falling where they like."""
    tape = Tape(bpm=60, beats=72, tail_s=8, seed=301, looseness_ms=60)
    chords = [
        pitches(c)
        for c in (
            "E2 B2 G3 D4 F#4",
            "A2 E3 G3 C#4 B3",
            "C3 G3 B3 E4 D4",
            "D3 A3 C#4 F#4 E4",
            "B2 F#3 A3 D4 E4",
            "E2 B2 G3 D4 F#4",
        )
    ]
    flakes = [
        "B5:2.5 F#5:1.5 G5:3 D5:5",
        "E5:1.5 C#5:2 B4:3 A5:5.5",
        "G5:2 E5:2 D6:3.5 B5:4.5",
        "F#5:3 A5:1.5 E5:2 C#5:5.5",
        "D5:2 E5:2 F#5:2 A5:6",
        "B5:3 G5:3 E5:6",
    ]
    snow_pad = pad(0.25, attack_s=4, release_s=5)
    tape.place(wind(tape.seconds, 7), 0, gain=0.08, room=0.1)
    for turn in range(6):
        at = 12 * turn
        for voice, tone in enumerate(chords[turn]):
            tape.play(
                snow_pad,
                [Note(0.4 * voice, tone, 11, 0.7)],
                at=at,
                gain=0.07,
                pan=0.3 * (voice % 3 - 1),
                room=0.6,
            )
        tape.play(bell, line(flakes[turn], velocity=0.5), at=at + 1, gain=0.13, pan=0.35, room=0.8, echo=0.5)
        if turn >= 2:
            tape.play(
                bell,
                moved(line(flakes[turn], velocity=0.35), beats=1.75, semitones=-12),
                at=at,
                gain=0.1,
                pan=-0.4,
                room=0.8,
                echo=0.4,
            )
    return tape.mixed(room_s=5.0, echo_beats=1.5, fade_s=8)


def signal_in_the_fog() -> Sound:
    """B minor at fifty: a foghorn fifth, a lamp that blinks every third beat, a slow answer."""
    tape = Tape(bpm=50, beats=60, tail_s=8, seed=302, looseness_ms=30)
    chords = [
        pitches(c) for c in ("B2 F#3 B3 D4", "G2 D3 B3 D4", "E2 B2 G3 B3", "F#2 C#3 A3 C#4", "B2 F#3 A3 D4")
    ]
    fog = pad(0.12, attack_s=3, release_s=4)
    glow = pad(0.45, attack_s=2, release_s=3)
    tape.place(wind(tape.seconds, 8), 0, gain=0.12, room=0.1)
    for turn in range(10):
        at, chord = 6 * turn, chords[turn % 5]
        tape.play(fog, block(chord, 0, 5.6, velocity=0.8), at=at, gain=0.1, room=0.5)
        tape.play(bass, block(chord[:1], 0, 4), at=at, gain=0.16, room=0.2)
        tape.play(
            blip,
            figure(moved_up(chord), [3, -1, 2, 3, -1, 1], 0, 1, ring=0.8),
            at=at,
            gain=0.1,
            pan=0.3,
            room=0.6,
            echo=0.9,
        )
        if turn >= 3:
            tape.play(
                glow,
                line("F#4:2 E4:1 D4:3" if turn % 2 else "B4:3 A4:1 C#5:2", velocity=0.5),
                at=at,
                gain=0.07,
                pan=-0.2,
                room=0.7,
            )
        if turn in (2, 5, 8):
            tape.play(
                bell,
                block(moved_up(chord), 3, 4, velocity=0.5, spread=0.33),
                at=at,
                gain=0.09,
                pan=-0.35,
                room=0.8,
                echo=0.4,
            )
    return tape.mixed(room_s=4.2, echo_beats=0.5, fade_s=8)


def moved_up(chord: tuple[int, ...]) -> tuple[int, ...]:
    """The chord an octave higher."""
    return tuple(tone + 12 for tone in chord)

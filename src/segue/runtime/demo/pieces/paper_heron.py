"""Paper Heron: electric piano, brushes and weather, played softly at home."""

from segue.runtime.demo.notation import block, figure, line, moved, pitches
from segue.runtime.demo.percussion import brush_hit, brush_sweep, kick, rain, rim, shaker
from segue.runtime.demo.sound import Sound
from segue.runtime.demo.tape import Tape
from segue.runtime.demo.timbres import bass, bell, electric_piano, muted_pluck, pad, pluck, whistle


def kettle_window_rain() -> Sound:
    """Seventy-two beats a minute in F: four chords, a brushed beat, and rain on the pane."""
    tape = Tape(bpm=72, beats=64, tail_s=4, seed=101, looseness_ms=14)
    chords = [pitches(c) for c in ("A3 C4 E4 G4", "G3 B3 D4 A4", "F3 A3 C4 E4", "F3 A3 D4 G4")]
    roots = ["F2:2.5 F2:.5 C3:1", "E2:2.5 E2:.5 A2:1", "D2:2.5 D2:.5 A2:1", "Bb1:2.5 Bb1:.5 C2:1"]
    melody = [
        "-:1 C5:.5 D5:.5 E5:1 G5:1",
        "F#5:1.5 D5:.5 B4:2",
        "-:.5 A4:.5 C5:.5 E5:.5 D5:.5 C5:.5 A4:1",
        "G4:1 A4:.5 C5:2.5",
    ]
    tape.place(rain(tape.seconds, 5), 0, gain=0.16, room=0)
    for bar in range(16):
        at, turn = 4 * bar, bar % 4
        tape.play(
            electric_piano, block(chords[turn], 0, 2.2, spread=0.03), at=at, gain=0.13, pan=-0.15, room=0.25
        )
        tape.play(electric_piano, block(chords[turn][1:], 2.5, 1.2, velocity=0.5), at=at, gain=0.12, pan=-0.1)
        if bar >= 2:
            tape.play(bass, line(roots[turn]), at=at, gain=0.34, room=0.02)
            tape.hit(kick(), [0, 2.5], at=at, gain=0.42, room=0.04)
        if bar >= 4:
            tape.hit(brush_hit(), [1, 3], at=at, gain=0.2, pan=0.12, room=0.25)
            tape.hit(shaker(), [0.5, 1.5, 2.5, 3.5], at=at, gain=0.12, pan=0.4)
        if 4 <= bar < 8 or bar >= 12:
            tape.play(bell, line(melody[turn], velocity=0.6), at=at, gain=0.1, pan=0.25, room=0.4, echo=0.3)
        if 8 <= bar < 12:
            tape.play(
                electric_piano, moved(line(melody[turn]), semitones=-12), at=at, gain=0.2, pan=0.2, echo=0.25
            )
    return tape.mixed(room_s=1.5, warmth_hz=7000, fade_s=4)


def night_tram() -> Sound:
    """Eighty-four in E flat minor: a rolling figure like wheels over joints, a whistle for a voice."""
    tape = Tape(bpm=84, beats=72, tail_s=5, seed=102, looseness_ms=8)
    chords = [pitches(c) for c in ("Eb3 Bb3 Db4 Gb4", "Cb3 Gb3 Bb3 Eb4", "Gb3 Db4 F4 Bb4", "Ab3 Cb4 Eb4 Gb4")]
    roots = ["Eb2:1.5 Eb2:.5 Bb2:2", "Cb2:1.5 Cb2:.5 Gb2:2", "Gb2:1.5 Gb2:.5 Db2:2", "Ab2:1.5 Ab2:.5 Bb2:2"]
    song = [
        "Bb4:1.5 Db5:.5 Eb5:2",
        "Gb5:1 F5:.5 Eb5:.5 Bb4:2",
        "Db5:1.5 Eb5:.5 F5:1 Db5:1",
        "Eb5:1 Cb5:1 Ab4:1 Bb4:1",
    ]
    haze = pad(0.3)
    for bar in range(18):
        at, turn = 4 * bar, bar % 4
        tape.play(
            muted_pluck,
            figure(chords[turn], [0, 2, 1, 3, 2, 1, 3, 2], 0, 0.5),
            at=at,
            gain=0.3,
            pan=-0.3,
            echo=0.2,
        )
        tape.play(haze, block(chords[turn][1:], 0, 3.6, velocity=0.5), at=at, gain=0.045, room=0.5)
        if bar >= 2:
            tape.play(bass, line(roots[turn]), at=at, gain=0.34, room=0.02)
            tape.hit(rim(), [1, 3], at=at, gain=0.16, pan=0.3, room=0.35)
            tape.hit(shaker(0.07), [i / 2 for i in range(8)], at=at, gain=0.1, pan=-0.45)
        if bar >= 6:
            tape.hit(kick(), [0, 1.5], at=at, gain=0.4, room=0.03)
        if 4 <= bar < 8 or 12 <= bar < 16:
            tape.play(
                whistle, line(song[turn], velocity=0.55), at=at, gain=0.12, pan=0.1, room=0.5, echo=0.35
            )
        if 8 <= bar < 12:
            tape.play(electric_piano, line(song[turn]), at=at, gain=0.2, pan=0.2, room=0.3, echo=0.2)
    return tape.mixed(room_s=2.2, warmth_hz=7500, fade_s=5)


def a_boat_called_maybe() -> Sound:
    """A slow six-eight in G: guitar and electric piano passing one tune to and fro."""
    tape = Tape(bpm=150, beats=120, tail_s=4, seed=103, looseness_ms=10)
    chords = [pitches(c) for c in ("G2 D3 B3 D4", "E3 B3 D4 G4", "C3 G3 B3 E4", "D3 A3 C4 F#4")]
    tune = ["D5:2 B4:1 G4:2 A4:1", "B4:3 D5:2 E5:1", "G5:2 E5:1 D5:2 C5:1", "A4:3 F#4:1 G4:1 A4:1"]
    answer = ["B4:2 C5:1 D5:3", "G4:3 B4:3", "E5:2 D5:1 B4:2 G4:1", "A4:6"]
    for bar in range(20):
        at, turn = 6 * bar, bar % 4
        tape.play(
            pluck,
            figure(chords[turn], [0, 2, 3, 1, 3, 2], 0, 1, ring=3.5),
            at=at,
            gain=0.26,
            pan=-0.35,
            room=0.2,
        )
        if bar >= 4:
            tape.play(bass, block(chords[turn][:1], 0, 4.5), at=at, gain=0.3)
            tape.hit(brush_sweep(0.8), [0, 3], at=at, gain=0.2, pan=0.2)
        if bar >= 8:
            tape.hit(brush_hit(), [3], at=at, gain=0.16, pan=0.15, room=0.3)
        if 2 <= bar < 10 or bar >= 14:
            tape.play(
                electric_piano, line((tune, answer)[bar // 4 % 2][turn]), at=at, gain=0.19, pan=0.25, room=0.3
            )
        if 10 <= bar < 18:
            tape.play(
                whistle, line((answer, tune)[bar // 4 % 2][turn], velocity=0.4), at=at, gain=0.09, room=0.5
            )
    tape.play(pluck, block(pitches("G2 D3 B3 D4 G4"), 0, 8, spread=0.25), at=120, gain=0.26, room=0.3)
    return tape.mixed(room_s=1.8, warmth_hz=9000, fade_s=3)


def understudy() -> Sound:
    """A hundred and sixteen in A minor: a small bossa with a walking bass."""
    tape = Tape(bpm=116, beats=96, tail_s=3, seed=104, looseness_ms=9)
    chords = [pitches(c) for c in ("G3 C4 E4 B4", "F#3 C4 E4 A4", "F3 C4 E4 A4", "E3 G#3 D4 C5")]
    roots = [
        "A2:1.5 E3:.5 A2:1 E2:1",
        "D2:1.5 A2:.5 D3:1 C3:1",
        "F2:1.5 C3:.5 F2:1 E2:1",
        "E2:1.5 B2:.5 E2:1 G#2:1",
    ]
    tune = [
        "E5:1.5 C5:.5 -:.5 B4:.5 C5:1",
        "A4:2.5 F#4:.5 A4:1",
        "-:.5 C5:.5 E5:.5 A5:1 G5:.5 E5:1",
        "D5:1.5 C5:.5 B4:1 G#4:1",
    ]
    for bar in range(24):
        at, turn = 4 * bar, bar % 4
        for beat in (0, 1.5, 3) if bar % 2 == 0 else (0.5, 2, 3.5):
            tape.play(
                pluck, block(chords[turn], beat, 0.8, velocity=0.6, spread=0.02), at=at, gain=0.17, pan=-0.3
            )
        tape.play(bass, line(roots[turn]), at=at, gain=0.36, room=0.02)
        tape.hit(shaker(), [i / 2 for i in range(8)], at=at, gain=0.14, pan=0.4)
        if bar >= 4:
            tape.hit(rim(), [0, 1.5, 3] if bar % 2 == 0 else [1, 2.5], at=at, gain=0.14, pan=0.2, room=0.3)
            tape.hit(kick(0.16), [0, 2], at=at, gain=0.3)
        if 4 <= bar < 12 or 16 <= bar < 24:
            tape.play(electric_piano, line(tune[turn]), at=at, gain=0.2, pan=0.15, room=0.25, echo=0.15)
        if 12 <= bar < 20:
            tape.play(
                whistle,
                moved(line(tune[turn], velocity=0.4), semitones=0),
                at=at,
                gain=0.08,
                pan=-0.1,
                room=0.4,
            )
    tape.play(electric_piano, block(pitches("A2 G3 C4 E4 B4"), 0, 4, spread=0.06), at=96, gain=0.17, room=0.3)
    return tape.mixed(room_s=1.2, warmth_hz=10_000, fade_s=2)


def lamps_out() -> Sound:
    """Fifty-six in C: a lullaby for bells, with the rain going away."""
    tape = Tape(bpm=56, beats=48, tail_s=6, seed=105, looseness_ms=18)
    chords = [pitches(c) for c in ("C3 G3 E4", "A2 E3 C4", "F2 C3 A3", "G2 D3 B3")]
    lullaby = ["E5:1.5 D5:.5 G4:2", "C5:1 E5:1 A4:2", "-:.5 F5:.5 E5:1 C5:1 D5:1", "D5:1 B4:1 G4:2"]
    warm = pad(0.2, attack_s=1.6, release_s=2.2)
    tape.place(rain(tape.seconds - 12, 6), 0, gain=0.1, room=0)
    for bar in range(12):
        at, turn = 4 * bar, bar % 4
        tape.play(
            electric_piano,
            figure(chords[turn], [0, 1, 2, 1], 0, 1, ring=2.4),
            at=at,
            gain=0.2,
            pan=-0.2,
            room=0.3,
        )
        tape.play(warm, block(chords[turn], 0, 3.8, velocity=0.5), at=at, gain=0.05, room=0.5)
        if bar >= 2:
            tape.play(
                bell, line(lullaby[turn], velocity=0.55), at=at, gain=0.13, pan=0.2, room=0.5, echo=0.25
            )
        if bar >= 8:
            tape.play(
                whistle, moved(line(lullaby[turn], velocity=0.3), semitones=-12), at=at, gain=0.07, room=0.5
            )
    tape.play(bell, block(pitches("C4 G4 E5 C6"), 0, 4, velocity=0.5, spread=0.5), at=48, gain=0.11, room=0.5)
    return tape.mixed(room_s=2.6, warmth_hz=8000, fade_s=5)

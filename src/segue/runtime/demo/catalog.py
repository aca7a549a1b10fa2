"""The demo catalog: four invented artists, five releases, twelve tracks, and the music behind each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from segue.runtime.demo import covers
from segue.runtime.demo.pieces import ines_valadao, ollo_brandt, paper_heron, quiet_lighthouse
from segue.runtime.demo.press import Print
from segue.runtime.demo.sound import SAMPLE_RATE_HZ, Sound


@dataclass(frozen=True)
class Recording:
    """One composition and the titles of the tracks it is cut into, at the samples of `cuts`."""

    compose: Callable[[], Sound]
    titles: tuple[str, ...]
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Release:
    """One release as its tags tell it; `released_on` is an ISO date."""

    artist: str
    title: str
    released_on: str
    genre: str
    cover: Print
    recordings: tuple[Recording, ...]

    def numbered(self) -> Iterator[tuple[int, Recording]]:
        """Each recording with the track number of its first title."""
        number = 1
        for recording in self.recordings:
            yield number, recording
            number += len(recording.titles)


TERMINAL_GARDENS_CUT: Final = round(ollo_brandt.ARRIVALS_SECONDS * SAMPLE_RATE_HZ)

RELEASES: Final = (
    Release(
        "Paper Heron",
        "Slow Weather",
        "2026-03-20",
        "Downtempo",
        covers.SLOW_WEATHER,
        (
            Recording(paper_heron.kettle_window_rain, ("Kettle, Window, Rain",)),
            Recording(paper_heron.night_tram, ("夜の市電",)),
            Recording(paper_heron.a_boat_called_maybe, ("A Boat Called Maybe",)),
            Recording(paper_heron.understudy, ("Understudy",)),
            Recording(paper_heron.lamps_out, ("Lamps Out",)),
        ),
    ),
    Release(
        "Inês Valadão",
        "Varanda",
        "2025-06-13",
        "Folk",
        covers.VARANDA,
        (
            Recording(ines_valadao.tres_janelas, ("Três janelas",)),
            Recording(ines_valadao.nuvem_de_po, ("Nuvem de pó",)),
        ),
    ),
    Release(
        "Тихий маяк",
        "Северный берег",
        "2024-11-29",
        "Ambient",
        covers.NORTHERN_SHORE,
        (
            Recording(quiet_lighthouse.first_snow, ("Первый снег",)),
            Recording(quiet_lighthouse.signal_in_the_fog, ("Сигнал в тумане",)),
        ),
    ),
    Release(
        "Ollo Brandt",
        "Terminal Gardens",
        "2026-01-16",
        "Electronic",
        covers.TERMINAL_GARDENS,
        (Recording(ollo_brandt.terminal_gardens, ("Arrivals", "Departures"), (TERMINAL_GARDENS_CUT,)),),
    ),
    Release(
        "Ollo Brandt",
        "Übermorgen",
        "2026-05-08",
        "Electronic",
        covers.UBERMORGEN,
        (Recording(ollo_brandt.ubermorgen, ("Übermorgen",)),),
    ),
)

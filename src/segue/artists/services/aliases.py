"""Other names and spellings of an artist."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from segue.artists.models import Artist, ArtistAlias
from segue.kernel.history import Act

ALIASES = "aliases"


@dataclass(frozen=True)
class Alias:
    """`language`: BCP 47, empty if unknown."""

    name: str
    language: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def aliases_of(artist: Artist) -> list[dict[str, str]]:
    """In the team's order, as the history has them."""
    rows = artist.aliases.order_by("pk").values_list("name", "language")
    return [Alias(*row).as_json() for row in rows]


def write_aliases(act: Act[Artist], artist: Artist, wanted: Sequence[Mapping[str, Any]]) -> None:
    """These alone, each name once."""
    after = list({alias["name"]: dict(alias) for alias in wanted}.values())
    if act.change("artist", artist.pk, {ALIASES: aliases_of(artist)}, {ALIASES: after}):
        artist.aliases.all().delete()
        ArtistAlias.objects.bulk_create(ArtistAlias(artist=artist, **alias) for alias in after)

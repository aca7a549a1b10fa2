"""One process over one generated catalog: asks the API for pages, as often as its parent says.

Usage: python -m bench.catalog_pages TRACKS, with DATABASE_URL of an empty database. Then one line in, the name of a
page and how often to ask for it, and one line out: `{"ms": [...], "queries": n}`.
"""

import base64
import json
import os
import random
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segue.config.settings.test")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.catalog_rows import Size, fill
from segue.accounts.services import create_user
from segue.artists.models import Artist, Membership
from segue.catalog.models import Release

LIMIT = 50
SEED = 5


def main() -> None:
    size = Size(int(sys.argv[1]))
    call_command("migrate", verbosity=0)
    owner = create_user(email="owner@example.org", username="owner", password="slack-water-twice")  # noqa: S106
    fill(size, str(owner.pk))
    Membership.objects.create(team_id=Artist.objects.get(slug="artist-1").team_id, user=owner, role="owner")
    visitor, member = Client(), Client()
    member.force_login(owner)
    pages = _pages(size, visitor, member)
    _say({"pages": list(pages)})
    for line in sys.stdin:
        name, count = line.split()
        _say(_ask(pages[name], int(count)))


def _pages(size: Size, visitor: Client, member: Client) -> dict[str, Callable[[], tuple[Client, str]]]:
    """A fresh address each time; deep ones begin anywhere in the list."""
    dice = random.Random(SEED)  # noqa: S311

    def releases_from(artist: str = "") -> str:
        row = Release.objects.get(slug=f"release-{dice.randrange(size.releases)}")
        of = f"&artist={artist}" if artist else ""
        return f"/api/v1/releases?limit={LIMIT}{of}&cursor={_cursor(str(row.publish_at), str(row.pk))}"

    def artists_from() -> str:
        row = Artist.objects.get(slug=f"artist-{dice.randrange(size.artists)}")
        return f"/api/v1/artists?limit={LIMIT}&cursor={_cursor(str(row.listed_from), str(row.pk))}"

    return {
        "releases": lambda: (visitor, f"/api/v1/releases?limit={LIMIT}"),
        "releases_deep": lambda: (visitor, releases_from()),
        "releases_member": lambda: (member, releases_from()),
        "artists": lambda: (visitor, f"/api/v1/artists?limit={LIMIT}"),
        "artists_deep": lambda: (visitor, artists_from()),
        "artist_of_many": lambda: (visitor, f"/api/v1/releases?limit={LIMIT}&artist=artist-0"),
        "artist_of_many_deep": lambda: (visitor, releases_from("artist-0")),
        "artist_of_few": lambda: (
            visitor,
            f"/api/v1/releases?limit={LIMIT}&artist=artist-{1 + dice.randrange(size.artists - 1)}",
        ),
        "own_artist": lambda: (member, f"/api/v1/releases?limit={LIMIT}&artist=artist-1"),
        "genres": lambda: (visitor, "/api/v1/genres"),
        "release": lambda: (visitor, f"/api/v1/releases/release-{dice.randrange(size.releases)}"),
        "release_member": lambda: (member, f"/api/v1/releases/release-{dice.randrange(size.releases)}"),
    }


def _cursor(*values: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


def _ask(page: Callable[[], tuple[Client, str]], count: int) -> dict[str, object]:
    """Milliseconds of each answer, and the most queries that one took."""
    times = []
    for _ in range(count):
        client, address = page()
        began = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    client, address = page()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {"ms": times, "queries": len(queries)}


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201  (the parent reads it)


if __name__ == "__main__":
    main()

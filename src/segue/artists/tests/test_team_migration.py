"""Artists of before the table of teams keep their owners; editors become managers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("artists", "0001_initial")]
AFTER = [("artists", "0004_an_owner_remains")]


def migrate(target: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The apps as they were; in the end all is up to date again."""
    try:
        yield migrate(BEFORE)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def test_old_teams_become_teams_and_back(before: Any) -> None:
    from segue.accounts.tests.factories import make_user

    owner, editor = make_user("ines"), make_user("emil")
    artist = before.get_model("artists", "Artist").objects.create(name="Paper Heron", slug="paper-heron")
    memberships = before.get_model("artists", "Membership").objects
    memberships.create(artist=artist, user_id=owner.pk, role="owner")
    memberships.create(artist=artist, user_id=editor.pk, role="editor")

    after = migrate(AFTER)
    kept = after.get_model("artists", "Artist").objects.get()
    assert (kept.pk, kept.team_id, kept.label_id) == (artist.pk, artist.pk, None)
    found = after.get_model("artists", "Membership").objects.values_list("team_id", "user_id", "role")
    assert set(found) == {(artist.pk, owner.pk, "owner"), (artist.pk, editor.pk, "manager")}

    again = migrate(BEFORE).get_model("artists", "Membership").objects
    assert set(again.values_list("artist_id", "user_id", "role")) == {
        (artist.pk, owner.pk, "owner"),
        (artist.pk, editor.pk, "editor"),
    }

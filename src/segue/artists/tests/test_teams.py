"""Members come, change and go; every role tries every change; an owner always remains."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import PASSWORD
from segue.artists import queries, services
from segue.artists.errors import LastOwner
from segue.artists.models import Artist, Invitation, Membership
from segue.artists.tests.conftest import NAMES, Push
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import Ability, Role, TeamKind
from segue.kernel.audit.models import AuditEntry
from segue.kernel.realtime.push import user_group
from segue.kernel.testing import deliver_all_events

pytestmark = pytest.mark.django_db
JSON = "application/json"
REAUTHENTICATE = "/_allauth/browser/v1/auth/reauthenticate"
Browsers = dict[str, Client]
People = dict[str, User]


def team(artist: Artist) -> str:
    return f"/api/v1/artists/{artist.slug}/team"


def roles(artist: Artist) -> dict[str, str]:
    return dict(Membership.objects.filter(team=artist.team).values_list("user__username", "role"))


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def entries() -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    rows = AuditEntry.objects.filter(action__startswith="artists.").order_by("created_at", "pk")
    names: dict[uuid.UUID | None, str] = dict(User.objects.values_list("pk", "username"))
    return [(names.get(entry.actor_id, ""), entry.action, entry.before, entry.after) for entry in rows]


def test_members_see_the_team_and_nobody_else(heron: Artist, browsers: Browsers) -> None:
    for name in NAMES:
        members = browsers[name].get(team(heron)).json()["members"]
        assert [(member["username"], member["role"]) for member in members] == list(NAMES.items())
        assert "@" not in str(members)
    assert refused(browsers["mallory"].get(team(heron))) == (403, "artists.not_on_the_team")
    assert refused(browsers[""].get(team(heron))) == (401, "http.sign_in_required")
    assert browsers["ines"].get("/api/v1/labels/paper-heron/team").status_code == 404
    assert browsers["ines"].get("/api/v1/releases/paper-heron/team").status_code == 422


# Who may change whom: owners everyone, managers uploaders and analysts.
CHANGES = [
    (actor, target, role)
    for actor in ("ines", "mia", "ulf", "ana", "mallory", "")
    for target in ("mia", "ulf", "ana")
    for role in Role
]


@pytest.mark.parametrize("actor", ["ines", "mia", "ulf", "ana", "mallory", ""])
def test_who_may_give_which_role_to_whom(
    actor: str, heron: Artist, people: People, browsers: Browsers
) -> None:
    below = {Role.UPLOADER, Role.ANALYST}
    if actor:
        sign_in_again(browsers[actor])
    for _, target, role in (change for change in CHANGES if change[0] == actor):
        may = actor == "ines" or (actor == "mia" and target != "mia" and role in below)
        before = roles(heron)
        place = f"{team(heron)}/members/{people[target].pk}"
        with transaction.atomic():
            answer = browsers[actor].patch(place, {"role": role}, content_type=JSON)
            assert (answer.status_code == 200, target, role) == (may, target, role)
            assert roles(heron) == (before | {target: role} if may else before)
            assert bool(entries()) == (may and before[target] != role)
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", ["owner", "manager"])
def test_to_make_an_owner_or_a_manager_takes_a_fresh_proof(
    role: str, heron: Artist, people: People, browsers: Browsers
) -> None:
    place = f"{team(heron)}/members/{people['ulf'].pk}"
    answer = browsers["ines"].patch(place, {"role": role}, content_type=JSON)
    assert refused(answer) == (401, "accounts.reauthenticate")
    body = {"email": "new@example.org", "role": role}
    answer = browsers["ines"].post(f"{team(heron)}/invitations", body, content_type=JSON)
    assert refused(answer) == (401, "accounts.reauthenticate")
    assert (roles(heron), Invitation.objects.exists(), entries()) == (NAMES, False, [])


@pytest.mark.parametrize("actor", ["ines", "mia", "ulf", "ana", "mallory", ""])
def test_who_may_remove_whom(actor: str, heron: Artist, people: People, browsers: Browsers) -> None:
    for target in ("mia", "ulf", "ana"):
        may = actor == "ines" or (actor == "mia" and target != "mia")
        before = roles(heron)
        with transaction.atomic():
            answer = browsers[actor].delete(f"{team(heron)}/members/{people[target].pk}")
            assert (answer.status_code == 204, target) == (may, target)
            gone = {target} if may else set()
            assert set(roles(heron)) == set(before) - gone
            assert [action for _, action, *_ in entries()] == (["artists.member_removed"] if may else [])
            transaction.set_rollback(True)


def test_a_change_of_role_is_recorded_told_and_ends_open_invitations(
    heron: Artist,
    people: People,
    browsers: Browsers,
    pushed: list[Push],
    django_capture_on_commit_callbacks: Any,
) -> None:
    services.invite(people["mia"], TeamKind.ARTISTS, heron.slug, email="new@example.org", role=Role.ANALYST)
    pushed.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browsers["ines"].patch(
            f"{team(heron)}/members/{people['mia'].pk}", {"role": "analyst"}, content_type=JSON
        )
    assert (answer.status_code, answer.json()["role"]) == (200, "analyst")
    person = {"user_id": str(people["mia"].pk)}
    assert entries() == [
        ("ines", "artists.role_changed", person | {"role": "manager"}, person | {"role": "analyst"})
    ]
    assert not Invitation.objects.exists()
    ((groups, message),) = pushed
    assert (message["topic"], message["id"]) == ("artists.team_changed", str(heron.pk))
    assert set(groups) == {user_group(people[name].pk) for name in NAMES}


def test_who_is_removed_is_told_and_announced(
    heron: Artist,
    people: People,
    pushed: list[Push],
    said: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_member(people["ines"], TeamKind.ARTISTS, heron.slug, people["ulf"].pk)
    person = {"user_id": str(people["ulf"].pk)}
    assert entries() == [("ines", "artists.member_removed", person | {"role": "uploader"}, {})]
    assert user_group(people["ulf"].pk) in pushed[0][0]
    deliver_all_events()
    (left,) = said
    assert (left.name, left.subject_id, left.user_id) == ("artists.member_left", heron.pk, people["ulf"].pk)
    assert not queries.artists_of(people["ulf"]).exists()


def test_whoever_is_not_on_the_team_cannot_be_changed(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    place = f"{team(heron)}/members/{people['mallory'].pk}"
    assert refused(browsers["ines"].delete(place)) == (404, "artists.member_not_found")
    answer = browsers["ines"].patch(place, {"role": "analyst"}, content_type=JSON)
    assert refused(answer) == (404, "artists.member_not_found")
    # And outsiders don't learn who is on it.
    for person in ("mia", "mallory"):
        answer = browsers["mallory"].delete(f"{team(heron)}/members/{people[person].pk}")
        assert refused(answer) == (403, "artists.not_on_the_team")
    assert len(roles(heron)) == 4


@pytest.mark.parametrize(
    "body", [{}, {"role": "editor"}, {"role": "owner", "user_id": "x"}, {"role": "owner", "team_id": "x"}]
)
def test_nothing_but_a_role_is_taken(heron: Artist, people: People, browsers: Browsers, body: Any) -> None:
    place = f"{team(heron)}/members/{people['mia'].pk}"
    assert refused(browsers["ines"].patch(place, body, content_type=JSON)) == (422, "http.invalid")
    assert roles(heron)["mia"] == "manager"


def test_everyone_may_leave_but_the_only_owner(heron: Artist, people: People, browsers: Browsers) -> None:
    place = f"{team(heron)}/membership"
    assert refused(browsers["mallory"].delete(place)) == (404, "artists.member_not_found")
    assert refused(browsers["ines"].delete(place)) == (409, "artists.last_owner")
    assert roles(heron) == NAMES
    for name in ("mia", "ulf", "ana"):
        assert browsers[name].delete(place).status_code == 204
    assert roles(heron) == {"ines": "owner"}
    add_member(heron, people["mallory"], Role.OWNER)
    assert browsers["ines"].delete(place).status_code == 204
    assert roles(heron) == {"mallory": "owner"}
    assert entries() == []


def test_the_only_owner_is_neither_demoted_nor_removed_nor_deleted(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    own = f"{team(heron)}/members/{people['ines'].pk}"
    assert refused(browsers["ines"].delete(own)) == (409, "artists.last_owner")
    answer = browsers["ines"].patch(own, {"role": "analyst"}, content_type=JSON)
    assert refused(answer) == (409, "artists.last_owner")
    with pytest.raises(LastOwner), transaction.atomic():
        services.leave_every_team(people["ines"].pk)
    assert (roles(heron), entries()) == (NAMES, [])
    assert queries.solely_owned(people["ines"].pk) == [heron]


def test_a_suspended_owner_counts(heron: Artist, people: People, browsers: Browsers) -> None:
    add_member(heron, people["mallory"], Role.OWNER)
    User.objects.filter(pk=people["mallory"].pk).update(is_active=False)
    assert browsers["ines"].delete(f"{team(heron)}/membership").status_code == 204
    assert roles(heron)["mallory"] == "owner"


@pytest.mark.parametrize("change", ["delete", "demote", "delete the person"])
def test_the_database_itself_keeps_an_owner(heron: Artist, people: People, change: str) -> None:
    with pytest.raises(IntegrityError, match="would have no owner"):
        lose_owner(heron, people["ines"], change)
    assert roles(heron) == NAMES


@transaction.atomic
def lose_owner(artist: Artist, owner: User, change: str) -> None:
    owners = Membership.objects.filter(team=artist.team, role=Role.OWNER)
    if change == "delete":
        owners.delete()
    elif change == "demote":
        owners.update(role=Role.MANAGER)
    else:
        owner.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would do


def test_a_transfer_makes_the_other_an_owner_and_the_actor_a_manager(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    sign_in_again(browsers["ines"])
    answer = browsers["ines"].put(
        f"{team(heron)}/owner", {"user_id": str(people["ana"].pk)}, content_type=JSON
    )
    assert answer.status_code == 200
    assert roles(heron) == NAMES | {"ana": "owner", "ines": "manager"}
    assert [(who, action, before["role"], after["role"]) for who, action, before, after in entries()] == [
        ("ines", "artists.role_changed", "analyst", "owner"),
        ("ines", "artists.role_changed", "owner", "manager"),
    ]


def test_a_transfer_needs_a_fresh_proof_an_owner_and_a_member(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    place, body = f"{team(heron)}/owner", {"user_id": str(people["ana"].pk)}
    assert refused(browsers["ines"].put(place, body, content_type=JSON)) == (401, "accounts.reauthenticate")
    for name in ("ines", "mia", "ulf", "mallory"):
        sign_in_again(browsers[name])
    for name in ("mia", "ulf"):
        assert refused(browsers[name].put(place, body, content_type=JSON)) == (403, "artists.role_not_enough")
    answer = browsers["mallory"].put(place, body, content_type=JSON)
    assert refused(answer) == (403, "artists.not_on_the_team")
    body = {"user_id": str(people["mallory"].pk)}
    answer = browsers["ines"].put(place, body, content_type=JSON)
    assert refused(answer) == (404, "artists.member_not_found")
    own = browsers["ines"].put(place, {"user_id": str(people["ines"].pk)}, content_type=JSON)
    assert own.status_code == 200
    assert (roles(heron), entries()) == (NAMES, [])


def sign_in_again(client: Client) -> None:
    """The password has just been asked for."""
    answer = client.post(REAUTHENTICATE, {"password": PASSWORD}, content_type=JSON)
    assert answer.status_code == 200


def test_who_goes_altogether_leaves_every_team(heron: Artist, people: People, said: list[Any]) -> None:
    other, label = make_artist(people["mallory"], "Other"), make_label(people["mallory"])
    add_member(other, people["mia"], Role.OWNER)
    add_member(label, people["mia"], Role.ANALYST)
    assert queries.solely_owned(people["mia"].pk) == []
    assert queries.solely_owned(people["mallory"].pk) == [label]
    services.leave_every_team(people["mia"].pk)
    assert not Membership.objects.filter(user=people["mia"]).exists()
    deliver_all_events()
    assert [(event.name, event.kind, event.subject_id) for event in said] == [
        ("artists.member_left", TeamKind.ARTISTS, heron.pk),
        ("artists.member_left", TeamKind.ARTISTS, other.pk),
        ("artists.member_left", TeamKind.LABELS, label.pk),
    ]
    assert queries.solely_owned(people["mallory"].pk) == [other, label]


def test_a_label_s_team_works_the_same_way(people: People, browsers: Browsers) -> None:
    label = make_label(people["ines"])
    add_member(label, people["mia"], Role.MANAGER)
    place = f"/api/v1/labels/{label.slug}/team"
    assert [member["role"] for member in browsers["mia"].get(place).json()["members"]] == ["owner", "manager"]
    assert refused(browsers["mallory"].get(place)) == (403, "artists.not_on_the_team")
    answer = browsers["mia"].patch(
        f"{place}/members/{people['ines'].pk}", {"role": "analyst"}, content_type=JSON
    )
    assert refused(answer) == (403, "artists.role_not_enough")
    assert refused(browsers["ines"].delete(f"{place}/membership")) == (409, "artists.last_owner")
    assert browsers["mia"].delete(f"{place}/membership").status_code == 204


def test_a_label_manages_an_artist_s_team_but_not_its_owners(
    people: People, browsers: Browsers, heron: Artist
) -> None:
    label = make_label(people["mallory"])
    Artist.objects.filter(pk=heron.pk).update(label=label)
    members = f"{team(heron)}/members"
    for name in ("ines", "mia"):
        answer = browsers["mallory"].delete(f"{members}/{people[name].pk}")
        assert refused(answer) == (403, "artists.role_not_enough")
    assert browsers["mallory"].delete(f"{members}/{people['ulf'].pk}").status_code == 204
    assert set(roles(heron)) == {"ines", "mia", "ana"}
    assert Ability.DELETE_ARTIST not in queries.roles_of(people["mallory"]).abilities_on(heron)

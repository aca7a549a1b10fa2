"""Labels: one side asks, the other agrees, either ends it; a label's members work on all its artists."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists import queries
from segue.artists.models import Artist, Label, LabelOffer, Membership, Team
from segue.artists.tests.conftest import NAMES, Push
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import Role
from segue.kernel.audit.models import AuditEntry
from segue.kernel.realtime.push import user_group

pytestmark = pytest.mark.django_db
JSON = "application/json"
LABELS = "/api/v1/labels"
Browsers = dict[str, Client]
People = dict[str, User]


@pytest.fixture
def label(db: None) -> Label:
    """Owned by `lena`; `mona` manages it, `ugo` uploads."""
    label = make_label(make_user("lena"))
    add_member(label, make_user("mona"), Role.MANAGER)
    add_member(label, make_user("ugo"), Role.UPLOADER)
    return label


def browser_of(name: str) -> Client:
    client = Client()
    if name:
        client.force_login(User.objects.get(username=name))
    return client


def place(label: Label, artist: Artist) -> str:
    return f"{LABELS}/{label.slug}/artists/{artist.pk}"


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def label_of(artist: Artist) -> Label | None:
    return Artist.objects.get(pk=artist.pk).label


def test_whoever_makes_a_label_owns_it(people: People, browsers: Browsers) -> None:
    answer = browsers["ines"].post(LABELS, {"name": " Low  Tide "}, content_type=JSON)
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["name"], shown["slug"]) == ("Low Tide", "low-tide")
    assert {"manage_team", "manage_owners"} <= set(shown["abilities"])
    member = Membership.objects.get()
    assert (member.user, member.role, member.team.label.name) == (people["ines"], "owner", "Low Tide")
    assert browsers[""].post(LABELS, {"name": "Mine"}, content_type=JSON).status_code == 401
    for ref in (shown["id"], "low-tide"):
        assert browsers[""].get(f"{LABELS}/{ref}").json() == shown | {"abilities": []}
    assert refused(browsers[""].get(f"{LABELS}/nobody")) == (404, "artists.label_not_found")


@pytest.mark.usefixtures("people")
def test_a_label_needs_a_name_and_says_so(browsers: Browsers) -> None:
    answer = browsers["ines"].post(LABELS, {"name": ""}, content_type=JSON)
    assert (answer.status_code, answer.json()["detail"]) == (422, "name: This can't be empty.")
    assert Label.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": ""}, "http.invalid"),
        ({"name": " \x07 "}, "artists.label_name_empty"),
        ({"name": "a" * 201}, "http.invalid"),
        ({"name": "Mine", "slug": "mine"}, "http.invalid"),
        ({"name": "Mine", "team_id": "01a2041d-23e0-74a2-959d-28f5c15c277a"}, "http.invalid"),
    ],
)
def test_what_is_no_label(body: dict[str, str], code: str, browsers: Browsers, label: Label) -> None:
    assert refused(browsers["ines"].post(LABELS, body, content_type=JSON)) == (422, code)
    assert refused(browser_of("lena").patch(f"{LABELS}/{label.slug}", body, content_type=JSON)) == (422, code)
    assert (Label.objects.get().name, Team.objects.count()) == ("Low Tide Records", 1)


def test_labels_are_listed_newest_first_and_mine_on_request(
    browsers: Browsers, people: People, label: Label
) -> None:
    make_label(people["ines"], "Second")
    items = browsers["ines"].get(LABELS).json()["items"]
    assert [(item["name"], bool(item["abilities"])) for item in items] == [
        ("Second", True),
        ("Low Tide Records", False),
    ]
    assert [item["name"] for item in browsers["ines"].get(f"{LABELS}?mine=true").json()["items"]] == [
        "Second"
    ]
    assert browsers[""].get(f"{LABELS}?mine=true").json()["items"] == []


@pytest.mark.parametrize(
    ("name", "status"), [("lena", 200), ("mona", 200), ("ugo", 403), ("ines", 403), ("", 401)]
)
def test_owners_and_managers_rename_a_label(name: str, status: int, label: Label, people: People) -> None:
    answer = browser_of(name).patch(f"{LABELS}/{label.slug}", {"name": "High Tide"}, content_type=JSON)
    label.refresh_from_db()
    assert (answer.status_code, label.name) == (status, "High Tide" if status == 200 else "Low Tide Records")
    assert label.slug == "low-tide-records"


@pytest.mark.parametrize("agreeing", ["lena", "mona"])
def test_an_artist_joins_when_its_owner_asks_and_the_label_agrees(
    agreeing: str, heron: Artist, label: Label, browsers: Browsers
) -> None:
    asked = browsers["ines"].put(place(label, heron))
    assert (asked.status_code, asked.json()["label"], LabelOffer.objects.count()) == (200, None, 1)
    assert browsers["ines"].put(place(label, heron)).status_code == 200  # again is fine
    for client, team in (
        (browser_of("mona"), f"labels/{label.slug}"),
        (browsers["ines"], "artists/paper-heron"),
    ):
        (offer,) = client.get(f"/api/v1/{team}/team").json()["offers"]
        assert (offer["artist"]["name"], offer["label"]["name"]) == ("Paper Heron", "Low Tide Records")
    agreed = browser_of(agreeing).put(place(label, heron))
    assert (agreed.status_code, agreed.json()["label"]["slug"]) == (200, "low-tide-records")
    assert (label_of(heron), LabelOffer.objects.count()) == (label, 0)
    items = browsers[""].get(f"{LABELS}/{label.slug}/artists").json()["items"]
    assert [item["name"] for item in items] == ["Paper Heron"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *(("ines", 200), ("mia", 403), ("ulf", 403), ("ana", 403)),
        *(("mona", 200), ("lena", 200), ("ugo", 403), ("mallory", 403), ("", 401)),
    ],
)
def test_only_who_decides_for_a_side_may_ask(
    name: str, status: int, heron: Artist, label: Label, people: People
) -> None:
    assert browser_of(name).put(place(label, heron)).status_code == status
    assert (label_of(heron), LabelOffer.objects.exists()) == (None, status == 200)
    assert [offer.is_by_label for offer in LabelOffer.objects.all()] == [name != "ines"] * (status == 200)


@pytest.mark.parametrize("asking", ["lena", "mona"])
def test_an_artist_joins_when_the_label_asks_and_its_owner_agrees(
    asking: str, heron: Artist, label: Label, browsers: Browsers
) -> None:
    for name in (asking, "lena", "mona"):  # again is fine, and their own offer isn't theirs to agree to
        asked = browser_of(name).put(place(label, heron))
        assert (asked.status_code, asked.json()["label"], LabelOffer.objects.count()) == (200, None, 1)
    for name in ("ines", "mia"):
        (offer,) = browsers[name].get("/api/v1/artists/paper-heron/team").json()["offers"]
        assert (offer["label"]["slug"], offer["is_by_label"]) == ("low-tide-records", True)
    for name in ("mia", "ulf", "ana", "ugo", "mallory"):
        assert browser_of(name).put(place(label, heron)).status_code == 403
    assert (label_of(heron), LabelOffer.objects.count()) == (None, 1)
    agreed = browsers["ines"].put(place(label, heron))
    assert (agreed.status_code, agreed.json()["label"]["slug"]) == (200, "low-tide-records")
    assert (label_of(heron), LabelOffer.objects.count()) == (label, 0)


@pytest.mark.parametrize("name", ["ines", "lena", "mona"])
def test_either_side_ends_a_label_s_offer(name: str, heron: Artist, label: Label, browsers: Browsers) -> None:
    browser_of("mona").put(place(label, heron))
    for other in ("mia", "ugo", "mallory"):
        assert browser_of(other).delete(place(label, heron)).status_code == 403
    assert LabelOffer.objects.count() == 1
    assert browser_of(name).delete(place(label, heron)).status_code == 204
    assert (label_of(heron), LabelOffer.objects.count()) == (None, 0)


def recorded() -> list[tuple[Any, ...]]:
    names: dict[uuid.UUID | None, str] = dict(User.objects.values_list("pk", "username"))
    rows = AuditEntry.objects.filter(action__startswith="artists.").order_by("created_at", "pk")
    return [
        (names.get(row.actor_id), row.action, row.subject_kind, row.subject_id, row.before, row.after)
        for row in rows
    ]


def test_what_a_label_and_an_artist_agree_on_is_on_record(
    heron: Artist, label: Label, browsers: Browsers
) -> None:
    steps = [("ines", "put"), ("ines", "put"), ("mona", "delete"), ("lena", "put"), ("ines", "put")]
    for name, ask in [*steps, ("ines", "put"), ("mona", "delete"), ("mona", "delete")]:
        getattr(browser_of(name), ask)(place(label, heron))
    about: tuple[Any, ...] = (
        "artist",
        str(heron.pk),
        {},
        {"label_id": str(label.pk), "label": "Low Tide Records"},
    )
    assert recorded() == [
        ("ines", "artists.label_offered", *about),
        ("mona", "artists.label_offer_ended", *about),
        ("lena", "artists.label_offered", *about),
        ("ines", "artists.label_joined", *about),
        ("mona", "artists.label_left", *about),
    ]


def test_the_end_of_a_label_is_on_record(label: Label) -> None:
    assert browser_of("mona").delete(f"{LABELS}/{label.slug}").status_code == 403
    assert recorded() == []
    assert browser_of("lena").delete(f"{LABELS}/{label.slug}").status_code == 204
    about = {"name": "Low Tide Records", "slug": "low-tide-records"}
    assert recorded() == [("lena", "artists.label_deleted", "label", str(label.pk), about, {})]


@pytest.mark.parametrize("name", ["mia", "ulf", "ana", "ugo", "mallory", ""])
def test_nobody_else_may_agree_or_end(name: str, heron: Artist, label: Label, browsers: Browsers) -> None:
    browsers["ines"].put(place(label, heron))
    for ask in ("put", "delete"):
        assert getattr(browser_of(name), ask)(place(label, heron)).status_code in (401, 403)
    assert (label_of(heron), LabelOffer.objects.count()) == (None, 1)
    browser_of("mona").put(place(label, heron))
    assert browser_of(name).delete(place(label, heron)).status_code in (401, 403)
    assert label_of(heron) == label


@pytest.mark.parametrize("name", ["ines", "lena", "mona"])
def test_either_side_ends_it(name: str, heron: Artist, label: Label, browsers: Browsers) -> None:
    browsers["ines"].put(place(label, heron))
    assert browser_of(name).delete(place(label, heron)).status_code == 204
    assert not LabelOffer.objects.exists()
    browsers["ines"].put(place(label, heron))
    browser_of("lena").put(place(label, heron))
    ugo = User.objects.get(username="ugo")
    assert list(queries.artists_of(ugo)) == [heron]
    assert browser_of(name).delete(place(label, heron)).status_code == 204
    assert (label_of(heron), list(queries.artists_of(ugo))) == (None, [])
    again = browser_of(name).delete(place(label, heron))
    assert refused(again) == (404, "artists.not_on_label")


def test_an_artist_has_one_label_at_a_time(
    heron: Artist, label: Label, browsers: Browsers, people: People
) -> None:
    other = make_label(people["ines"], "Own Label")
    joined = browsers["ines"].put(place(other, heron))  # owns both: that's a yes from both
    assert joined.json()["label"]["name"] == "Own Label"
    assert refused(browsers["ines"].put(place(label, heron))) == (409, "artists.has_label")
    assert refused(browser_of("mona").put(place(label, heron))) == (409, "artists.has_label")
    assert refused(browsers["ines"].delete(place(label, heron))) == (404, "artists.not_on_label")
    assert (label_of(heron), LabelOffer.objects.count()) == (other, 0)


@pytest.mark.parametrize(
    ("name", "status"), [("lena", 204), ("mona", 403), ("ugo", 403), ("ines", 403), ("", 401)]
)
def test_a_label_goes_without_its_artists(
    name: str, status: int, heron: Artist, label: Label, people: People
) -> None:
    Artist.objects.filter(pk=heron.pk).update(label=label)
    assert browser_of(name).delete(f"{LABELS}/{label.slug}").status_code == status
    is_gone = status == 204
    assert (Label.objects.exists(), label_of(heron)) == (not is_gone, None if is_gone else label)
    assert Membership.objects.filter(team=heron.team).count() == len(NAMES)
    assert Team.objects.count() == (1 if is_gone else 2)


def test_both_teams_are_told(
    heron: Artist,
    label: Label,
    browsers: Browsers,
    pushed: list[Push],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browsers["ines"].put(place(label, heron))
    told = {(message["id"], group) for groups, message in pushed for group in groups}
    artist_team = {(str(heron.pk), user_group(pk)) for pk in users(heron)}
    assert told == artist_team | {(str(label.pk), user_group(pk)) for pk in users(label)}


def users(subject: Artist | Label) -> list[Any]:
    return list(Membership.objects.filter(team=subject.team).values_list("user_id", flat=True))


def test_the_number_of_queries_does_not_grow_with_a_label_s_artists(label: Label, people: People) -> None:
    client, counts = browser_of("lena"), []
    for wanted in (1, 2, 10):  # a session's first request has more to do
        while Artist.objects.count() < wanted:
            artist = make_artist(people["ines"], "One more")
            Artist.objects.filter(pk=artist.pk).update(label=label)
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(f"{LABELS}/{label.slug}/artists").json()["items"]) == wanted
        counts.append(len(captured))
    assert counts[1] == counts[2]

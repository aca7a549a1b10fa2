"""Tables of tracks: what is written can be read, in whatever way a spreadsheet saves it, and harms nobody."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member
from segue.artists.types import Role
from segue.catalog import bulk, history, services, tables
from segue.catalog.models import Edit, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_release

pytestmark = pytest.mark.django_db
API = "/api/v1"
HOSTILE = [
    "=1+2",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''@x",
    "＝1",
    "|calc",
    "a;=1",
    'a"b',
    "Плот",
    "潮",
    "'plain",
]


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_release(ines, heron)


@pytest.fixture
def tracks(ines: User, release: Release) -> list[Track]:
    return [add_track(ines, release, f"take {number}.flac") for number in (1, 2, 3)]


def get(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(f"{API}/{path}/tracks.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def written(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def put(client: Client, path: str, table: str | bytes | list[dict[str, str]], query: str = "") -> Any:
    text = written(table) if isinstance(table, list) else table
    body = text.encode() if isinstance(text, str) else text
    return client.put(f"{API}/{path}/tracks.csv{query}", body, content_type="text/csv")


def test_a_table_has_a_row_for_each_track(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    services.change_track(ines, str(tracks[0].pk), bpm=120.5, isrc="GBAYE0601498", explicit="clean")
    first, *rest = get(browser, f"releases/{release.pk}")
    assert list(first) == list(bulk.COLUMNS)
    assert (first["id"], first["release"], first["version"]) == (str(tracks[0].pk), "Low Tide", "5")
    assert (first["title"], first["position"], first["file_name"]) == ("take 1", "1", "take 1.flac")
    assert (first["bpm"], first["isrc"], first["explicit"], first["key"]) == (
        "120.5",
        "GBAYE0601498",
        "clean",
        "",
    )
    assert len(rest) == 2


def test_what_comes_back_as_it_was_changes_nothing(
    browser: Client, ines: User, heron: Artist, release: Release
) -> None:
    for title in HOSTILE:
        services.change_track(ines, str(add_track(ines, release).pk), title=title, work=title, credit=title)
    before = list(Track.objects.filter(release=release).order_by("pk").values())
    raw = browser.get(f"{API}/releases/{release.pk}/tracks.csv").content
    for body in (raw, raw.decode("utf-8-sig").encode("utf-16"), raw.decode("utf-8-sig").encode()):
        answer = put(browser, f"releases/{release.pk}", body)
        assert (answer.status_code, answer.json()["change_count"]) == (200, 0)
    assert list(Track.objects.filter(release=release).order_by("pk").values()) == before


@pytest.mark.parametrize("title", HOSTILE)
def test_no_cell_is_a_formula_and_each_is_read_back(title: str) -> None:
    text = tables.write_table(["id", "title"], [["x", title]])
    [(number, row)] = tables.read_table(text.encode(), known=["id", "title"], needed="id")
    assert (number, row["title"]) == (2, title)
    cell = list(csv.reader(io.StringIO(text)))[1][1]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "|", "＝"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_spreadsheets_save_tables_in_many_ways(
    delimiter: str, encoding: str, browser: Client, release: Release, tracks: list[Track]
) -> None:
    rows = get(browser, f"releases/{release.pk}")
    rows[1]["title"] = 'Прилив; "tide", 潮'
    rows[1]["bpm"] = "98,5"
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    body = (mark + written(rows, delimiter)).encode(encoding)
    answer = put(browser, f"releases/{release.pk}", body).json()
    assert [(c["row"], c["field"], c["before"], c["after"]) for c in answer["changes"]] == [
        (3, "title", "take 2", 'Прилив; "tide", 潮'),
        (3, "bpm", None, 98.5),
    ]
    track = Track.objects.get(pk=tracks[1].pk)
    assert (track.title, track.bpm, track.has_chosen_title) == ('Прилив; "tide", 潮', 98.5, True)


def test_a_table_is_one_act_that_can_be_undone(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    rows = get(browser, f"releases/{release.pk}")
    for row in rows:
        row |= {"language": "PT-br", "title": row["title"].upper()}
    answer = put(browser, f"releases/{release.pk}", rows).json()
    assert (answer["is_dry_run"], answer["track_count"], answer["change_count"]) == (False, 3, 6)
    acts = set(Edit.objects.filter(release=release, version=5).values_list("act", flat=True))
    assert (Release.objects.get(pk=release.pk).version, len(acts)) == (5, 1)
    history.undo_act(ines, str(release.pk), acts.pop())
    assert set(Track.objects.values_list("language", flat=True)) == {""}
    assert [t.title for t in Track.objects.filter(release=release)] == ["take 1", "take 2", "take 3"]


def test_a_dry_run_tells_and_changes_nothing(browser: Client, release: Release, tracks: list[Track]) -> None:
    rows = get(browser, f"releases/{release.pk}")
    rows[0]["title"] = "Ebb"
    answer = put(browser, f"releases/{release.pk}", rows, "?dry_run=true").json()
    assert answer["is_dry_run"]
    assert answer["changes"] == [
        {
            "row": 2,
            "track_id": str(tracks[0].pk),
            "title": "Ebb",
            "field": "title",
            "before": "take 1",
            "after": "Ebb",
        }
    ]
    assert get(browser, f"releases/{release.pk}")[0]["title"] == "take 1"
    assert Release.objects.get(pk=release.pk).version == 4


def test_columns_and_cells_that_are_not_there_stay_as_they_are(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    services.change_track(ines, str(tracks[0].pk), work="Tides", key="Am")
    body = f"title,id,work,key\nEbb,{tracks[0].pk}\n\n,,,\n"
    assert put(browser, f"releases/{release.pk}", body).json()["change_count"] == 1
    track = Track.objects.get(pk=tracks[0].pk)
    assert (track.title, track.work, track.key) == ("Ebb", "Tides", "Am")
    put(browser, f"releases/{release.pk}", f"id,work,key,bpm\n{track.pk},,,\n")
    track.refresh_from_db()
    assert (track.title, track.work, track.key) == ("Ebb", "", "")


def test_every_problem_has_its_row_and_column_and_nothing_changes(
    browser: Client, ines: User, heron: Artist, release: Release, tracks: list[Track]
) -> None:
    a, b, c = (str(track.pk) for track in tracks)
    foreign = str(add_track(ines, make_release(ines, heron)).pk)
    body = "\r\n".join(
        [
            "id;title;isrc;bpm;number;position",
            f"{a};Good;GBAYE0601498;;1;",
            f"{b};;x;fast;0;",
            f"{c};Fine;;;3;7",
            f"{a};Twice;;;;",
            f"{foreign};Foreign;;;;",
            "7;No id;;;;",
        ]
    )
    answer = put(browser, f"releases/{release.pk}", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "catalog.table_unusable")
    assert sorted((p["row"], p["column"]) for p in answer.json()["problems"]) == [
        *(
            (3, "bpm"),
            (3, "isrc"),
            (3, "number"),
            (3, "title"),
            (4, "position"),
            (5, "id"),
            (6, "id"),
            (7, "id"),
        )
    ]
    assert "A track's number is a whole one from 1 to 9999." in str(answer.json()["problems"])
    assert "row 5, column id" in answer.json()["detail"]
    assert set(Track.objects.filter(release=release).values_list("title", flat=True)) == {
        "take 1",
        "take 2",
        "take 3",
    }
    assert Release.objects.get(pk=release.pk).version == 4


@pytest.mark.parametrize(
    ("body", "column", "words"),
    [
        ("id,titel\n", "titel", "Segue has no column “titel”. Remove it."),
        ("title\nx\n", "id", "there is no column id"),
        ("id,title,title\n", "title", "stands there twice"),
        ("", "id", "there is no column id"),
        ("id,title\nx,y,z\n", "", "more cells than there are columns"),
        ('id,title\nx,"never closed\n', "", "can't be read here"),
        ("id,title\nx,\xe4\n".encode("latin-1"), "", "CSV UTF-8"),
        (b"\xff\xfei", "", "CSV UTF-8"),
        ("id,title\n" + "x,y\n" * (tables.MAX_ROWS + 1), "", "may have 5000 rows"),
        ("id,title\nx," + "y" * 200_000, "", "can't be read here"),
    ],
)
def test_tables_that_can_not_be_read_are_refused_in_words(
    body: str | bytes, column: str, words: str, browser: Client, release: Release, tracks: list[Track]
) -> None:
    answer = put(browser, f"releases/{release.pk}", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "catalog.table_unusable")
    problem = answer.json()["problems"][0]
    assert problem["column"] == column
    assert words in problem["message"]


def test_a_table_has_an_end(browser: Client, release: Release) -> None:
    answer = put(browser, f"releases/{release.pk}", b"id,title\n" + b"\n" * (4 << 20))
    assert (answer.status_code, answer.json()["code"]) == (413, "catalog.table_too_long")


def test_an_old_table_takes_nothing_back_that_others_did(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    rows = get(browser, f"releases/{release.pk}")
    services.change_track(ines, str(tracks[0].pk), title="Theirs", work="Tides")
    rows[0]["language"] = "pt"
    answer = put(browser, f"releases/{release.pk}", rows).json()
    assert [change["field"] for change in answer["changes"]] == ["language"]
    track = Track.objects.get(pk=tracks[0].pk)
    assert (track.title, track.work, track.language) == ("Theirs", "Tides", "pt")
    rows[0]["title"] = "Mine"
    refused = put(browser, f"releases/{release.pk}", rows)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.edit_conflict")
    [conflict] = refused.json()["conflicts"]
    assert (conflict["field"], conflict["yours"], conflict["theirs"]) == ("title", "Mine", "Theirs")
    assert Track.objects.get(pk=track.pk).title == "Theirs"


def reorder(client: Client, release: Release, *discs: list[Track]) -> None:
    body = {"discs": [{"track_ids": [str(track.pk) for track in disc]} for disc in discs]}
    client.put(f"{API}/releases/{release.pk}/track-order", body, content_type="application/json")


def test_an_old_table_takes_no_order_back(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    a, b, c = tracks
    services.change_track(ines, str(c.pk), number=5)
    rows = get(browser, f"releases/{release.pk}")
    reorder(browser, release, [c], [a, b])
    reorder(browser, release, [c], [b, a])
    answer = put(browser, f"releases/{release.pk}", rows)
    assert (answer.status_code, answer.json()["change_count"]) == (200, 0)
    after = [("take 3", 1, 1, 1), ("take 2", 2, 2, 1), ("take 1", 3, 2, 2)]
    names = ("title", "position", "disc_number", "number")
    assert list(release.tracks.values_list(*names)) == after
    rows[0]["number"] = "7"
    [conflict] = put(browser, f"releases/{release.pk}", rows).json()["conflicts"]
    assert (conflict["field"], conflict["yours"], conflict["theirs"]) == ("number", 7, 2)
    rows[0] |= {"number": "1", "position": "2", "disc_number": "3"}
    problems = put(browser, f"releases/{release.pk}", rows).json()["problems"]
    assert [(p["row"], p["column"]) for p in problems] == [(2, "disc_number"), (2, "position")]
    assert list(release.tracks.values_list(*names)) == after


def test_an_old_table_is_good_when_tracks_went(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    rows = get(browser, f"releases/{release.pk}")
    services.delete_track(ines, str(tracks[0].pk))
    rows[2]["title"] = "Ebb"
    answer = put(browser, f"releases/{release.pk}", rows[1:]).json()
    assert [(change["field"], change["after"]) for change in answer["changes"]] == [("title", "Ebb")]


def test_a_row_that_ends_before_its_id_is_told(browser: Client, heron: Artist, release: Release) -> None:
    for path in (f"releases/{release.pk}", f"artists/{heron.pk}"):
        answer = put(browser, path, "title,id\r\nfoo\r\n")
        assert (answer.status_code, answer.json()["code"]) == (422, "catalog.table_unusable")
        assert [(p["row"], p["column"]) for p in answer.json()["problems"]] == [(2, "id")]


def test_the_whole_catalog_of_an_artist_at_once(browser: Client, ines: User, heron: Artist) -> None:
    releases = [make_published(ines, heron, title=title, tracks=2) for title in ("Low", "High")]
    services.delete_release(ines, str(make_release(ines, heron, title="Gone").pk))
    rows = get(browser, f"artists/{heron.pk}")
    assert [(row["release"], row["title"]) for row in rows] == [
        *(("Low", "take 1"), ("Low", "take 2"), ("High", "take 1"), ("High", "take 2"))
    ]
    for row in rows:
        row["label"] = row.pop("license")
    assert put(browser, f"artists/{heron.pk}", rows).status_code == 422
    for row in rows:
        row["license"] = "CC0-1.0"
        del row["label"]
    answer = put(browser, f"artists/{heron.pk}", rows).json()
    assert (answer["track_count"], answer["change_count"]) == (4, 4)
    acts = Edit.objects.filter(release__in=releases, after__has_key="license").values_list("act", flat=True)
    assert (len(acts), len(set(acts))) == (4, 1)
    rows[0]["title"], rows[3]["isrc"] = "Ebb", "x"
    assert put(browser, f"artists/{heron.pk}", rows).status_code == 422
    assert not Track.objects.filter(title="Ebb").exists()


def test_a_table_changes_no_more_than_its_sender_may(
    ines: User, mallory: User, heron: Artist, release: Release, tracks: list[Track]
) -> None:
    public = make_published(ines, heron)
    ulf = make_user("ulf")
    add_member(heron, ulf, Role.UPLOADER)
    client = Client()
    client.force_login(ulf)
    rows = get(client, f"artists/{heron.pk}")
    for row in rows:
        row["work"] = "Tides"
    assert put(client, f"artists/{heron.pk}", rows).status_code == 403
    assert not Track.objects.filter(work="Tides").exists()
    drafts = [
        row for row in rows if row["release"] == "Low Tide" and row["id"] != str(public.tracks.get().pk)
    ]
    assert put(client, f"artists/{heron.pk}", drafts).json()["track_count"] == 3
    client.force_login(mallory)
    for path in (f"artists/{heron.pk}", f"releases/{public.pk}"):
        assert client.get(f"{API}/{path}/tracks.csv").status_code == 403
        assert put(client, path, rows).status_code == 403
    assert client.get(f"{API}/releases/{release.pk}/tracks.csv").status_code == 404
